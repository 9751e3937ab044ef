/**
 * Owns the looking before the doing: which lists a message makes necessary, and asking for them. One list of
 * everything serves all references by name; only when it is longer than a page are names searched for one by one.
 */
import type { Task, TaskFilters } from '../../task/schema.ts'
import { type Intent, needsTask, type Reference } from './intent.ts'
import { keyword } from './likeness.ts'
import type { Call, Script } from './plan.ts'
import { toolFilters } from './tool-filters.ts'
import type { Outcome } from './tool-result.ts'

/** So many tasks fit into one result before the engine cuts it. It also separates our lookups from lists that people asked for. */
export const LOOK_LIMIT = 30
/** Turns spent on looking at most: the rest of the ten is for doing and saying. */
const LOOK_TURNS_MAX = 4
const SEARCHES_MAX = 5

interface Look {
  filters: TaskFilters
  tasks: Task[]
  next: string | undefined
  /** Whether everything that matches has been seen. */
  whole: boolean
  asked: boolean
}

/** What was seen of the list. */
export interface Seen {
  /** Every task seen, each once. */
  tasks: Task[]
  /** Whether that is the whole list. */
  whole: boolean
  /** The tasks under filters that were looked at, and whether all of them were seen. */
  under(filters: TaskFilters): { tasks: Task[]; whole: boolean }
  failed: string | undefined
  /** Calls it took. */
  calls: number
}

const keyOf = (filters: TaskFilters) => JSON.stringify(Object.entries(filters).sort())
const callOf = ({ filters, next }: Look): Call => ({
  name: 'list_tasks',
  args: { ...filters, limit: LOOK_LIMIT, ...(next && { cursor: next }) },
})
const newLook = (filters: TaskFilters): Look => ({ filters, tasks: [], next: undefined, whole: false, asked: false })

const targetOf = (intent: Intent): Reference | undefined => ('target' in intent ? intent.target : undefined)
const namesOf = (target: Reference | undefined): string[] => {
  if (target?.kind === 'words') return [target.words]
  return target?.kind === 'several' ? [target.words, ...target.parts.flatMap(namesOf)] : []
}
const isNamed = (intent: Intent) => {
  const target = targetOf(intent)
  return (
    namesOf(target).length > 0 ||
    target?.kind === 'place' ||
    intent.do === 'point' ||
    intent.do === 'when' ||
    intent.do === 'past' ||
    (intent.do === 'list' && intent.words !== undefined) ||
    (intent.do === 'add' && (intent.jotted !== undefined || intent.reminder === true)) ||
    (intent.do === 'change' && needsTask(intent.change))
  )
}

const first = (intents: Intent[]): Look[] => {
  const filters = intents.flatMap((intent) => {
    const target = targetOf(intent)
    return target?.kind === 'all' ? [toolFilters(target.filter).known] : []
  })
  const wanted = [...(intents.some(isNamed) ? [{}] : []), ...filters]
  return [...new Map(wanted.map((one) => [keyOf(one), newLook(one)])).values()]
}

const take = (look: Look, outcome: Outcome | undefined): string | undefined => {
  look.asked = true
  if (outcome?.kind !== 'list') return outcome?.kind === 'failed' ? outcome.message : 'the list could not be read'
  look.tasks.push(...outcome.tasks)
  look.next = outcome.next_cursor
  look.whole = outcome.next_cursor === undefined && look.tasks.length >= outcome.total
  return undefined
}

/** Searches for the names when the list of everything has another page. */
const searches = (intents: Intent[], looks: Look[]): Look[] => {
  const base = looks.find(({ filters }) => Object.keys(filters).length === 0)
  if (!base || base.whole) return []
  const names = intents.flatMap((intent) => (intent.do === 'past' ? [intent.words] : namesOf(targetOf(intent))))
  const words = new Set(names.flatMap((name) => keyword(name) ?? []))
  return [...words].slice(0, SEARCHES_MAX).map((q) => newLook({ q }))
}

const wantsMore = (look: Look, intents: Intent[]) =>
  !look.asked || (look.next !== undefined && intents.some((intent) => isAllOf(intent, look) || needsMore(intent)))
const isAllOf = (intent: Intent, look: Look) => {
  const target = targetOf(intent)
  return target?.kind === 'all' && keyOf(toolFilters(target.filter).known) === keyOf(look.filters)
}
const needsMore = (intent: Intent) => intent.do === 'change' && intent.target.kind === 'ids' && needsTask(intent.change)

export function* look(intents: Intent[]): Script<Seen> {
  const looks = first(intents)
  let failed: string | undefined
  let calls = 0
  for (let turn = 1; turn <= LOOK_TURNS_MAX && failed === undefined; turn++) {
    if (turn === 2) looks.push(...searches(intents, looks))
    const open = looks.filter((one) => wantsMore(one, intents))
    if (open.length === 0) break
    calls += open.length
    const outcomes: Outcome[] = yield open.map(callOf)
    for (const [i, one] of open.entries()) failed ??= take(one, outcomes[i])
  }
  return { ...seenIn(looks), failed, calls }
}

const seenIn = (looks: Look[]): Pick<Seen, 'tasks' | 'whole' | 'under'> => ({
  tasks: [...new Map(looks.flatMap(({ tasks }) => tasks).map((task) => [task.id, task])).values()],
  whole: looks.some(({ filters, whole }) => whole && Object.keys(filters).length === 0),
  under(filters) {
    const found = looks.find((one) => keyOf(one.filters) === keyOf(filters))
    return { tasks: found?.tasks ?? [], whole: found?.whole === true }
  },
})
