/**
 * A database that counts what single operations send to it. What an operation starts inherits its context, so the work
 * of a run counts for the message that began it, while timers and other requests do not.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database, Sql } from '../../src/db/database.ts'

export interface Counted {
  /** Statements sent, without `begin` and `commit`. */
  statements: number
  transactions: number
}

/** What an operation sent: the fixed text of each statement. */
export interface Sent {
  texts: string[]
  transactions: number
}

interface Pending {
  executed?: boolean
  strings?: readonly string[]
}

const textOf = ({ strings = [] }: Pending) => strings.join('?').replace(/\s+/g, ' ').trim()

export const countingDatabase = (db: Database) => {
  const operation = new AsyncLocalStorage<Sent>()

  /** Fragments are made like statements, but never executed by themselves. */
  const noting = async <T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> => {
    const sent = operation.getStore()
    if (!sent) return work(sql)
    const made: Pending[] = []
    const watch = (inner: Sql): Sql => {
      const call = (first: TemplateStringsArray, ...rest: never[]) => {
        const one = inner(first, ...rest) as Pending
        if (one instanceof Promise) made.push(one)
        return one
      }
      const { types, typed, array, json, file, notify, unsafe } = inner
      const { savepoint } = inner as unknown as { savepoint?: (work: (inner: Sql) => unknown) => unknown }
      const nested = (nestedWork: (deeper: Sql) => unknown) => {
        sent.texts.push('savepoint')
        return savepoint?.((deeper) => nestedWork(watch(deeper)))
      }
      return Object.assign(call, {
        types,
        typed,
        array,
        json,
        file,
        notify,
        unsafe,
        savepoint: nested,
      }) as unknown as Sql
    }
    try {
      return await work(watch(sql))
    } finally {
      sent.texts.push(...made.filter(({ executed }) => executed).map(textOf))
    }
  }

  const counting: Database = {
    ...db,
    query: (work) => db.query((sql) => noting(sql, work)),
    execute: (work) => db.execute((sql) => noting(sql, work)),
    transaction: (work, options) => {
      const sent = operation.getStore()
      if (sent) sent.transactions += 1
      return db.transaction((sql) => noting(sql, work), options)
    },
  }

  /** What `work` and all that it starts send until `ended` says that it is over. */
  const during = async (work: () => Promise<unknown>): Promise<Sent> => {
    const sent: Sent = { texts: [], transactions: 0 }
    await operation.run(sent, work)
    return sent
  }
  return { db: counting, during }
}
