/** Opaque cursors of lists: the order key of the last row, as base64url of a JSON array. */
import { isId } from './id.ts'

type CursorKey = (string | number)[]

const CURSOR_MAX_CHARS = 512

export const encodeCursor = (key: CursorKey) => Buffer.from(JSON.stringify(key)).toString('base64url')

/** The key inside, or undefined when the text is no cursor of that shape (`'sn'` = a string, then a number). */
export const decodeCursor = (cursor: string, shape: string): CursorKey | undefined => {
  if (cursor.length > CURSOR_MAX_CHARS || !/^[\w-]+$/.test(cursor)) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(key) && key.map((part) => (typeof part)[0]).join('') === shape ? (key as CursorKey) : undefined
  } catch {
    return undefined
  }
}

/** A moment exactly as we write it: whatever else a date may look like, the database reads some of it otherwise. */
export const isInstant = (text: string) => {
  const time = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString() === text
}

/** A cursor of a list that is ordered by a time and an id; undefined when it is none. */
export const decodeTimeAndId = (cursor: string): { time: string; id: string } | undefined => {
  const [time, id] = (decodeCursor(cursor, 'ss') ?? []).map(String)
  return time !== undefined && isInstant(time) && isId(id ?? '') ? { time, id: id ?? '' } : undefined
}

/** A cursor of a list that is ordered by a whole number; undefined when it is none. */
export const decodePosition = (cursor: string): number | undefined => {
  const position = Number(decodeCursor(cursor, 'n')?.[0])
  return Number.isInteger(position) && position >= 0 && position < 2 ** 31 ? position : undefined
}

/** Cuts the row that was fetched beyond `limit` and says whether it was there. */
export const pageOf = <T>(rows: T[], limit: number, keyOf: (row: T) => CursorKey) => {
  const has_more = rows.length > limit
  const data = has_more ? rows.slice(0, limit) : rows
  const last = data.at(-1)
  return { data, has_more, ...(has_more && last !== undefined && { after: encodeCursor(keyOf(last)) }) }
}
