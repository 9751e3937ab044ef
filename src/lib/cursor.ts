/** Opaque cursors of lists: the order key of the last row, as base64url of a JSON array. */
export type CursorKey = (string | number)[]

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

/** Cuts the row that was fetched beyond `limit` and says whether it was there. */
export const pageOf = <T>(rows: T[], limit: number, keyOf: (row: T) => CursorKey) => {
  const has_more = rows.length > limit
  const data = has_more ? rows.slice(0, limit) : rows
  const last = data.at(-1)
  return { data, has_more, ...(has_more && last !== undefined && { after: encodeCursor(keyOf(last)) }) }
}
