/** What reminders and digests say. Titles are people's own words, and stay text (`letter.ts`). */
import { sayDue } from '../task/format.ts'
import type { Task } from '../task/schema.ts'
import type { Letter } from './letter.ts'

interface About {
  /** Of this site, without a slash at its end. */
  url: string
  /** ISO 8601 instant, and the person's zone. */
  now: string
  time_zone: string
  unsubscribe: string
}

const lineOf = (task: Task, { url, now, time_zone }: About) => {
  const due = task.due_on ? ` (${sayDue(task.due_on, task.due_time, { now, time_zone })})` : ''
  return { text: `${task.title}${due}`, href: `${url}/remind/${task.id}` }
}

const footerOf = (why: string, { unsubscribe }: About) => [
  { text: why },
  { text: 'Send me no more of these', href: unsubscribe },
]

/** Tasks that ring now, or that were missed: `total` counts also those that are not named. */
export const reminderLetter = (tasks: Task[], total: number, about: About): Letter => {
  const [first] = tasks
  const alone = tasks.length === 1 && total <= 1
  const more = total > tasks.length ? [{ text: `and ${total - tasks.length} more`, href: `${about.url}/tasks` }] : []
  return {
    subject: alone && first ? `Reminder: ${first.title}` : `${Math.max(total, tasks.length)} reminders`,
    groups: [
      {
        ...(!alone && { heading: 'Missed while you were away' }),
        lines: [...tasks.map((task) => lineOf(task, about)), ...more],
      },
    ],
    links: [
      ...(alone && first ? [{ label: 'Done or later', href: `${about.url}/remind/${first.id}` }] : []),
      { label: 'All tasks', href: `${about.url}/tasks` },
    ],
    footer: footerOf('You asked for reminders by mail.', about),
  }
}

export interface Digest {
  overdue: Task[]
  overdue_total: number
  today: Task[]
  today_total: number
  done: Task[]
  done_total: number
}

const isEmpty = ({ overdue, today, done }: Digest) => overdue.length + today.length + done.length === 0

/** The day of a person; nothing when there is nothing to say. */
export const digestLetter = (digest: Digest, about: About): Letter | undefined => {
  if (isEmpty(digest)) return undefined
  const group = (heading: string, tasks: Task[], total: number) => {
    const more = total > tasks.length ? [{ text: `and ${total - tasks.length} more`, href: `${about.url}/tasks` }] : []
    const lines = [...tasks.map((task) => lineOf(task, about)), ...more]
    return lines.length > 0 ? [{ heading: `${heading} (${total})`, lines }] : []
  }
  const { overdue_total, today_total } = digest
  const counts = [today_total > 0 && `${today_total} due today`, overdue_total > 0 && `${overdue_total} overdue`]
  return {
    subject: `Your day: ${counts.filter(Boolean).join(', ') || 'nothing due'}`,
    groups: [
      ...group('Overdue', digest.overdue, overdue_total),
      ...group('Today', digest.today, today_total),
      ...group('Done yesterday', digest.done, digest.done_total),
    ],
    links: [{ label: 'Open the list', href: `${about.url}/tasks` }],
    footer: footerOf('You asked for this digest once a day.', about),
  }
}
