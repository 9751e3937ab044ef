/**
 * Reads every chain from its first row to its end and names what does not fit. Holds a page of rows and one chain's
 * state at a time; rows that are added meanwhile do no harm, because a chain's end is read before its rows.
 */
import type { Database } from '../db/database.ts'
import { FIRST_ID, type KnownHeads } from './heads.ts'
import { personHash, sealOf } from './seal.ts'
import { findHead, type HeadRow, isErased, readEntries, readHeads, type SealedEntry } from './store.ts'

const PAGE_USERS = 200
const PAGE_ROWS = 1_000
/** Findings kept; beyond it they are only counted. */
const FINDINGS_MAX = 1_000

/**
 * `changed`: one row's seal does not fit its words. `rewritten`: those of several rows in a row do not, or a row is not
 * the one that was checkpointed. `missing`: numbers are left out. `cut`: the end is gone. `end`: the end that is noted
 * is not that of the last row. `gone`: a whole chain is, and its person was not erased.
 */
type FindingKind = 'changed' | 'rewritten' | 'missing' | 'cut' | 'end' | 'gone'

export interface Finding {
  kind: FindingKind
  /** E-mail address, or the keyed hash of an erased user. */
  who: string
  from: number
  to: number
}

export interface Verdict {
  chains: number
  rows: number
  found: number
  findings: Finding[]
}

interface Chain {
  head: HeadRow
  known: { seq: number; mac: string } | undefined
  last: number
  mac: Buffer
  findings: Finding[]
  /** Rows one after the other whose seals do not fit. */
  broken?: { from: number; to: number }
}

const add = (chain: Chain, kind: FindingKind, from: number, to: number) => {
  chain.findings.push({ kind, who: chain.head.email, from, to })
}

/** Ends a stretch of rows that do not fit. */
const settleBroken = (chain: Chain) => {
  const { broken } = chain
  chain.broken = undefined
  if (broken) add(chain, broken.from === broken.to ? 'changed' : 'rewritten', broken.from, broken.to)
}

const noteBroken = (chain: Chain, seq: number) => {
  chain.broken = { from: chain.broken?.from ?? seq, to: seq }
}

const readRow = (key: Buffer, chain: Chain, row: SealedEntry) => {
  const whole = row.seq === chain.last + 1
  if (!whole) {
    settleBroken(chain)
    add(chain, 'missing', chain.last + 1, row.seq - 1)
  }
  const { user_id, at, act, facts, seq, mac } = row
  // After a gap the previous seal is unknown; the next row shows whether this one's holds.
  const fits = !whole || sealOf(key, { user_id, at: new Date(at), act, facts }, seq, chain.mac).equals(mac)
  if (fits) settleBroken(chain)
  else noteBroken(chain, seq)
  if (chain.known?.seq === seq && fits && chain.known.mac !== mac.toString('base64url'))
    add(chain, 'rewritten', seq, seq)
  chain.last = seq
  chain.mac = mac
}

const beginChain = (key: Buffer, head: HeadRow, known: KnownHeads): Chain => {
  const hash = personHash(key, head.id).toString('hex')
  const chain: Chain = { head, known: known.get(hash), last: 0, mac: Buffer.alloc(0), findings: [] }
  known.delete(hash)
  return chain
}

const endChain = (chain: Chain) => {
  settleBroken(chain)
  const { head, known, last, mac } = chain
  const furthest = Math.max(head.seq, known?.seq ?? 0)
  if (last < furthest) add(chain, 'cut', last + 1, furthest)
  else if (last === head.seq && !mac.equals(head.mac)) add(chain, 'end', last, last)
}

interface Reading {
  db: Pick<Database, 'query'>
  key: Buffer
  known: KnownHeads
  verdict: Verdict
}

const conclude = async ({ db, verdict }: Reading, chain: Chain) => {
  endChain(chain)
  const { head, last } = chain
  // Rows beyond the end were added since it was read, or the end was set back.
  const now = last > head.seq ? await db.query((sql) => findHead(sql, head.id)) : undefined
  if (now && now.seq < last) add(chain, 'end', now.seq, last)
  verdict.chains += chain.last > 0 || chain.head.seq > 0 ? 1 : 0
  if (chain.findings.length === 0) return
  // Erased while it was being read: nothing of it is left to judge.
  if (!(await db.query((sql) => findHead(sql, chain.head.id)))) return
  verdict.found += chain.findings.length
  verdict.findings.push(...chain.findings.slice(0, Math.max(0, FINDINGS_MAX - verdict.findings.length)))
}

/** The rows of some users, who are in the order of their ids. */
const readChains = async (reading: Reading, heads: HeadRow[]) => {
  const { db, key, known, verdict } = reading
  const first = heads[0]
  const last_user = heads.at(-1)?.id
  if (!first || !last_user) return
  const waiting = [...heads]
  let chain = beginChain(key, waiting.shift() as HeadRow, known)
  for (let after = { user_id: first.id, seq: 0 }; ; ) {
    const rows = await db.query((sql) => readEntries(sql, after, last_user, PAGE_ROWS))
    for (const row of rows) {
      while (chain.head.id !== row.user_id && waiting.length > 0) {
        await conclude(reading, chain)
        chain = beginChain(key, waiting.shift() as HeadRow, known)
      }
      if (chain.head.id === row.user_id) readRow(key, chain, row)
      verdict.rows++
    }
    const end = rows.at(-1)
    if (!end) break
    after = end
  }
  for (const head of [undefined, ...waiting]) {
    if (head) chain = beginChain(key, head, known)
    await conclude(reading, chain)
  }
}

/** Chains that were there at a checkpoint and are not any more. */
const readLost = async ({ db, known, verdict }: Reading) => {
  for (const { user, seq } of known.values()) {
    if (await db.query((sql) => isErased(sql, Buffer.from(user, 'hex')))) continue
    verdict.found++
    if (verdict.findings.length < FINDINGS_MAX) verdict.findings.push({ kind: 'gone', who: user, from: 1, to: seq })
  }
}

export interface VerifyOptions {
  key: Buffer
  /** Ends that were kept outside; consumed. */
  known?: KnownHeads
  onrows?: (rows: number) => void
}

export const verifyAudit = async (
  db: Pick<Database, 'query'>,
  { key, known = new Map(), onrows }: VerifyOptions,
): Promise<Verdict> => {
  const verdict: Verdict = { chains: 0, rows: 0, found: 0, findings: [] }
  const reading: Reading = { db, key, known, verdict }
  for (let after = FIRST_ID; ; ) {
    const heads = await db.query((sql) => readHeads(sql, after, PAGE_USERS))
    const last = heads.at(-1)
    if (!last) break
    await readChains(reading, heads)
    onrows?.(verdict.rows)
    after = last.id
  }
  await readLost(reading)
  return verdict
}
