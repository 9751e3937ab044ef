/** Acts and deleted chats in words for people: no rule, no ISO day, no name of a tool. */
import type { ActEntry, BinRow, ChangeRow } from '../../../../views/changes.tsx'
import { titleOf } from '../../../../views/part/chats.tsx'
import type { Caller } from '../../../account/schema.ts'
import { wallOf } from '../../../lib/calendar.ts'
import { capital, shortText } from '../../../lib/text.ts'
import type { PastAct } from '../../../task/changes.ts'
import { describeDifference } from '../../../task/difference.ts'
import { sayDayFrom, sayDue, sayRepeat, sayTime } from '../../../task/format.ts'
import type { ChangeKind, Task } from '../../../task/schema.ts'
import type { DeletedThread } from '../../../thread/schema.ts'

const CHANGE_WORDS: Record<ChangeKind, string> = {
  added: 'Added',
  changed: 'Changed',
  completed: 'Completed',
  reopened: 'Reopened',
  deleted: 'Deleted',
  undone: 'Taken back:',
  redone: 'Done again:',
}

/** “You”, “The assistant”, or a program by the name of its access token. */
const whoOf = (actor: string) => {
  if (actor === 'person') return 'You'
  if (actor === 'assistant') return 'The assistant'
  if (actor === 'api') return 'You, through another app'
  const name = actor.slice('agent:'.length)
  return name ? `${name}, with an access token` : 'Another assistant'
}

/** The person’s clock. */
type Reader = Pick<Caller, 'time_zone'>

/** “today at 17:00”, and the day alone. */
const momentOf = (at: string, { time_zone }: Reader, now = new Date()) => {
  const { day: date, time } = wallOf(new Date(at), time_zone)
  const day = sayDayFrom(wallOf(now, time_zone).day, date)
  return { day, when: sayTime(day, time) }
}

const factsOf = ({ due_on, due_time, repeat, priority, tags }: Task, { time_zone }: Reader) =>
  [
    ...(due_on ? [sayDue(due_on, due_time, { now: new Date().toISOString(), time_zone })] : []),
    ...(repeat ? [sayRepeat(repeat)] : []),
    ...(priority === 'none' ? [] : [`${priority} priority`]),
    ...tags.map((tag) => `#${tag}`),
  ].join(' · ')

type OneChange = PastAct['changes'][number]

const linesOf = ({ change, before, after }: OneChange, reader: Reader): string[] => {
  if (change === 'deleted') return []
  if (!before && change === 'added') return after ? [capital(factsOf(after, reader))].filter(Boolean) : []
  const lines = describeDifference({ before, after }, { now: new Date().toISOString(), time_zone: reader.time_zone })
  // What the label of the change says is not repeated.
  return change === 'changed' ? lines : lines.filter((line) => !line.startsWith('status '))
}

const rowOf = (change: OneChange, reader: Reader): ChangeRow => ({
  id: change.id,
  label: change.follows ? 'Next time:' : CHANGE_WORDS[change.change],
  title: change.title,
  lines: linesOf(change, reader),
  undone: change.undone_at !== undefined,
  holds: change.holds,
})

/** A message as the reason of an act, in UTF-16 units. */
const QUESTION_MAX_CHARS = 120

export const entryOf = ({ changes, holds, question }: PastAct, reader: Reader): ActEntry => {
  const [{ actor, at }] = changes
  const { when } = momentOf(at, reader)
  return {
    who: whoOf(actor),
    at,
    when: capital(when),
    rows: changes.map((change) => rowOf(change, reader)),
    holds,
    ...(question && {
      question: {
        href: `/chat/${question.thread_id}?at=${question.message_id}`,
        words: `“${shortText(question.words, QUESTION_MAX_CHARS)}”`,
      },
    }),
  }
}

export const binRowOf = ({ id, title, deleted_at, days_left }: DeletedThread, reader: Reader): BinRow => {
  const { day } = momentOf(deleted_at, reader)
  const left = days_left === 1 ? '1 day' : `${days_left} days`
  return { id, title: titleOf({ title }), when: `Deleted ${day} · gone for good in ${left}` }
}
