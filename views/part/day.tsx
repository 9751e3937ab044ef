/** Where a new day begins between turns, and when something was said, as the person’s own clock has it. */
import { wallOf } from '../../src/lib/calendar.ts'
import { dayWords } from '../due.ts'

/** Gives the calendar date, YYYY-MM-DD, of a time in ISO 8601. */
export const calendarOf = (time_zone: string) => (time: string) => wallOf(new Date(time), time_zone).day

export const DayMark = ({ day, today }: { day: string; today: string }) => (
  <p class="day">
    <time datetime={day}>{dayWords(day, today)}</time>
  </p>
)

const toMinute = (at: string) => `${at.slice(0, 'YYYY-MM-DDTHH:MM'.length)}Z`

/** The time of day at which something was said. */
export const TimeOf = ({ at, time_zone }: { at: string; time_zone: string }) => (
  <time datetime={toMinute(at)}>{wallOf(new Date(at), time_zone).time}</time>
)
