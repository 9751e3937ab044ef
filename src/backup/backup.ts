/** Backups: one consistent moment of all tables in a file, and a file back into a database. All of it or nothing. */
import { createHash } from 'node:crypto'
import { rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { MIGRATIONS } from '../../sql/index.ts'
import { auditHeads } from '../audit/heads.ts'
import type { Database, Sql } from '../db/database.ts'
import { migrateDown, migrateUp, migrationStatus } from '../db/migrate.ts'
import { AppError } from '../errors.ts'
import { syncPath } from '../lib/durable.ts'
import { createWriter, damaged, readLines } from './format.ts'
import {
  BATCH_ROWS,
  beginSnapshot,
  emptyTables,
  hasUsers,
  insertRows,
  listTables,
  prepareSession,
  readTable,
  releaseLeases,
  sumTables,
  type Table,
  type TableSum,
} from './store.ts'

/** A million rows take minutes; nothing but the operator waits. */
const DEADLINE_MS = 6 * 3_600_000

interface Head {
  release: string
  created_at: string
  /** The migration after which the data has its shape. */
  version: number
}
interface Foot {
  sums: Record<string, TableSum>
}

interface BackupOptions {
  release: string
  passphrase: string | undefined
  /** Called with the number of rows done. */
  onrows?: (rows: number) => void
}

export interface Summary {
  rows: number
  fingerprint: string
}

/** Begins the lines between the rows; a row begins with a brace. */
const MARK = '#'

const fingerprintOf = (sums: Record<string, TableSum>) =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(sums).toSorted()))
    .digest('hex')
const rowsIn = (sums: Record<string, TableSum>) => Object.values(sums).reduce((all, { rows }) => all + rows, 0)
const summaryOf = (sums: Record<string, TableSum>): Summary => ({
  rows: rowsIn(sums),
  fingerprint: fingerprintOf(sums),
})

const versionOf = async (db: Database) => {
  const applied = (await migrationStatus(db)).filter(({ applied_at }) => applied_at !== null)
  return applied.at(-1)?.version ?? 0
}

const snapshot = <T>(db: Database, work: (sql: Sql) => Promise<T>): Promise<T> =>
  db.transaction(
    async (sql) => {
      await beginSnapshot(sql)
      await prepareSession(sql)
      return work(sql)
    },
    { deadline_ms: DEADLINE_MS },
  )

/** A hash over every row of every table but leases and events: the same data has the same one, wherever it lies. */
export const fingerprint = (db: Database): Promise<Summary> =>
  snapshot(db, async (sql) => summaryOf(await sumTables(sql, await listTables(sql))))

type Writer = Awaited<ReturnType<typeof createWriter>>

const writeTables = async (sql: Sql, writer: Writer, onrows: BackupOptions['onrows']) => {
  let rows = 0
  const tables = await listTables(sql)
  for (const table of tables) {
    await writer.line(MARK + JSON.stringify({ table }))
    for await (const lines of readTable(sql, table)) {
      for (const line of lines) await writer.line(line)
      rows += lines.length
      onrows?.(rows)
    }
  }
  // An older schema has no audit yet.
  if (tables.some(({ name }) => name === 'audit_entries')) await writeHeads(sql, writer)
  return sumTables(sql, tables)
}

/** Where each chain of the audit ends, so that a later cut can be detected. */
const writeHeads = async (sql: Sql, writer: Writer) => {
  for await (const audit_heads of auditHeads({ query: (work) => work(sql) }))
    await writer.line(MARK + JSON.stringify({ audit_heads }))
}

const writeDraft = async (db: Database, draft: string, { release, passphrase, onrows }: BackupOptions) => {
  const head: Head = { release, created_at: new Date().toISOString(), version: await versionOf(db) }
  const writer = await createWriter(draft, passphrase)
  try {
    await writer.line(JSON.stringify(head))
    const sums = await snapshot(db, (sql) => writeTables(sql, writer, onrows))
    await writer.line(MARK + JSON.stringify({ sums } satisfies Foot))
    await writer.end()
    return summaryOf(sums)
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

const explained = (error: unknown, path: string) => {
  const code = (error as { code?: string } | null)?.code
  if (code === 'ENOSPC') return new AppError('storage_full', `The disk is full: ${path} was not written.`)
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS')
    return new AppError('validation_error', `${path} cannot be written (${code}).`)
  return error
}

/** Writes the file aside, reads it back and moves it to its place. @throws AppError  nothing was left behind */
export const backUp = async (db: Database, path: string, options: BackupOptions): Promise<Summary> => {
  const draft = `${path}.part`
  try {
    await rm(draft, { force: true })
    const summary = await writeDraft(db, draft, options)
    await verify(draft, options.passphrase)
    await rename(draft, path)
    syncPath(dirname(path))
    return summary
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw explained(error, path)
  }
}

const parsed = <T>(line: string): T => {
  try {
    return JSON.parse(line) as T
  } catch {
    throw damaged('the file is damaged')
  }
}

interface Content {
  onhead?(head: Head): Promise<void>
  onrows?(table: Table, lines: string[]): Promise<void>
}

/** Reads the file from its first to its last line. @throws AppError  it is not whole */
const readContent = async (path: string, passphrase: string | undefined, { onhead, onrows }: Content) => {
  let head: Head | undefined
  let table: Table | undefined
  let foot: Foot | undefined
  let batch: string[] = []
  const flush = async () => {
    if (table && batch.length) await onrows?.(table, batch)
    batch = []
  }
  for await (const line of readLines(path, passphrase)) {
    if (!head) {
      head = parsed<Head>(line)
      await onhead?.(head)
    } else if (line.startsWith(MARK)) {
      await flush()
      const mark = parsed<Partial<Foot> & { table?: Table }>(line.slice(MARK.length))
      table = mark.table
      if (mark.sums) foot = { sums: mark.sums }
    } else if (batch.push(line) >= BATCH_ROWS) await flush()
  }
  await flush()
  if (!head || !foot) throw damaged('the file is cut off')
  return { head, sums: foot.sums }
}

/** Whether the file is whole and holds as many rows as it says. @throws AppError */
export const verify = async (path: string, passphrase: string | undefined): Promise<Summary & Head> => {
  const counted: Record<string, number> = {}
  const { head, sums } = await readContent(path, passphrase, {
    onrows: async ({ name }, lines) => {
      counted[name] = (counted[name] ?? 0) + lines.length
    },
  })
  for (const [name, { rows }] of Object.entries(sums))
    if (rows !== (counted[name] ?? 0)) throw damaged(`table ${name} has ${counted[name] ?? 0} rows instead of ${rows}`)
  return { ...head, ...summaryOf(sums) }
}

const VERSION_NEWEST = MIGRATIONS.at(-1)?.version ?? 0

interface RestoreOptions extends BackupOptions {
  /** Whether accounts that are there may be lost. */
  replace: boolean
}

/** Brings an empty database to the shape that the data has. @throws AppError  it has another shape and is not empty */
const shape = async (db: Database, head: Head, release: string) => {
  if (head.version > VERSION_NEWEST)
    throw new AppError(
      'validation_error',
      `This backup was made by a newer release: it needs todochat ${head.release}.`,
    )
  const now = await versionOf(db)
  if (now === head.version) return
  if (now > 0 && (await db.query((sql) => hasUsers(sql))))
    throw new AppError(
      'validation_error',
      `This backup has schema ${head.version}, the database ${now}. Restore it into an empty database: it is migrated then.`,
    )
  await migrateDown(db, head.version, { release })
  await migrateUp(db, { release, migrations: MIGRATIONS.filter(({ version }) => version <= head.version) })
}

const fill = async (sql: Sql, path: string, { passphrase, onrows, replace }: RestoreOptions) => {
  await prepareSession(sql)
  if (!replace && (await hasUsers(sql)))
    throw new AppError('conflict', 'This database has accounts already; say --yes to replace all of its data.')
  const tables = await listTables(sql)
  await emptyTables(sql, tables)
  let rows = 0
  const { sums } = await readContent(path, passphrase, {
    onrows: async (table, lines) => {
      await insertRows(sql, table, lines)
      rows += lines.length
      onrows?.(rows)
    },
  })
  await releaseLeases(sql)
  const found = summaryOf(await sumTables(sql, tables))
  const wanted = summaryOf(sums)
  if (found.fingerprint !== wanted.fingerprint)
    throw damaged(`its fingerprint is ${wanted.fingerprint}, what was restored has ${found.fingerprint}`)
  return found
}

/**
 * Puts the file's data into the database, in one transaction, and brings it to this release's schema.
 * @throws AppError  nothing was changed
 */
export const restore = async (db: Database, path: string, options: RestoreOptions): Promise<Summary> => {
  if (!(await stat(path).catch(() => undefined))) throw new AppError('not_found', `There is no file ${path}.`)
  // Read once before anything is touched: damage is found here.
  const head = await verify(path, options.passphrase)
  await shape(db, head, options.release)
  const summary = await db.transaction((sql) => fill(sql, path, options), { deadline_ms: DEADLINE_MS })
  await migrateUp(db, { release: options.release })
  return summary
}
