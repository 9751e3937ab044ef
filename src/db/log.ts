/** What the database needs of a log; pino's logger is one. */
export interface DatabaseLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

const nothing = () => undefined
export const SILENT: DatabaseLog = { info: nothing, warn: nothing, error: nothing }
