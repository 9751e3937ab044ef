/** Owns requests to complete, reopen, toggle or delete. */
import type { When } from '../../plain/clock.ts'
import type { Hidden } from '../../plain/quote.ts'
import type { Deed, Intent } from './intent.ts'
import { pointAt, pointsAtTask } from './reference.ts'

const DONE = '(?:done|complete|completed|finished|ticked off)'
const OPEN = '(?:not done|undone|open|pending|incomplete|not completed?|unfinished|not finished|to-?do|active)'

const PATTERNS: [Deed, RegExp][] = [
  ['toggle', /^toggle(?: the status of)? (.+)$/i],
  ['reopen', new RegExp(`^(?:mark|set|flag|make) (.+?) (?:as |to |back to )?(?:be )?${OPEN}(?: again)?$`, 'i')],
  ['reopen', /^(?:re-?open|uncomplete|un-complete|uncheck|untick|unmark|unfinish)(?: (.+))?$/i],
  ['reopen', new RegExp(`^(.+?) (?:is|are|was) (?:actually |still )?${OPEN}(?: yet)?$`, 'i')],
  ['complete', new RegExp(`^(?:mark|set|flag|tick) (.+?) (?:as |to )?(?:be )?${DONE}$`, 'i')],
  ['complete', new RegExp(`^mark (?:as )?${DONE}:? (.+)$`, 'i')],
  ['complete', /^(?:check|tick|cross)(?: off)? (.+?) off(?: (?:my|the) list)?$/i],
  ['complete', /^(?:complete|finish|close|(?:check|tick|cross) off)(?: (.+))?$/i],
  [
    'complete',
    /^(?:i(?:['’]ve| have)?(?: just| already)? )?(?:finished|completed|done|did|ticked off)(?: with|:)? (.+)$/i,
  ],
  ['complete', /^(?:i(?:['’]m| am) done with|we(?:['’]re| are) done with) (.+)$/i],
  [
    'complete',
    new RegExp(`^(.+?) (?:is|are|was|were|has been|have been) (?:all |now |already )?${DONE}(?: now| already)?$`, 'i'),
  ],
  ['delete', /^(?:empty|wipe) ((?:my|the) (?:whole )?list|everything)$/i],
  ['complete', /^(?:done|finished|completed)()$/i],
  ['delete', /^(?:delete|erase|remove|trash|discard|scrap|get rid of|throw away|clear out|clear)(?: (.+))?$/i],
]
/** Deletes only with a clear object: else a to-do of its own (“cancel gym membership”, “drop off parcel”). */
const POINTED: [Deed, RegExp][] = [
  ['delete', /^(?:cancel|drop|kill|cross out) (.+)$/i],
  ['complete', /^(?:check|tick) (.+)$/i],
  ['complete', /^(.+?),? (?:done|finished|completed)$/i],
]
/** “delete” with these is about a part of a task; `change.ts` reads it. */
const PART =
  /^(?:the |its |all )?(?:due dates?|dates?|deadlines?|times?|priority|repeats?|repetition|recurrence|tags?|labels?|descriptions?|notes?) (?:from|of|on|for)\b|^(?:the )?tag #?\S+ (?:from|off)\b|^#\p{L}\S* (?:from|off)\b/iu
const QUESTION =
  /^(?:show|list|find|search|tell|what|which|when|where|who|why|how|is|are|was|did|does|do|has|have|if|whether)\b/i

export const readDeed = (clause: string, hidden: Hidden, when: When): Intent | undefined => {
  const words = clause.replace(/[.!]+$/, '')
  if (QUESTION.test(words)) return undefined
  for (const [deed, pattern] of PATTERNS) {
    const match = pattern.exec(words)
    if (match && !PART.test(match[1] ?? '')) return intent(deed, match[1] ?? '', hidden, when)
  }
  for (const [deed, pattern] of POINTED) {
    const object = pattern.exec(words)?.[1]
    if (object && pointsAtTask(object)) return intent(deed, object, hidden, when)
  }
  return undefined
}

const intent = (deed: Deed, object: string, hidden: Hidden, when: When): Intent => {
  const target = pointAt(object, hidden, when)
  // “clear done tasks”, “complete everything”: all means what the deed can still change.
  if (target.kind !== 'all' || target.filters.status || deed === 'delete' || deed === 'toggle')
    return { do: deed, target }
  return {
    do: deed,
    target: { ...target, filters: { ...target.filters, status: deed === 'reopen' ? 'completed' : 'pending' } },
  }
}
