/** Owns the course of an answer: look, do, say. Only what tools reported is said to have happened. */
import { fill } from '../../language/fill.ts'
import { fold } from '../../language/fold.ts'
import type { Languages } from '../../language/languages.ts'
import type { When } from '../../lib/calendar.ts'
import type { Task, TaskStatus } from '../../task/schema.ts'
import { type History, lastGroup } from './history.ts'
import type { Intent, Reference, StatusIntent } from './intent.ts'
import { knownTask } from './known-task.ts'
import { accomplished, like, matching, meaningful, mentioned } from './likeness.ts'
import { look, type Seen } from './lookup.ts'
import { pattern } from './parse/patterns.ts'
import { CALLS_MAX, type Script, type Step, say } from './plan.ts'
import { naming, quoted, type Voice } from './replies.ts'
import { resolve, type Scene, whichOf } from './resolve.ts'
import { addStep, changeStep, listStep, pointStep, statusStep, undoStep, whenStep, within } from './steps.ts'
import type { Outcome } from './tool-result.ts'

interface Course {
  history: History
  seen: Seen
  voice: Voice
  /** Steps decided on and not yet done. */
  open: Step[]
  said: string[]
  /** Calls there is still room for. */
  room: number
  recent: number[] | undefined
  /** Whether the nearest request before was an addition: then “it” is known only once that is done. */
  added: boolean
}

const PREFER: Record<StatusIntent, TaskStatus> = {
  complete: 'pending',
  reopen: 'completed',
  toggle: 'pending',
  delete: 'pending',
}
const preferOf = (intent: Intent): TaskStatus | undefined =>
  intent.do === 'change' || intent.do === 'when'
    ? 'pending'
    : intent.do in PREFER
      ? PREFER[intent.do as StatusIntent]
      : undefined

type Targeted = Extract<Intent, { target: unknown }>

const perform = (intent: Targeted, ids: number[], { seen, voice }: Course): Step => {
  if (intent.do === 'point') return pointStep(ids, seen, voice)
  if (intent.do === 'when') return whenStep(ids, seen, voice)
  if (intent.do === 'change') return changeStep(intent.change, ids, seen, voice)
  return statusStep(intent.do, ids, voice)
}

/** A question may name a task with more words, or fewer: looking changes nothing. */
const asksAbout = (tasks: Task[], words: string) => {
  const named = mentioned(tasks, words)
  return named.length > 0 ? named : like(tasks, words)
}

/** “The group call moved …”: the one task whose name is all that is left beside forms of moving. */
const movedTask = (target: Reference, { seen, voice }: Course): number | undefined => {
  if (target.kind !== 'words') return undefined
  const known = knownTask({ name: target.words, change: {} }, seen.tasks, voice.language)
  return known?.sure && known.ids.length === 1 ? known.ids[0] : undefined
}

/** “Push all the work things back a day”: of all, what has no day is not moved by an amount. */
const dated = (intent: Targeted, ids: number[], { seen }: Course) => {
  if (intent.do !== 'change' || intent.change.shift === undefined || intent.target.kind !== 'all') return ids
  const some = ids.filter((id) => seen.tasks.some((task) => task.id === id && task.due_on !== null))
  return some.length > 0 ? some : ids
}

const targeted = (intent: Targeted, course: Course): Step => {
  const { history, seen, recent, voice } = course
  const { language } = voice
  const scene: Scene = { history, seen, recent, prefer: preferOf(intent), language }
  const found = resolve(intent.target, scene)
  if ('problem' in found) {
    const done =
      intent.do === 'complete' && intent.target.kind === 'words' ? accomplished(seen.tasks, intent.target.words) : []
    if (done.length === 1 && done[0]) return perform(intent, [done[0].id], course)
    const asked =
      intent.do === 'when' && intent.target.kind === 'words' ? asksAbout(seen.tasks, intent.target.words) : []
    if (asked.length === 1 && asked[0]) return perform(intent, [asked[0].id], course)
    const known = intent.do === 'change' ? movedTask(intent.target, course) : undefined
    if (known !== undefined) return perform(intent, [known], course)
    const offer = found.missing && 'offer' in intent ? intent.offer : undefined
    // “Ping me half an hour before gym on wed at 7”: with a day and an hour of its own it is a new task.
    if (intent.do === 'change' && intent.change.ahead && offer?.due_on && offer.due_time)
      return addStep({ do: 'add', tasks: [offer], reminder: intent.change.ahead }, voice)
    return say(offer ? `${found.problem} ${fill(language.say.offer, { x: quoted(offer.title) })}` : found.problem)
  }
  const ids = dated(intent, found.ids, course)
  course.recent = ids
  return perform(intent, ids, course)
}

/** “Rent is paid and the cellar is swept”: both sides of one “and” exactly one open task each, or nothing. */
const eachOf = (words: string, { seen, voice }: Course): number[] | undefined => {
  for (const { 0: seam, index } of words.matchAll(new RegExp(`,? (?:${voice.language.list.and}) |, `, 'gi'))) {
    const [left, right] = [words.slice(0, index), words.slice(index + seam.length)].map((part) =>
      accomplished(seen.tasks, part),
    )
    const [one, other] = [left?.length === 1 && left[0], right?.length === 1 && right[0]]
    if (one && other && one.id !== other.id) return [one.id, other.id]
  }
  return undefined
}

/** “Took the library books back”: the one open task of which all that it is about was named, two words at least. */
const told = (words: string, { seen }: Course) => {
  const named = mentioned(
    seen.tasks.filter(({ status }) => status === 'pending'),
    words,
    NAMED_MIN,
  )
  return named.length === 1 ? named : []
}
const NAMED_MIN = 2

/** “Milk bought”: done when it is exactly one open task, else offered as a new one. */
const past = ({ words, offer }: Extract<Intent, { do: 'past' }>, course: Course): Step => {
  const { seen, voice } = course
  const exactly = accomplished(seen.tasks, words)
  const each = exactly.length > 0 ? undefined : eachOf(words, course)
  const found = exactly.length > 0 || each ? exactly : told(words, course)
  const ids = each ?? found.map(({ id }) => id)
  if (each || ids.length === 1) {
    course.recent = ids
    return statusStep('complete', ids, voice)
  }
  if (found.length > 1) return say(voice.language.say.which)
  return say(
    `${fill(voice.language.say.not_found, { x: quoted(words) })} ${fill(voice.language.say.offer, { x: quoted(offer.title) })}`,
  )
}

const talk = ({ topic }: Extract<Intent, { do: 'talk' }>, { history, voice: { language } }: Course): string => {
  const { say: sentences, answers } = language
  if (topic === 'nothing') return sentences.nothing_said
  if (topic === 'too_long') return sentences.too_long
  if (topic === 'what_to_add') return sentences.what_to_add
  if (/^(?:yes|no|refrained)$/.test(topic) && history.card === 'waits') return sentences.yes_card
  if (topic === 'no' && (history.earlier[0] ?? []).some(({ kind }) => kind === 'tasks')) return sentences.no_undo
  return answers[topic]
}

/** A to-do jotted down with a day that may be about a task there is. */
const aboutKnown = ({ jotted }: Extract<Intent, { do: 'add' }>, course: Course): Step | undefined => {
  const { seen, voice } = course
  const known = jotted && knownTask(jotted, seen.tasks, voice.language)
  if (!known) return undefined
  const { ids, sure } = known
  if (ids.length > 1)
    return say(
      whichOf(
        seen.tasks.filter(({ id }) => ids.includes(id)),
        voice.language,
      ),
    )
  if (sure) {
    course.recent = ids
    return changeStep(jotted.change, ids, seen, voice)
  }
  const task = seen.tasks.find(({ id }) => ids.includes(id))
  return task && say(fill(voice.language.say.move_or_add, { x: naming(task) }))
}

/** “Remind me at 2 about the dentist”: of a task that is there; it rings, and no second one is added. */
const remindKnown = ({ tasks: [task, ...more], reminder }: Extract<Intent, { do: 'add' }>, course: Course) => {
  const { seen, voice } = course
  if (reminder !== true || !task?.due_on || more.length > 0 || task.repeat) return undefined
  const open = seen.tasks.filter(({ status }) => status === 'pending')
  const found = matching(open, task.title)
  const [known] = found
  const definite = pattern(`(?:${voice.language.list.articles}) `, 'start').test(fold(task.title))
  const same = known && meaningful(known.title).join(' ') === meaningful(task.title).join(' ')
  if (!known || found.length > 1 || !(same || definite)) return undefined
  course.recent = [known.id]
  const remind = task.due_time ? `${task.due_on}T${task.due_time}` : task.due_on
  return changeStep({ remind }, [known.id], seen, voice)
}

const stepOf = (intent: Intent, course: Course): Step => {
  const { voice, seen, history } = course
  const { say: sentences } = voice.language
  if ('target' in intent) return targeted(intent, course)
  if (intent.do === 'add') return aboutKnown(intent, course) ?? remindKnown(intent, course) ?? addStep(intent, voice)
  if (intent.do === 'list') return listStep(intent, seen, voice)
  if (intent.do === 'undo' && history.card === 'waits') return say(sentences.yes_card)
  if (intent.do === 'undo') return history.card === 'cancelled' ? say(voice.language.answers.no) : undoStep(voice)
  if (intent.do === 'past') return past(intent, course)
  if (intent.do === 'offer') return say(fill(sentences.offer, { x: quoted(intent.task.title) }))
  if (intent.do === 'unclear') return say(fill(sentences.not_a_date, { x: quoted(intent.words) }))
  return say(talk(intent.do === 'talk' ? intent : { do: 'talk', topic: 'chat' }, course))
}

/** Asks for all open calls in one turn and puts their outcomes into words. */
function* carryOut(course: Course): Script<Outcome[]> {
  const steps = course.open.map((step) => {
    const fitting = within(step, course.room, course.voice.language)
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

const tasksIn = (outcomes: Outcome[]) => outcomes.flatMap((outcome) => (outcome.kind === 'tasks' ? outcome.tasks : []))
const idsIn = (outcomes: Outcome[]) => tasksIn(outcomes).map(({ id }) => id)
const pointsBack = (intent: Intent) =>
  'target' in intent && (intent.target.kind === 'it' || intent.target.kind === 'them')

/** A change of what was spoken of needs the tasks as they are; the first look names them by id. */
const named = (intents: Intent[], { earlier }: History): Intent[] => {
  const ids = lastGroup(earlier)
  return intents.map((intent, i) =>
    i === 0 &&
    intent.do === 'change' &&
    intent.target.kind === 'them' &&
    ids.length === (intent.target.count ?? ids.length) &&
    ids.length > 0
      ? { ...intent, target: { kind: 'ids', ids } }
      : intent,
  )
}

export function* converse(asked: Intent[], languages: Languages, history: History, when: When): Script<string> {
  const intents = named(asked, history)
  const seen = yield* look(intents)
  const course: Course = {
    history,
    seen,
    voice: { language: languages[0], when },
    open: [],
    said: [],
    room: CALLS_MAX - seen.calls,
    recent: undefined,
    added: false,
  }
  for (const intent of intents) {
    if (course.added && pointsBack(intent)) {
      const before = course.open.length - 1
      const skipped = course.open.slice(0, before).reduce((n, step) => n + step.calls.length, 0)
      const outcomes = yield* carryOut(course)
      course.recent = idsIn(outcomes.slice(skipped))
      course.seen = { ...course.seen, tasks: [...course.seen.tasks, ...tasksIn(outcomes)] }
    }
    course.open.push(stepOf(intent, course))
    if (intent.do !== 'list' && intent.do !== 'talk') course.added = intent.do === 'add'
  }
  yield* carryOut(course)
  return [...new Set(course.said.filter(Boolean))].join('\n\n')
}
