/**
 * Owns answers to our own questions and corrections of what was just done: “the second one” after “Which one do you
 * mean?”, “yes” after an offer, “no, friday” after an addition, “and eggs” after “add milk”.
 */
import { fold } from '../../language/fold.ts'
import type { Language } from '../../language/language.ts'
import { LANGUAGES, type Languages, languagesOf } from '../../language/languages.ts'
import type { When } from '../../lib/calendar.ts'
import { hideQuotes } from '../../task/quick-add/quotes.ts'
import type { History } from './history.ts'
import type { ChangeIntent, Intent, Reference } from './intent.ts'
import { CORRECTION_MAX_CHARS, type Understood, understand } from './parse/message.ts'
import { pattern } from './parse/patterns.ts'
import { readReference } from './parse/reference.ts'
import { withParts } from './parse/retract.ts'
import { askedWhich } from './resolve.ts'

/** Messages looked back at for the request a question was about. */
const LOOK_BACK_MAX = 4

/** The request that was in question: the newest with a target that did not name ids. */
const questioned = (asked: string[], when: When): Intent | undefined =>
  asked
    .slice(0, LOOK_BACK_MAX)
    .map((words) =>
      understand(words, when).intents.find(
        (intent) => 'target' in intent && intent.do !== 'point' && intent.target.kind !== 'ids',
      ),
    )
    .find((intent) => intent !== undefined)

/** Ids in the order our question listed them. */
const offered = (answered: string) => [...answered.matchAll(/#([1-9]\d{0,8}) “/g)].map(([, id]) => Number(id))

const chosen = (target: Reference, ids: number[]): Reference => {
  if (target.kind === 'them') return { kind: 'ids', ids }
  if (target.kind !== 'place') return target
  const id = ids.at(target.place < 0 ? target.place : target.place - 1)
  return id === undefined ? target : { kind: 'ids', ids: [id] }
}

/** Words that point at a task, whatever else they could be read as. */
const pointed = (first: Intent, { said }: History, when: When, languages: Languages): Reference | undefined => {
  if (first.do === 'point') return first.target
  if (first.do !== 'offer' && first.do !== 'parts' && !(first.do === 'talk' && first.topic === 'chat')) return undefined
  const hidden = hideQuotes(said)
  return readReference(hidden.words, { when, languages, hidden })
}

const answerToWhich = (first: Intent, history: History, when: When, languages: Languages): Intent | undefined => {
  const ids = offered(history.answered)
  const yes = first.do === 'talk' && first.topic === 'yes' && ids.length === 1
  const target: Reference | undefined = yes ? { kind: 'ids', ids } : pointed(first, history, when, languages)
  const request = target && questioned(history.asked, when)
  if (!request || !('target' in request)) return undefined
  return { ...request, target: ids.length ? chosen(target, ids) : target }
}

const saidBefore = (answered: string, sentence: (language: Language) => string) =>
  LANGUAGES.some((language) => answered.includes((sentence(language).split('{')[0] ?? '').trim()))

/** What we offered to add, read again from the message that it was about. */
const acceptOffer = (
  { asked: [before = ''] }: History,
  when: When,
  spoken: Language | undefined,
): Intent | undefined => {
  for (const intent of understand(before, when, spoken).intents) {
    const task = intent.do === 'offer' ? intent.task : 'offer' in intent ? intent.offer : undefined
    if (task) return { do: 'add', tasks: [task] }
  }
  return undefined
}

/** “Yes” or “new” after “move it, or add a new task?”: the jotted to-do, as the change or the addition that it is. */
const moveOrAdd = (first: Intent, { answered, asked: [before = ''], said }: History, when: When, spoken?: Language) => {
  const language = LANGUAGES.find(({ say }) => answered.includes(say.move_or_add.split('}')[1] ?? ''))
  const jotted = language && understand(before, when, spoken).intents.find((intent) => intent.do === 'add')
  if (!language || !jotted?.jotted) return undefined
  const ids = [...answered.matchAll(/\(#([1-9]\d{0,8})\)/g)].map(([, id]) => Number(id))
  if (pattern(language.anew, 'whole').test(fold(said))) return { do: 'add', tasks: jotted.tasks } as const
  const yes = (first.do === 'talk' && first.topic === 'yes') || pattern(language.moving, 'whole').test(fold(said))
  return yes ? ({ do: 'change', target: { kind: 'ids', ids }, change: jotted.jotted.change } as const) : undefined
}

/** Whether the answer before changed or added tasks: then bare parts are about them. */
const didSomething = ({ earlier: [last = []] }: History) => last.some(({ kind }) => kind === 'tasks')
const didBefore = ({ earlier: [last = [], before = []] }: History) =>
  last.length === 0 && before.some(({ kind }) => kind === 'tasks')
const shownOne = ({ earlier: [last = []] }: History) => last.length === 0

const corrected = (first: Extract<Intent, { do: 'parts' }>, history: History): Intent => {
  // A day with an hour lists nothing: after a thank-you it is still about what was done before.
  const about = didSomething(history) || (first.change.due_time !== undefined && didBefore(history))
  if (about || (first.correcting && !shownOne(history)))
    return { do: 'change', target: about && many(history) ? { kind: 'them' } : { kind: 'it' }, change: first.change }
  const { due_on, priority, more_tags, shift } = first.change
  if (first.correcting || shift) return { do: 'change', target: { kind: 'it' }, change: first.change }
  if (due_on || priority || more_tags)
    return {
      do: 'list',
      filter: { ...first.filter, ...(priority && { priority }), ...(more_tags?.[0] && { tag: more_tags[0] }) },
    }
  return { do: 'talk', topic: 'chat' }
}
const many = ({ earlier: [last = []] }: History) =>
  last.flatMap((outcome) => (outcome.kind === 'tasks' ? outcome.tasks : [])).length > 1

/** “I didn’t understand”, “non ho capito”: not done, and nothing to do. */
const UNDERSTOOD =
  /(?<!\p{L})(?:underst\p{L}+|kn[eo]wn?|seen?|heard?|think|verstanden|gewusst|geseh\p{L}+|gehort|gemerkt|entend\p{L}+|sei|sabi\p{L}+|visto|vi|oid\p{L}+|compris|vu|entendu|capito|sentito|saputo|begrepen|geweten|gezien|gehoord)(?!\p{L})/u

/** “oh no, I haven’t paid it yet”: said right after it was ticked off, that is taken back. */
const deniesDone = ({ said, earlier: [last = []] }: History, { halves, retracting, correcting }: Language) => {
  const done = last.flatMap((outcome) => (outcome.kind === 'tasks' ? outcome.tasks : []))
  const lead = `(?:(?:${retracting}|${correcting}|oh|oops|ops|hm+|argh)[,.:! ]+)*`
  return (
    done.length > 0 &&
    done.every(({ status }) => status === 'completed') &&
    !UNDERSTOOD.test(fold(said)) &&
    pattern(`${lead}(?:${halves.denied})`, 'whole').test(fold(said))
  )
}

/** “and eggs” after “add milk”; “and 9 too” after “finish 5”: the words without what joins them, if they are such. */
const goingOn = (said: string, { list, too }: Language): string | undefined => {
  const words = said.replace(/[.!?]+$/, '')
  const lead = pattern(`(?:(?:${list.and}|${too}) )+`, 'start').exec(fold(words))?.[0].length ?? 0
  const tail = pattern(`,? (?:${too})`, 'end').exec(fold(words))?.index ?? words.length
  return lead > 0 || tail < words.length ? words.slice(lead, tail).trim() : undefined
}

type Targeted = Extract<Intent, { target: unknown }>
const isDeed = (intent: Intent): intent is Targeted =>
  'target' in intent && intent.do !== 'point' && intent.do !== 'when'

/** The deed of the message before, when it did something or waits for the person. */
const deedBefore = ({ asked: [before = ''], earlier: [last = []] }: History, when: When, spoken?: Language) =>
  last.some(({ kind }) => kind === 'tasks' || kind === 'deleted' || kind === 'waiting')
    ? understand(before, when, spoken).intents.findLast(isDeed)
    : undefined

/** “Passport to jan 21”: jotted down, and found to be a change of what is there. */
const jottedBefore = (history: History, when: When, spoken?: Language): Targeted | undefined => {
  const {
    asked: [before = ''],
    answered,
  } = history
  if (!saidBefore(answered, ({ say }) => say.changed)) return undefined
  const added = understand(before, when, spoken).intents.find((intent) => intent.do === 'add')
  return added?.jotted && { do: 'change', target: { kind: 'it' }, change: added.jotted.change }
}

/** The same deed done to another task. */
const doneTo = (deed: Targeted, target: Reference): Targeted =>
  'offer' in deed ? { ...deed, target, offer: undefined } : { ...deed, target }

/** “no, 6” or “I meant the oven” after “finish 5”: the deed is taken back and done to what was meant. */
const putRight = (history: History, when: When, { languages }: Understood, spoken?: Language): Intent[] | undefined => {
  const [outcome, ...others] = history.earlier[0] ?? []
  if (!outcome || history.said.length > CORRECTION_MAX_CHARS) return undefined
  const [language] = languages
  const lead = pattern(`(?:${language.retracting})(?![a-z])[,.:! ]+`, 'start').exec(fold(history.said))?.[0]
  if (!lead) return undefined
  const [right, ...more] = understand(history.said.slice(lead.length), when, spoken).intents
  if (!right || more.length > 0) return undefined
  const deed = deedBefore(history, when, spoken)
  const meant = right.do === 'point' ? right.target : undefined
  if (deed && meant) return outcome.kind === 'waiting' ? [doneTo(deed, meant)] : [{ do: 'undo' }, doneTo(deed, meant)]
  const added = !deed && outcome.kind === 'tasks' && outcome.tasks.length === 1 && others.length === 0
  const noun = right.do === 'offer' && /[ ]/.test(lead.trim()) ? right.task : undefined
  return added && noun ? [{ do: 'change', target: { kind: 'it' }, change: { title: noun.title } }] : undefined
}

/** “ach nein, doch nicht” while a card waits: no request, and begins by taking back. */
const declines = (first: Intent, said: string, { retracting }: Language) => {
  const lead = pattern(`(?:${retracting})(?![a-z])`, 'start')
  const named = 'target' in first && first.target.kind === 'words' && lead.test(fold(first.target.words))
  return (named || ['talk', 'offer', 'past'].includes(first.do)) && lead.test(fold(said))
}

const isYes = (intent: Intent) => intent.do === 'talk' && intent.topic === 'yes'
/** “Medium priority”, “make it high”: said to what we offered to add, it is taken with them. */
const isPartsOfIt = (intent: Intent) =>
  intent.do === 'parts' || (intent.do === 'change' && intent.target.kind === 'it' && intent.change.shift === undefined)
const laidOver = (add: Extract<Intent, { do: 'add' }>, change: ChangeIntent): Intent => ({
  do: 'add',
  tasks: add.tasks.map((task) => withParts(task, change)),
})

/** What the last message asks for, read as the answer to a question of ours when it is one. */
export const understandIn = (history: History, when: When, language?: Language): Understood => {
  const spoken = history.asked[0] === undefined ? undefined : languagesOf(history.asked[0], when.locale)[0]
  const understood = understand(history.said, when, spoken, language)
  const { intents, languages } = understood
  const [first] = intents
  const only = (intent: Intent): Understood => ({ intents: [intent], languages })
  if (deniesDone(history, languages[0])) return only({ do: 'undo' })
  if (!first || intents.length > 1) return understood
  const { answered, said } = history
  if (history.card === 'waits' && declines(first, said, languages[0])) return only({ do: 'talk', topic: 'no' })
  if (askedWhich(answered)) {
    const answer = answerToWhich(first, history, when, languages)
    if (answer) return only(answer)
  }
  if (saidBefore(answered, ({ say }) => say.offer) && (isYes(first) || isPartsOfIt(first))) {
    const accepted = acceptOffer(history, when, spoken)
    if (accepted) return only('change' in first && accepted.do === 'add' ? laidOver(accepted, first.change) : accepted)
  }
  if (saidBefore(answered, ({ say }) => say.no_undo) && isYes(first)) return only({ do: 'undo' })
  const decided = moveOrAdd(first, history, when, spoken)
  if (decided) return only(decided)
  if (saidBefore(answered, ({ say }) => say.what_to_add) && (first.do === 'offer' || first.do === 'parts')) {
    const added = LANGUAGES.find(({ say }) => answered.includes(say.what_to_add)) ?? languages[0]
    const task = first.do === 'offer' ? first.task : undefined
    if (task) return { intents: [{ do: 'add', tasks: [task] }], languages: [added, ...languages] }
  }
  const right = putRight(history, when, understood, spoken)
  if (right) return { intents: right, languages }
  const more = first.do === 'offer' || first.do === 'point' ? goingOn(said, languages[0]) : undefined
  if (more !== undefined) {
    const deed = deedBefore(history, when, spoken) ?? jottedBefore(history, when, spoken)
    const hidden = hideQuotes(more)
    if (deed) return only(doneTo(deed, readReference(hidden.words, { when, languages, hidden })))
    const task = didSomething(history) ? understand(more, when, spoken).intents[0] : undefined
    if (task?.do === 'offer') return only({ do: 'add', tasks: [task.task] })
  }
  return first.do === 'parts' ? only(corrected(first, history)) : understood
}
