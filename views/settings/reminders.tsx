/** When and where tasks ring: how long before, with what sound, and the calendar that a phone follows. */
import type { Profile } from '../../src/account/schema.ts'
import { sayDayFrom } from '../../src/task/format.ts'
import { Choice, Part } from './part.tsx'

export interface FeedRow {
  created_at: string
  used_at: string | null
}

/** Minutes before its time at which a task rings by itself. */
const REMIND_BEFORE = [
  ['', 'Never'],
  ['0', 'At its time'],
  ['5', '5 minutes before'],
  ['10', '10 minutes before'],
  ['15', '15 minutes before'],
  ['30', '30 minutes before'],
  ['60', 'An hour before'],
  ['120', '2 hours before'],
  ['1440', 'A day before'],
] as const

/** What is chosen, also when a program chose what is not in the list. */
const withChosen = (chosen: string): readonly (readonly [string, string])[] =>
  REMIND_BEFORE.some(([value]) => value === chosen)
    ? REMIND_BEFORE
    : [...REMIND_BEFORE, [chosen, `${chosen} minutes before`]]

interface RemindersProps {
  user: Profile
  /** Whether there is a mail server. */
  mail: boolean
  error?: string
}

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
const hoursWith = (chosen: string) => {
  const hours = HOURS.includes(chosen) || chosen === '' ? HOURS : [...HOURS, chosen].sort()
  return [['', 'No digest'], ...hours.map((hour) => [hour, hour] as const)] as const
}

/** Only where a server sends mail. */
const ByMail = ({ preferences }: Pick<Profile, 'preferences'>) => (
  <>
    <p class="field">
      <label>
        <input id="by-mail" type="checkbox" name="mail" value="true" checked={preferences?.mail === true} /> Also by
        mail
      </label>
    </p>
    <Choice
      name="digest_at"
      label="A mail once a day"
      options={hoursWith(preferences?.digest_at ?? '')}
      value={preferences?.digest_at ?? ''}
      hint="What is overdue, due today, and what was done yesterday; nothing when there is nothing to say."
    />
  </>
)

export const Reminders = ({ user: { preferences }, mail, error }: RemindersProps) => {
  const before = preferences?.remind_before ?? ''
  return (
    <Part id="reminders" title="Reminders" error={error}>
      <form method="post" action="/settings/reminders">
        <Choice
          name="remind_before"
          label="Remind me of tasks with a time"
          options={withChosen(String(before))}
          value={String(before)}
          hint="Each task can have a reminder of its own. Open pages ring, and so does a calendar that follows your tasks."
        />
        <p class="field">
          <label>
            <input id="sound" type="checkbox" name="sound" value="true" checked={preferences?.sound === true} /> With a
            sound in open pages
          </label>
        </p>
        {mail && <ByMail preferences={preferences} />}
        <button class="primary" type="submit">
          Save
        </button>
      </form>
    </Part>
  )
}

/** Stands at the top of the page: it is there only once. */
export const MadeFeed = ({ url }: { url: string }) => (
  <section class="made" aria-labelledby="made-feed-title">
    <h2 id="made-feed-title">Copy your calendar address now</h2>
    <p>It is not shown again. Anyone who has it can read your dated tasks, but not change them.</p>
    <div class="copied">
      <p>
        <code>{url}</code>
        <button class="copy" type="button" aria-label="Copy the calendar address" hidden>
          Copy
        </button>
      </p>
    </div>
    <p>
      <a href={`webcal:${url.replace(/^https?:/, '')}`}>Follow it with this device’s calendar</a>, or add it as a
      calendar “by URL” or “subscription” elsewhere. Programs that show events and to-dos show one kind alone with{' '}
      <code>?only=events</code> or <code>?only=todos</code> behind it.
    </p>
  </section>
)

const day = (time: string, today: string) => sayDayFrom(today, time.slice(0, 10))

export const CalendarFeed = ({ feed, today }: { feed?: FeedRow; today: string }) => (
  <Part id="calendar" title="Calendar">
    <p>
      {feed
        ? `There is a secret address for calendar programs, made ${day(feed.created_at, today)}, ${
            feed.used_at ? `last read ${day(feed.used_at, today)}` : 'never read'
          }.`
        : 'A secret address lets the calendar of your phone or computer follow your dated tasks, with alarms.'}
    </p>
    <form method="post" action="/settings/feed">
      <button type="submit">{feed ? 'Make another address' : 'Make an address'}</button>
      {feed && <span class="hint">The present one ends at once.</span>}
    </form>
    {feed && (
      <form method="post" action="/settings/feed/delete">
        <button class="danger" type="submit">
          End the address
        </button>
      </form>
    )}
  </Part>
)
