/**
 * The ends of all chains as they are kept outside the database: a chain that was cut later is shorter than its end was.
 */
import { createReadStream, existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { AuditHead } from './schema.ts'
import { auditKey, personHash } from './seal.ts'
import { type HeadRow, readHeads } from './store.ts'

/** Heads read, and written into one line of the log, at a time. */
const PAGE = 100
/** Their file in DATA_DIR. */
export const AUDIT_HEADS_FILE = 'audit_heads'
export const FIRST_ID = '00000000-0000-0000-0000-000000000000'

const toHead = (key: Buffer, { id, seq, mac }: HeadRow): AuditHead => ({
  user: personHash(key, id).toString('hex'),
  seq,
  mac: mac.toString('base64url'),
})

/** The end of every chain that has begun, some at a time. */
export const auditHeads = async function* (db: Pick<Database, 'query'>): AsyncGenerator<AuditHead[]> {
  for (let after = FIRST_ID; ; ) {
    const rows = await db.query((sql) => readHeads(sql, after, PAGE))
    const last = rows.at(-1)
    if (!last) return
    yield rows.filter(({ seq }) => seq > 0).map((row) => toHead(auditKey(), row))
    after = last.id
  }
}

interface CheckpointOptions {
  db: Pick<Database, 'query'>
  log: Pick<Log, 'info' | 'warn'>
  /** The newest ends of all are kept here too, beside the log, where there is such a folder. */
  data_dir: string
}

type Take = (heads: AuditHead[]) => Promise<unknown>

/** The file is there whole or not at all. */
const inFile = async (path: string, write: (take: Take) => Promise<void>) => {
  const draft = `${path}.${process.pid}`
  const file = await open(draft, 'w', 0o600)
  try {
    await write((heads) => file.write(`${JSON.stringify({ audit_heads: heads })}\n`))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

/** Writes the ends of all chains outside the database; the log gets those that moved since the last time. */
export const createCheckpoint = ({ db, log, data_dir }: CheckpointOptions) => {
  const logged = new Set<string>()
  const tell = (heads: AuditHead[]) => {
    const moved = heads.filter(({ mac }) => !logged.has(mac))
    if (moved.length > 0) log.info({ audit_heads: moved }, 'audit checkpoint')
  }
  const through = async (take: Take) => {
    const now: string[] = []
    for await (const heads of auditHeads(db)) {
      if (heads.length === 0) continue
      tell(heads)
      await take(heads)
      now.push(...heads.map(({ mac }) => mac))
    }
    logged.clear()
    for (const mac of now) logged.add(mac)
  }
  return () => (existsSync(data_dir) ? inFile(join(data_dir, AUDIT_HEADS_FILE), through) : through(async () => {}))
}

const CHECKPOINT_MS = 3_600_000
/** Soon after the start too, but not in its way. */
const FIRST_MS = 10_000

/** Begins to write checkpoints every hour; gives the way to stop it. */
export const startCheckpoints = (options: CheckpointOptions) => {
  const checkpoint = createCheckpoint(options)
  const once = () =>
    void checkpoint().catch((err) => options.log.warn({ err }, 'audit checkpoint failed; the next is in an hour'))
  const first = setTimeout(once, FIRST_MS)
  const timer = setInterval(once, CHECKPOINT_MS)
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}

/** Heads by person, the furthest of each. */
export type KnownHeads = Map<string, AuditHead>

/** Begins such lines in a backup. */
const MARK = /^#/

const isHead = (one: unknown): one is AuditHead => {
  const { user, seq, mac } = (one ?? {}) as Record<string, unknown>
  return typeof user === 'string' && Number.isInteger(seq) && typeof mac === 'string'
}

const headsIn = (line: string): unknown[] => {
  if (!line.includes('"audit_heads"')) return []
  try {
    const { audit_heads } = JSON.parse(line.replace(MARK, '')) as { audit_heads?: unknown }
    return Array.isArray(audit_heads) ? audit_heads : []
  } catch {
    // A log has lines of others, and a last one that is cut off.
    return []
  }
}

/** Gathers the checkpoints among the lines of a file: the one in DATA_DIR, a log, or a backup. */
export const gatherHeads = async (lines: AsyncIterable<string>, known: KnownHeads): Promise<KnownHeads> => {
  for await (const line of lines)
    for (const head of headsIn(line).filter(isHead))
      if (head.seq >= (known.get(head.user)?.seq ?? 0)) known.set(head.user, head)
  return known
}

export const readKnownHeads = (path: string, known: KnownHeads): Promise<KnownHeads> =>
  gatherHeads(createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }), known)
