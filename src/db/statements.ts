/** Remembers the statements of one call, so that they can be cancelled and none can follow after its deadline. */

import type postgres from 'postgres'
import { cutText } from '../lib/text.ts'
import type { Sql } from './database.ts'
import { isLostConnection } from './failure.ts'

export interface StatementTracker {
  /** Rejects when the call expires; never resolves. */
  readonly expired: Promise<never>
  /** `sql`, but its statements are remembered and refused once the call has expired. */
  over(sql: Sql): Sql
  /** @throws the reason once the call has expired */
  check(): void
  expire(reason: unknown): void
  /** Says that the transaction is over, whatever ended it: none of its statements may follow. */
  sever(reason: unknown): void
  /** Passes `work` on as long as the connection lives; never settles afterwards. */
  attached<T>(work: Promise<T>): Promise<T>
  cancel(): void
  /** What was sent, without its values: for the log. */
  sent(): string[]
}

/** `active` is the package’s own mark: sent, first in line, not answered. */
type Pending = postgres.PendingQuery<postgres.Row[]> & {
  active?: boolean
  executed?: boolean
  strings?: readonly string[]
}
const SENT_MAX = 20
/** A backup sends thousands in one transaction; remembered, each would hold all of its rows. */
const REMEMBERED_MAX = 100
const SENT_MAX_CHARS = 300
const ignore = () => undefined
const forever = () => new Promise<never>(ignore)

/** A statement's fixed text: its values are people's data and have no place in a log. */
const shapeOf = ({ strings = [] }: Pending) => cutText(strings.join('?').replace(/\s+/g, ' ').trim(), SENT_MAX_CHARS)

/** Fragments are never executed by themselves. */
const sentOf = (statements: Pending[]) =>
  statements
    .filter(({ executed }) => executed)
    .slice(0, SENT_MAX)
    .map(shapeOf)

/**
 * Only what the server works on. The package loses its place when it cancels what is sent but not begun (rows of one
 * statement would reach another), and its connection when it cancels what waits for one.
 */
const cancelActive = (statements: Pending[]) => {
  for (const statement of statements.filter(({ active }) => active)) Promise.resolve(statement.cancel()).catch(ignore)
}

/** The statements of one call: the newest ones, those at work, and the words of the first. */
const createRemembered = () => {
  const statements: Pending[] = []
  let shapes: string[] = []
  const letGo = () => {
    const over = statements.splice(0, REMEMBERED_MAX / 2)
    shapes = [...shapes, ...sentOf(over)].slice(0, SENT_MAX)
    statements.unshift(...over.filter(({ active }) => active))
  }
  return {
    add<T>(made: T): T {
      if (statements.length >= REMEMBERED_MAX) letGo()
      if (made instanceof Promise) statements.push(made as unknown as Pending)
      return made
    },
    cancel: () => cancelActive(statements),
    sent: () => [...shapes, ...sentOf(statements)].slice(0, SENT_MAX),
  }
}

export const trackStatements = (admit?: (statement: readonly string[]) => void): StatementTracker => {
  const remembered = createRemembered()
  const { promise: expired, reject } = Promise.withResolvers<never>()
  expired.catch(ignore)
  let over: { reason: unknown } | undefined
  let severed = false
  const check = () => {
    if (over) throw over.reason
  }
  const expire = (reason: unknown) => {
    over ??= { reason }
    reject(reason)
  }
  /**
   * The package answers an end of `work` with a commit or a rollback on the connection object, even when that has lost
   * its socket (an exception that cannot be caught) or serves another call by now. So the end is kept from it: it
   * notices the loss by itself.
   */
  const attached = async <T>(work: Promise<T>): Promise<T> => {
    try {
      const value = await work
      return severed ? forever() : value
    } catch (error) {
      await new Promise(setImmediate)
      if (severed || isLostConnection(error)) return forever()
      throw error
    }
  }
  const call =
    (sql: Sql) =>
    (first: TemplateStringsArray, ...rest: never[]) => {
      check()
      if (Array.isArray(first.raw)) admit?.(first)
      return remembered.add(sql(first, ...rest))
    }
  const observe = (sql: Sql): Sql => {
    const { types, typed, array, json, file, notify } = sql
    const unsafe = (...args: Parameters<Sql['unsafe']>) => {
      check()
      admit?.([args[0]])
      return remembered.add(sql.unsafe(...args))
    }
    const savepoint = (work: (inner: Sql) => unknown) =>
      (sql as postgres.TransactionSql<Record<string, never>>).savepoint((inner) =>
        attached((async () => work(observe(inner)))()),
      )
    return Object.assign(call(sql), { types, typed, array, json, file, notify, unsafe, savepoint }) as unknown as Sql
  }
  return {
    expired,
    check,
    over: observe,
    expire,
    sever: (reason) => {
      severed = true
      expire(reason)
    },
    attached,
    cancel: remembered.cancel,
    sent: remembered.sent,
  }
}
