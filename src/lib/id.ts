/** Ids of users, threads, runs and items: UUID v7, so that they sort by time of making. */
export const newId = (): string => Bun.randomUUIDv7()

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text can be an id at all; anything else names nothing and need not reach the database. */
export const isId = (value: string) => value.length === 36 && UUID.test(value)
