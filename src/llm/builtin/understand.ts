/** Owns the way from a message to what is wanted. Only the person’s own message is ever read here, never a task’s text. */
import type { When } from '../../plain/clock.ts'
import { readOnlyParts, readTask } from '../../plain/plain.ts'
import { type Hidden, hideQuotes } from '../../plain/quote.ts'
import { readable, tidy } from '../../plain/tidy.ts'
import { startsWithVerb } from '../../plain/verb.ts'
import { readTasks } from './add.ts'
import { readChange } from './change.ts'
import { splitClauses } from './clause.ts'
import { readDeed } from './deed.ts'
import type { Intent } from './intent.ts'
import { readList } from './list.ts'
import { plainly } from './polite.ts'
import { pointsAtTask, readReference } from './reference.ts'
import { readTalk } from './talk.ts'

/** Requests in one message at most; what follows is told to be left out. */
export const INTENTS_MAX = 20

const TASK_WORD = '(?:tasks?|to-?dos?|to-?do items?|items?|reminders?|things?)'
const LEAD = `(?: (?:a|an|another|the|these|this|following|new|my|some|few|more|two|three))* ${TASK_WORD}`
const AS = '(?: (?:to|for|called|named|titled|saying))?(?=[ :]|$)[ :]*'
const ADD: RegExp[] = [
  new RegExp(
    `^(?:add|create|put|make|write down|note down|jot down|save|record|set up|schedule|i need)${LEAD}(?: (?:to|on) (?:my|the)(?: to-?do| task)? list)?${AS}`,
    'i',
  ),
  new RegExp(`^(?:new ${TASK_WORD}|${TASK_WORD}(?= ?[:–-])|to-?do)(?: to)?(?=[ :]|$)[ :–-]*`, 'i'),
  /^(?:(?:add|create) the following|remember|remind me|note to self|(?:please )?(?:don['’]?t|do not) (?:let me )?forget)(?: to| about| of| that)?(?=[ :]|$)[ :]*/i,
  /^(?:add|create|write down|note down|jot down)(?: (?:to|on|in) (?:my|the)(?: to-?do| task)? list)?(?=[ :]|$)[ :]*/i,
  /^(?:i (?:really )?(?:have|need|want|ought|got) to|i(?:['’]ve| have) got to|i (?:must|should)(?: not forget to| remember to)?|gotta|need to|have to|must) /i,
]
const REMIND = /^remind me (.{1,60}?) (?:to|about|that) (.+)$/is
const LIST_SUFFIX = /,? (?:to|on|onto|in) (?:my|the)(?: to-?do| task)? list(?=[\s.!,:?]|$)[?]*/i
const PUT = /^put (.+?) (?:on|in|onto) (?:my|the)(?: to-?do| task)? list/is

/** What follows “add”, or undefined when nothing is to be added. */
const contentOf = (clause: string, when: When): string | undefined => {
  const remind = REMIND.exec(clause)
  if (remind && readOnlyParts(remind[1] ?? '', when)) return `${remind[2]} ${remind[1]}`
  const put = PUT.exec(clause)
  if (put) return clause.replace(/^put /i, '').replace(LIST_SUFFIX, '')
  for (const pattern of ADD)
    if (pattern.test(clause)) return clause.replace(pattern, '').replace(LIST_SUFFIX, '').trim()
  return undefined
}

const QUESTION =
  /\?\s*$|^(?:tell|give|show|sing|teach|send) me\b|^(?:i|you|it|he|she|we|they|what|why|how|who|is|are|do|does|did|the weather|there|this|that|see)\b|\b(?:is|are|was|were|am|will|would|has|have|had)\b/i

/** A to-do jotted down without “add”: it begins with a verb (“buy milk”) or has a day (“dentist on monday”). */
const jotted = (clause: string, when: When) => {
  if (QUESTION.test(clause) || pointsAtTask(clause.replace(/^\S+ /, ''))) return false
  return startsWithVerb(clause) || readTask(clause, when).due_on !== null
}

const adding = (content: string, hidden: Hidden, when: When): Intent => {
  const tasks = readTasks(content, hidden, when)
  return tasks.length ? { do: 'add', tasks } : { do: 'talk', topic: 'what_to_add' }
}

const UNDO =
  /^(?:undo|revert|take (?:that|it|this) back|(?:put|bring) (?:it|that|them) back|restore (?:it|that|them)|roll ?back)\b/i

const pointing = (clause: string, when: When): Intent => {
  const object = clause.replace(/^\S+ /, '')
  const target = readReference(startsWithVerb(clause) && pointsAtTask(object) ? object : clause, when)
  return ['ids', 'place', 'it', 'them'].includes(target.kind)
    ? { do: 'point', target }
    : { do: 'unknown', words: clause }
}

const SHOW = /^(?:show|view|open|see|read|details? (?:of|for|on|about))(?: me)? (.+)$/i

/** “show task 3”: one task, not the list. */
const shown = (clause: string, when: When): Intent | undefined => {
  const object = SHOW.exec(clause)?.[1]?.replace(/[?.!]+$/, '')
  const target = object !== undefined && pointsAtTask(object) ? readReference(object, when) : undefined
  return target && ['ids', 'place', 'it'].includes(target.kind) ? { do: 'point', target } : undefined
}

const readClause = (clause: string, hidden: Hidden, when: When): Intent => {
  const lines = clause.replace(/[^\S\n]+/g, ' ').trim()
  const words = plainly(lines)
  const topic = readTalk(tidy(lines)) ?? readTalk(words)
  if (topic) return { do: 'talk', topic }
  if (UNDO.test(words)) return { do: 'undo' }
  const order = readChange(words, hidden, when) ?? readDeed(words, hidden, when)
  if (order) return order
  const content = contentOf(lines.includes('\n') ? lines : words, when)
  if (content !== undefined) return adding(content, hidden, when)
  const list = shown(words, when) ?? readList(words, hidden, when)
  if (list) return list
  return jotted(words, when) ? adding(lines.includes('\n') ? lines : words, hidden, when) : pointing(words, when)
}

const unquoted = (intent: Intent, hidden: Hidden): Intent =>
  intent.do === 'unknown' ? { ...intent, words: hidden.restore(intent.words) } : intent

const FILLER = /^(?:oops|oh|ok(?:ay)?|well|sorry|so|h+m+|please|now|great|yes|no|actually|wait)[.,!]*$/i
/** Greetings and thanks beside a request need no answer of their own. */
const isCourtesy = (intent: Intent) => intent.do === 'talk' && /^(?:hello|thanks|bye|yes|no)$/.test(intent.topic)

/** Everything a message asks for, in its order. The same words at the same instant always give the same. */
export const understand = (message: string, when: When): Intent[] => {
  if (!readable(message)) return [{ do: 'talk', topic: 'too_long' }]
  const hidden = hideQuotes(message)
  const clauses = splitClauses(hidden.words).slice(0, INTENTS_MAX)
  const intents = clauses.map((clause) => unquoted(readClause(clause, hidden, when), hidden))
  const meant = intents.filter((intent, i) => !isCourtesy(intent) && !FILLER.test(clauses[i] ?? ''))
  const wanted = meant.length ? meant : intents.slice(0, 1)
  return wanted.length ? wanted : [{ do: 'talk', topic: 'nothing' }]
}
