/** What rings, in a line above every page: done, later, or no more. Works by forms alone. */
import type { Ring } from '../../src/reminder/schema.ts'
import { timeWords } from '../due.ts'
import { Act, Next } from './form.tsx'

export interface RingsProps {
  rings: Ring[]
  /** YYYY-MM-DD where the person is. */
  today: string
  /** The page to come back to without scripts. */
  next: string
  /** Whether open pages may make a sound. */
  sound: boolean
}

interface ActionProps {
  to: string
  act: string
  words: string
  next: string
  /** What it acts on, for screen readers. */
  about?: string
}
const Action = ({ to, act, words, next, about }: ActionProps) => (
  <Act to={to} target="#rings">
    <Next path={next} />
    <button class="quiet" type="submit" name="act" value={act} aria-label={about && `${words}: ${about}`}>
      {words}
    </button>
  </Act>
)

const CHOICES = [
  { act: 'done', words: 'Done' },
  { act: 'hour', words: 'In an hour' },
  { act: 'tomorrow', words: 'Tomorrow' },
  { act: 'week', words: 'Next week' },
  { act: 'dismiss', words: 'Dismiss' },
]

const momentWords = (moment: string, today: string) => {
  const [day = '', time = ''] = moment.split('T')
  return day === today ? time : timeWords(day, time, today)
}

const Rung = ({ ring, today, next }: { ring: Ring } & Pick<RingsProps, 'today' | 'next'>) => (
  <li id={`ring-${ring.task_id}`}>
    <p>
      <span aria-hidden="true">⏰ </span>
      <a href={`/tasks#task-${ring.task_id}`} dir="auto">
        {ring.title}
      </a>{' '}
      <time datetime={ring.remind_at}>{momentWords(ring.remind_at, today)}</time>
    </p>
    <div class="choices">
      {CHOICES.map((choice) => (
        <Action to={`/rings/${ring.task_id}`} next={next} about={ring.title} {...choice} />
      ))}
    </div>
  </li>
)

/** Titles of one line at most. */
const NAMED_MAX = 5

const Missed = ({ rings, next }: Pick<RingsProps, 'rings' | 'next'>) => (
  <li id="ring-missed">
    <p>
      <span aria-hidden="true">⏰ </span>
      Missed while away:{' '}
      {rings.slice(0, NAMED_MAX).map(({ task_id, title }, at) => (
        <>
          {at > 0 && ', '}
          <a href={`/tasks#task-${task_id}`} dir="auto">
            {title}
          </a>
        </>
      ))}
      {rings.length > NAMED_MAX && ` and ${rings.length - NAMED_MAX} more`}
    </p>
    <div class="choices">
      <Action to="/rings/missed" act="dismiss" words="Dismiss" next={next} />
    </div>
  </li>
)

/** A live region, so it is there before it speaks. The script reads the newest ring off it. */
export const Rings = ({ rings, today, next, sound }: RingsProps) => {
  const missed = rings.filter((ring) => ring.missed)
  const due = rings.filter((ring) => !ring.missed)
  return (
    <section
      id="rings"
      class="rings"
      role="status"
      aria-label="Reminders"
      data-keys={rings.map(({ id }) => id).join(' ') || undefined}
      data-sound={sound ? 'on' : undefined}
    >
      {rings.length > 0 && (
        <ul>
          {missed.length > 0 && <Missed rings={missed} next={next} />}
          {due.map((ring) => (
            <Rung ring={ring} today={today} next={next} />
          ))}
        </ul>
      )}
    </section>
  )
}
