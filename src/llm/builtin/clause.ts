/**
 * Owns the cut between several requests in one message: “finish 3 and delete the dentist one, then show my list”.
 * A cut is made only where the next words are a request of their own, because “and” and commas also stand inside
 * titles. Within “add …”, verbs that could begin a title (“finish the report”) count only when they point at a task.
 */
import { startsWithVerb } from '../../plain/verb.ts'
import { plainly } from './polite.ts'
import { pointsAtTask } from './reference.ts'

/** Always a request to us, whatever stands before. */
const ORDER =
  /^(?:add|create|delete|erase|undo|redo|revert|re-?open|uncomplete|uncheck|untick|untag|rename|reschedule|toggle|search(?: for)?|get rid of|help|remind me|don['’]?t (?:forget|delete|remove|add|complete)|do not|how many|which|what(?:['’]s| is| are| do)|show me|show|list (?:my|all|the|them|everything|tasks|open|completed|what)|list|new task|mark|tag)(?= |$|[.!?:])/i
/** A request to us only when what follows points at a task; else the beginning of a title. */
const MAYBE =
  /^(?:complete|finish|close|remove|drop|clear|cancel|change|set|move|make|push|postpone|delay|defer|snooze|update|edit|find|prioriti[sz]e|check off|tick off|cross off|check|tick|trash|show|bump) (.+)$/i
/** These of the sure ones can begin a title too: “show Anna the flat”, “list the car”. */
const TITLED = /^(?:show|list|mark|tag|help|search(?: for)?|which)(?: |$)/i
const SHOWN =
  /^(?:show|list|search for|help)(?: me)?(?:$| (?:my|all|the (?:list|rest|tasks)|them|everything|tasks|what|open|completed|overdue|it)(?: |$|[.!?]))|^(?:mark|tag) .+ (?:as|done|complete|completed|with) ?/i

const isOrder = (words: string) =>
  ORDER.test(words) && (!TITLED.test(words) || SHOWN.test(words) || pointsAtTask(words.replace(/^\S+ /, '')))

const SEPARATOR = /\n+|;|[.!?]+(?=\s)|,(?=\s)|(?<=\s)(?:and then|and also|after that|then|and|also|plus)(?=\s)/gi
const HARD = /[\n;.!?]|then/i
const ADDING =
  /^(?:add|create|new task|remind me|remember to|don['’]?t forget|to-?do|task|note|put|i (?:need|have|must|should))/i
/** A deed whose object is closed: what follows “and” can only be something new. */
const CLOSED = /(?:\d|\b(?:it|that|them|those|one|list|tasks|done|undo|everything|all|complete|completed))[.!?]*$/i

/** “Dr. Who” and “no. 5” are no ends of sentences. */
const isAbbreviation = (before: string, mark: string) =>
  mark === '.' && /\b(?:dr|mr|mrs|ms|st|no|nr|vs|e\.g|i\.e|etc|approx|prof)$/i.test(before)

const isAddition = (left: string) =>
  ADDING.test(left) || (startsWithVerb(left) && !isOrder(left) && !pointsAtTask(MAYBE.exec(left)?.[1] ?? ''))

const begins = (before: string, mark: string, after: string): boolean => {
  const next = plainly(after.slice(0, HEAD_CHARS))
  const left = plainly(before.slice(0, HEAD_CHARS))
  if (isOrder(next)) return true
  const object = MAYBE.exec(next)?.[1]
  if (object !== undefined && pointsAtTask(object)) return true
  if (isAddition(left)) return false
  if (object !== undefined && !/^(?:show|find|check|tick)/i.test(next)) return true
  return (
    (HARD.test(mark) && !/^(?:change|rename|update|edit)/i.test(left)) ||
    (startsWithVerb(next) && CLOSED.test(before.slice(-HEAD_CHARS).trim()))
  )
}

/** A request shows in so many characters at its beginning (UTF-16 units); reading no more keeps long messages cheap. */
const HEAD_CHARS = 120
/** Places looked at for a cut; people do not ask for so much at once. */
const CUTS_MAX = 80

/** The requests of a message, in order, politeness taken off. */
export const splitClauses = (message: string): string[] => {
  const clauses: string[] = []
  let start = 0
  for (const match of [...message.matchAll(SEPARATOR)].slice(0, CUTS_MAX)) {
    const left = message.slice(start, match.index)
    const right = message.slice(match.index + match[0].length)
    const mark = match[0]
    if (left.trim() === '' || isAbbreviation(left, mark) || !begins(left, mark, right)) continue
    clauses.push(left)
    start = match.index + mark.length
  }
  return [...clauses, message.slice(start)].map(trimClause).filter((clause) => clause !== '')
}

/** Line ends stay: in “add” they part one task from the next. */
const trimClause = (clause: string) =>
  clause
    .trim()
    .replace(/^(?:[,;]|and |then |also )+/i, '')
    .replace(/(?:[,;]| and| then| also)+$/i, '')
    .trim()
