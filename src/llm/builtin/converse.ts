/** Owns the course of an answer: look, do, say. Only what tools reported is said to have happened. */
import type { When } from '../../plain/clock.ts'
import type { TaskStatus } from '../../task/schema.ts'
import type { History } from './history.ts'
import type { Deed, Intent } from './intent.ts'
import { look, type Seen } from './look.ts'
import { plainText } from './markdown.ts'
import type { Outcome } from './outcome.ts'
import { CALLS_MAX, type Script, type Step, say } from './plan.ts'
import { resolve, type Scene } from './resolve.ts'
import { addStep, deedStep, listStep, pointStep, undoStep, within } from './step.ts'
import { EXAMPLES, TALK, WHAT_I_AM } from './talk.ts'
import { changeStep } from './update.ts'

interface Course {
  history: History
  seen: Seen
  when: When
  /** Steps decided on and not yet done. */
  open: Step[]
  said: string[]
  /** Calls there is still room for. */
  room: number
  recent: number[] | undefined
  /** Whether the nearest request before was an addition: then “it” is known only once that is done. */
  added: boolean
  alone: boolean
}

const PREFER: Record<Deed, TaskStatus> = {
  complete: 'pending',
  reopen: 'completed',
  toggle: 'pending',
  delete: 'pending',
}

const unknown = (words: string, alone: boolean) =>
  alone
    ? `I did not understand that, so I did nothing. ${WHAT_I_AM} Try for example:\n\n${EXAMPLES}`
    : `⚠️ I did not understand “${plainText(words, 80)}”, so I did nothing about it.`

const targeted = (intent: Extract<Intent, { target: unknown }>, course: Course): Step => {
  const { history, seen, recent, when } = course
  const prefer = intent.do === 'change' ? 'pending' : intent.do === 'point' ? undefined : PREFER[intent.do]
  const scene: Scene = { history, seen, recent, prefer }
  const found = resolve(intent.target, scene)
  if ('problem' in found) return say(found.problem)
  course.recent = found.ids
  if (intent.do === 'point') return pointStep(found.ids, seen, when)
  return intent.do === 'change' ? changeStep(intent.change, found.ids, seen, when) : deedStep(intent.do, found.ids)
}

const stepOf = (intent: Intent, course: Course): Step => {
  const { when, history, alone } = course
  if ('target' in intent) return targeted(intent, course)
  if (intent.do === 'add') return addStep(intent.tasks, when)
  if (intent.do === 'list') return listStep(intent, when)
  if (intent.do === 'undo') return undoStep(when)
  if (intent.do === 'unknown') return say(unknown(intent.words, alone))
  return say(TALK[intent.topic](history.earlier.flat().some(({ kind }) => kind === 'waiting')))
}

/** Asks for all open calls in one turn and puts their outcomes into words. */
function* carryOut(course: Course): Script<Outcome[]> {
  const steps = course.open.map((step) => {
    const fitting = within(step, course.room)
    course.room -= fitting.calls.length
    return fitting
  })
  course.open = []
  const calls = steps.flatMap((step) => step.calls)
  const outcomes: Outcome[] = calls.length ? yield calls : []
  let at = 0
  for (const { calls: own, tell } of steps) {
    course.said.push(tell(outcomes.slice(at, at + own.length)))
    at += own.length
  }
  return outcomes
}

const idsIn = (outcomes: Outcome[]) =>
  outcomes.flatMap((outcome) => (outcome.kind === 'tasks' ? outcome.tasks.map(({ id }) => id) : []))
const pointsBack = (intent: Intent) =>
  'target' in intent && (intent.target.kind === 'it' || intent.target.kind === 'them')

export function* converse(intents: Intent[], history: History, when: When): Script<string> {
  const seen = yield* look(intents)
  const course: Course = {
    history,
    seen,
    when,
    open: [],
    said: [],
    room: CALLS_MAX - seen.calls,
    recent: undefined,
    added: false,
    alone: intents.length === 1,
  }
  for (const intent of intents) {
    if (course.added && pointsBack(intent)) {
      const before = course.open.length - 1
      const skipped = course.open.slice(0, before).reduce((n, step) => n + step.calls.length, 0)
      course.recent = idsIn((yield* carryOut(course)).slice(skipped))
    }
    course.open.push(stepOf(intent, course))
    if (intent.do !== 'list' && intent.do !== 'talk') course.added = intent.do === 'add'
  }
  yield* carryOut(course)
  return course.said.filter(Boolean).join('\n\n')
}
