/** Where a new day begins between turns, as the person’s own calendar has it. */
import { dayWords } from '../due.ts'

/** Gives the calendar date, YYYY-MM-DD, of a time in ISO 8601. */
export const calendarOf = (time_zone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: time_zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return (time: string) => format.format(new Date(time))
}

export const DayMark = ({ day, today }: { day: string; today: string }) => (
  <p id={`day-${day}`} class="day">
    <time datetime={day}>{dayWords(day, today)}</time>
  </p>
)
