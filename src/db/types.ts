/**
 * How values travel, the same on both databases: what the `postgres` package would otherwise read from the server's
 * catalogue (`fetch_types`, one more round trip per connection) or turn into a Date at the wrong midnight.
 */
import type { PostgresType } from 'postgres'

/** Splits `{a,"b, c",NULL}` into its elements; one dimension is all that the schema has. */
export const parseArray = <T>(literal: string, parse: (element: string) => T): (T | null)[] => {
  const elements: (T | null)[] = []
  const body = literal.slice(literal.indexOf('{') + 1, -1)
  // Quoted elements escape `"` and `\` with a backslash; an unquoted NULL is the null.
  for (const [, quoted, plain] of body.matchAll(/(?:"((?:[^"\\]|\\[\s\S])*)"|([^,]+))(?:,|$)/g)) {
    if (quoted !== undefined) elements.push(parse(quoted.replace(/\\([\s\S])/g, '$1')))
    else elements.push(plain === undefined || plain === 'NULL' ? null : parse(plain))
  }
  return elements
}

const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`

export const writeArray = (elements: readonly unknown[], write: (element: unknown) => string) =>
  `{${elements.map((element) => (element === null ? 'NULL' : quote(write(element)))).join(',')}}`

/** A type whose text form is what we want to see. */
const asText = (oid: number): PostgresType => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => String(value),
  parse: (text: string) => text,
})

const arrayOf = (oid: number, write: (element: unknown) => string, parse: (text: string) => unknown): PostgresType => ({
  to: oid,
  from: [oid],
  // A literal that is an array already passes through.
  serialize: (value: unknown) => (Array.isArray(value) ? writeArray(value, write) : String(value)),
  parse: (literal: string) => parseArray(literal, parse),
})

/** A moment as clients read it, from a `timestamptz` that was read as text: a Date in between costs ten times as much. */
export const isoOf = (moment: string): string => {
  // '2026-11-21 10:20:30.5+00' in a session whose zone is UTC; behind a pooler it may be another.
  if (moment[10] !== ' ' || !moment.endsWith('+00')) return new Date(moment).toISOString()
  return `${moment.slice(0, 10)}T${moment.slice(11, 19)}.${moment.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`
}

const text = (element: string) => element
const isoDate = (element: unknown) => (element instanceof Date ? element.toISOString() : String(element))

/** Numbers are the catalogue's type ids, which are fixed (source: src/include/catalog/pg_type.dat of PostgreSQL). */
export const VALUE_TYPES: Record<string, PostgresType> = {
  date: asText(1082),
  time: asText(1083),
  // Counters only, all far below 2^53.
  int8: { to: 20, from: [20], serialize: (value: unknown) => String(value), parse: Number },
  texts: arrayOf(1009, String, text),
  uuids: arrayOf(2951, String, text),
  int4s: arrayOf(1007, String, Number),
  int8s: arrayOf(1016, String, Number),
  dates: arrayOf(1182, String, text),
  instants: arrayOf(1185, isoDate, (element) => new Date(element)),
  jsonbs: arrayOf(
    3807,
    (element) => JSON.stringify(element),
    (element) => JSON.parse(element),
  ),
}
