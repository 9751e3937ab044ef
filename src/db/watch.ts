/** Remembers the statements of one call, so that they can be cancelled and none can follow after its deadline. */
import type postgres from 'postgres'
import type { Sql } from './database.ts'

export interface Watch {
  /** Rejects when the call expires; never resolves. */
  readonly expired: Promise<never>
  /** `sql`, but its statements are remembered and refused once the call has expired. */
  over(sql: Sql): Sql
  /** @throws the reason once the call has expired */
  check(): void
  expire(reason: Error): void
  cancel(): void
}

type Pending = postgres.PendingQuery<postgres.Row[]>
const ignore = () => undefined

export const watch = (admit?: (statement: readonly string[]) => void): Watch => {
  const statements: Pending[] = []
  const { promise: expired, reject } = Promise.withResolvers<never>()
  expired.catch(ignore)
  let over: Error | undefined
  const check = () => {
    if (over) throw over
  }
  const remember = <T>(made: T): T => {
    if (made instanceof Promise) statements.push(made as unknown as Pending)
    return made
  }
  const call =
    (sql: Sql) =>
    (first: TemplateStringsArray, ...rest: never[]) => {
      check()
      if (Array.isArray(first.raw)) admit?.(first)
      return remember(sql(first, ...rest))
    }
  const observe = (sql: Sql): Sql => {
    const { types, typed, array, json, file, notify } = sql
    const unsafe = (...args: Parameters<Sql['unsafe']>) => {
      check()
      admit?.([args[0]])
      return remember(sql.unsafe(...args))
    }
    const savepoint = (work: (inner: Sql) => unknown) =>
      (sql as postgres.TransactionSql<Record<string, never>>).savepoint((inner) => work(observe(inner)))
    return Object.assign(call(sql), { types, typed, array, json, file, notify, unsafe, savepoint }) as unknown as Sql
  }
  return {
    expired,
    check,
    over: observe,
    expire: (reason) => {
      over = reason
      reject(reason)
    },
    cancel: () => {
      for (const statement of statements) {
        // `then` of the plain Promise: the package's own would start a fragment that was never meant to run alone.
        Promise.prototype.then.call(statement, ignore, ignore)
        Promise.resolve(statement.cancel()).catch(ignore)
      }
    },
  }
}
