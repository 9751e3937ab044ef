/** `doctor --data`: whether what is stored agrees with itself, and can be read at all. Changes nothing. */
import { fingerprint } from '../backup/backup.ts'
import { beginSnapshot, prepareSession } from '../backup/store.ts'
import type { Database, Sql } from '../db/database.ts'
import {
  type Contradictions,
  callGaps,
  callsWithoutResult,
  checkIndex,
  eventGaps,
  hasAmcheck,
  installAmcheck,
  itemsBeyondCount,
  listIndexes,
  messagesBeyondItems,
  numbersBeyondCount,
  runsWithoutLease,
  tasksWithoutHistory,
  turnGaps,
  wrongEnds,
  wrongThreadCounts,
} from './data-store.ts'
import { type Finding, failed, note, ok, reasonOf } from './finding.ts'

/** A large installation takes minutes. */
const DEADLINE_MS = 6 * 3_600_000

interface DataCheck {
  find(sql: Sql): Promise<Contradictions>
  /** When there are none. */
  fine: string
  /** After the number of them. */
  wrong: string
}

const CHECKS: DataCheck[] = [
  { find: runsWithoutLease, fine: 'Every live run has an owner.', wrong: 'live runs have no owner any more' },
  { find: wrongEnds, fine: 'Every run that ended says when.', wrong: 'runs contradict their end' },
  { find: turnGaps, fine: 'Turns follow each other without a gap.', wrong: 'runs have gaps between their turns' },
  {
    find: callGaps,
    fine: 'Tool calls follow each other without a gap.',
    wrong: 'turns have gaps between their tool calls',
  },
  {
    find: callsWithoutResult,
    fine: 'Every tool call that is done has its result.',
    wrong: 'tool calls are done without a result',
  },
  { find: eventGaps, fine: 'Event logs have no gap.', wrong: 'gaps in event logs' },
  { find: itemsBeyondCount, fine: 'Threads count their items.', wrong: 'threads have items beyond their count' },
  {
    find: messagesBeyondItems,
    fine: 'Threads count their messages.',
    wrong: 'threads count more messages than they have',
  },
  {
    find: wrongThreadCounts,
    fine: 'People’s threads are counted.',
    wrong: 'people have another number of threads than counted',
  },
  {
    find: numbersBeyondCount,
    fine: 'Numbers of tasks and changes are in order.',
    wrong: 'people have task numbers beyond their count',
  },
  { find: tasksWithoutHistory, fine: 'Every change of a task has its history.', wrong: 'tasks have no history' },
]

const MEND =
  'Keep a backup as it is now (todochat backup FILE) and report it with these lines; nobody else’s data is concerned.'
/** A stopped server leaves what it was at; the next start takes it up. */
const TAKEN_UP = 'The next start takes them up. If a server runs: it cannot renew leases, see its log.'

const findingOf = ({ find, fine, wrong }: DataCheck, { count, examples }: Contradictions): Finding => {
  if (count === 0) return ok('data', fine)
  const message = `${count} ${wrong}: ${examples.join('; ')}${count > examples.length ? '; …' : ''}.`
  return find === runsWithoutLease ? note('data', message, TAKEN_UP) : failed('data', message, MEND)
}

const contradictions = (db: Database): Promise<Finding[]> =>
  db.transaction(
    async (sql) => {
      await beginSnapshot(sql)
      await prepareSession(sql)
      const findings: Finding[] = []
      for (const check of CHECKS) findings.push(findingOf(check, await check.find(sql)))
      return findings
    },
    { deadline_ms: DEADLINE_MS },
  )

const RESTORE = 'Restore the newest backup that "todochat backup verify FILE" can open, into a new database.'

/** Every row of every table is read: a page that cannot be read shows here. */
const readable = async (db: Database): Promise<Finding> => {
  try {
    const { rows, fingerprint: hash } = await fingerprint(db)
    return ok('data', `All ${rows} rows can be read; fingerprint ${hash}.`)
  } catch (error) {
    return failed('data', `Not every row can be read: ${reasonOf(error)}.`, RESTORE)
  }
}

interface Comparison {
  names: string[]
  compare: (name: string) => Promise<unknown>
  remedy: string
}

const compareAll = async ({ names, compare, remedy }: Comparison): Promise<Finding> => {
  for (const name of names)
    try {
      await compare(name)
    } catch (error) {
      return failed('data', `Index ${name} contradicts its table: ${reasonOf(error)}.`, remedy)
    }
  return ok('data', `All ${names.length} indexes agree with their tables (amcheck).`)
}

const MAKE_ANEW = 'todochat backup FILE, and restore it into a new folder: that makes all indexes anew.'

/** The embedded database carries the extension; it goes with the transaction, so that nothing is changed. */
const compareOnce = async (db: Database, names: string[]): Promise<Finding> => {
  const compared = Promise.withResolvers<Finding>()
  const over = new Error('compared')
  const work = async (sql: Sql) => {
    await installAmcheck(sql)
    compared.resolve(await compareAll({ names, compare: (name) => checkIndex(sql, name), remedy: MAKE_ANEW }))
    throw over
  }
  await db.transaction(work, { deadline_ms: DEADLINE_MS }).catch((error: unknown) => compared.reject(error))
  return compared.promise
}

/** Postgres' own check of its indexes, where there is the extension. */
const indexes = async (db: Database): Promise<Finding> => {
  const names = await db.query(listIndexes)
  if (await db.query(hasAmcheck)) {
    const compare = (name: string) => db.transaction((sql) => checkIndex(sql, name), { deadline_ms: DEADLINE_MS })
    return compareAll({ names, compare, remedy: 'As the owner: reindex index concurrently, with its name.' })
  }
  if (db.embedded) return compareOnce(db, names)
  return note(
    'data',
    'Indexes are not compared: amcheck is not installed.',
    'As the owner of the database: create extension amcheck.',
  )
}

export const checkData = async (db: Database): Promise<Finding[]> => {
  const whole = await readable(db)
  if (whole.status === 'failed') return [whole]
  return [whole, ...(await contradictions(db)), await indexes(db)]
}
