/** Ids of users, threads, runs and items: UUID v7, so that they sort by time of making. */
export const newId = (): string => Bun.randomUUIDv7()

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text can be an id at all; anything else names nothing and need not reach the database. */
export const isId = (value: string) => value.length === 36 && UUID.test(value)

/** The same id for the same text, in the form of a UUID v8: for what may be written twice and must be there once. */
export const idFrom = (text: string): string => {
  const hex = new Bun.CryptoHasher('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
