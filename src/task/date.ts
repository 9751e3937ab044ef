/** Calendar dates as `YYYY-MM-DD` text: the midnights that stand for them, and whether a day exists. */

/** The midnight that stands for a date wherever a Date is asked for; always UTC, so that no clock change moves it. */
export const midnightOf = (date: string) => new Date(`${date}T00:00:00Z`)

export const dateOf = (midnight: Date) => midnight.toISOString().slice(0, 10)

/** 2026-02-30 looks like a date and is none; the year 0000 is unknown to Postgres. */
export const isDate = (text: string) => {
  const midnight = midnightOf(text)
  return !Number.isNaN(midnight.getTime()) && dateOf(midnight) === text && text >= '0001'
}
