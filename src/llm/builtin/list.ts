/** Owns requests to see something: “what’s due this week”, “show completed tasks”, “do I have anything about milk?”. */
import { addDays, monthEnd, monthStart, type When, wallNow, weekdayOf } from '../../plain/clock.ts'
import { readDate, readPriority } from '../../plain/plain.ts'
import { type Hidden, isQuoted } from '../../plain/quote.ts'
import { sayDay } from '../../plain/say.ts'
import { tidy } from '../../plain/tidy.ts'
import type { TaskFilters } from '../../task/schema.ts'
import type { Intent } from './intent.ts'

const SEE = /^(?:list|show|display|see|view|read|give me|tell me|print)(?: me| us)?(?: |$)/i
const ASK =
  /^(?:(?:what|which)(?:['’]?s| is| are| do| tasks?| to-?dos?| have| did)?(?: |$)|how many |(?:do|have) i (?:have|got|need) |(?:is|are) there |is (?:any|some)thing |(?:my |all |the |open |any )*(?:tasks|to-?dos) (?:due|tagged|with|for|about|in|on|before|after|from) |any(?:thing| tasks?| to-?dos?)(?: |$)|when (?:is|are|do|must|should) )/i
const BARE =
  /^(?:(?:my |the |all )?(?:open |completed |done |pending |overdue |whole )?(?:tasks?|to-?dos?|to-?do list|task list|list|agenda|schedule)|overdue|everything|today|tomorrow|this week|status|agenda)(?: please)?[?.!]*$/i
/** What must be named for “show …” to mean our list and not, say, “show Anna the flat”. */
const OURS =
  /\b(?:tasks?|to-?dos?|list|everything|all|items?|things?|what|overdue|due|done|completed|finished|open|pending|left|today|tomorrow|week|month|agenda|schedule|high|medium|low|urgent|rest|them|it|again|plans?|next|up|anything|to do|on)\b|#|^$/i
const ABOUT_OURS =
  /\b(?:tasks?|to-?dos?|list|due|(?:do|have|did) (?:i|we)|i (?:have|did|finish|need)|to do|overdue|left|open|pending|done|completed|finished|my|planned|agenda|schedule|next|on|about|anything|urgent|priority)\b|#/i
const SEARCH =
  /^(?:search(?: my (?:list|tasks))?(?: for)?|find(?: me)?|look(?:ing)? (?:for|up)|where(?:['’]s| is| are)|when(?:['’]s| is| are))(?: (?:the|my|all|a|any))*(?: (?:tasks?|to-?dos?|items?)(?: (?:about|for|with|called|named|containing|that mention))?)? (.+)$/i
const ABOUT =
  /\b(?:tasks?|to-?dos?|anything|something|everything|items?|what|reminders?)(?: do i have)?(?: that (?:are|is|mention))?(?: (?:about|containing|mentioning|matching|regarding|called|named|concerning|with the word)) (.+)$/i

const spanFilters = (words: string, when: When): [TaskFilters, string] | undefined => {
  const today = wallNow(when).day
  const sunday = addDays(today, 6 - weekdayOf(today))
  if (/\boverdue|\blate\b|past due/i.test(words)) return [{ due_before: addDays(today, -1) }, 'overdue']
  if (/\b(?:today|tonight)\b/i.test(words)) return [{ due_before: today }, 'due today or before']
  if (/\bthis week\b/i.test(words)) return [{ due_before: sunday }, 'due this week or before']
  if (/\bnext week\b/i.test(words))
    return [{ due_after: addDays(sunday, 1), due_before: addDays(sunday, 7) }, 'due next week']
  if (/\bthis month\b/i.test(words)) return [{ due_before: monthEnd(today, 0) }, 'due this month or before']
  if (/\bnext month\b/i.test(words))
    return [{ due_after: monthStart(today, 1), due_before: monthEnd(today, 1) }, 'due next month']
  if (/\bweekend\b/i.test(words)) return [{ due_after: addDays(sunday, -1), due_before: sunday }, 'due at the weekend']
  return dayFilters(words, when)
}

const dayFilters = (words: string, when: When): [TaskFilters, string] | undefined => {
  const due = readDate(words, when)
  if (!due?.says_day) return undefined
  const day = due.due_on
  if (/\b(?:before|by|until|till)\b/i.test(words)) return [{ due_before: day }, `due by ${sayDay(day, when)}`]
  if (/\b(?:after|from|since)\b/i.test(words)) return [{ due_after: day }, `due from ${sayDay(day, when)}`]
  return [{ due_after: day, due_before: day }, `due ${sayDay(day, when)}`]
}

const statusOf = (words: string): TaskFilters => {
  if (
    /\b(?:everything|all)\b(?!.*\b(?:open|pending)\b)/i.test(words) &&
    !/\b(?:completed|done|finished)\b/i.test(words)
  )
    return {}
  if (/\b(?:did|have) (?:i|we) (?:already )?(?:finish|complete|do|tick)/i.test(words)) return { status: 'completed' }
  return /\b(?:completed|done|finished|ticked|checked off)\b/i.test(words)
    ? { status: 'completed' }
    : { status: 'pending' }
}

const tagOf = (words: string): TaskFilters => {
  const tag =
    /#([^\s#,?!.]{1,50})/.exec(words)?.[1] ??
    /\b(?:tagged|tag)(?: (?:with|as))? ([\p{L}\p{N}_-]{1,50})/iu.exec(words)?.[1]
  return tag ? { tag } : {}
}

const LEVELS = { urgent: 'high', important: 'high', high: 'high', medium: 'medium', low: 'low' } as const
const priorityOf = (words: string): TaskFilters => {
  const level = /\b(urgent|important|high|medium|low)\b(?:[ -]priority)?/i.exec(words)?.[1]?.toLowerCase() as
    | keyof typeof LEVELS
    | undefined
  const priority = level ? LEVELS[level] : readPriority(words, false)?.priority
  return priority ? { priority } : {}
}

const STATE = { pending: 'open', completed: 'done' } as const

/** What was asked for in words of ours: never the person’s own, which could be taken for a claim. */
const describe = (filters: TaskFilters, span: string | undefined) =>
  [
    filters.status ? STATE[filters.status] : '',
    filters.priority ? `${filters.priority}-priority` : '',
    'task',
    filters.tag ? `tagged #${filters.tag}` : '',
    span ?? '',
  ]
    .filter(Boolean)
    .join(' ')

const Q_MAX_CHARS = 200
const search = (words: string): Intent | undefined => {
  const q = tidy(
    words
      .replace(/[?!.]+$/, '')
      .replace(/^["'“”]|["'“”]$/g, '')
      .replace(/^(?:the|my|a|an) /i, '')
      .replace(/ (?:tasks?|ones?|due)$/i, ''),
  )
  return searched(q)
}
const searched = (q: string): Intent | undefined => {
  return q && q.length <= Q_MAX_CHARS ? { do: 'list', filters: { q }, about: `task about “${q}”` } : undefined
}

/** A request to see tasks; undefined when the words are something else. */
export const readList = (clause: string, hidden: Hidden, when: When): Intent | undefined => {
  const words = tidy(clause)
  const named = SEARCH.exec(words)?.[1] ?? (SEE.test(words) || ASK.test(words) ? ABOUT.exec(words)?.[1] : undefined)
  if (named) return isQuoted(named) ? searched(tidy(hidden.inner(named))) : search(named)
  const seen = SEE.test(words) && OURS.test(words.replace(SEE, ''))
  const asked = ASK.test(words) && ABOUT_OURS.test(words)
  if (!seen && !asked && !BARE.test(words)) return undefined
  const [span, about] = spanFilters(words, when) ?? [{}, undefined]
  const filters: TaskFilters = { ...statusOf(words), ...priorityOf(words), ...tagOf(words), ...span }
  return { do: 'list', filters, about: describe(filters, about), ...(/^how many/i.test(words) && { count: true }) }
}
