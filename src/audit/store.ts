/** SQL of the audit: rows are only ever added, and go with their user. */
import type { Row, Sql } from '../db/database.ts'
import type { AuditAct, AuditEntry, Facts } from './schema.ts'

interface NewEntry {
  user_id: string
  at: Date
  act: AuditAct
  facts: Facts
  /** The beginnings of the two hashes of the row's seal. */
  inner: Buffer
  outer: Buffer
}

/** Adds the next row of the user's chain; nothing for a user who is gone. Their row is locked until the transaction ends. */
export const appendEntry = async (sql: Sql, { user_id, at, act, facts, inner, outer }: NewEntry) => {
  await sql`
    with head as (
      update users set audit_seq = audit_seq + 1,
        audit_mac = sha256(${outer}::bytea || sha256(${inner}::bytea || audit_mac || int8send(audit_seq + 1)))
      where id = ${user_id} returning id, audit_seq, audit_mac)
    insert into audit_entries (user_id, seq, at, act, facts, mac)
    select id, audit_seq, ${at}::timestamptz, ${act}, (${JSON.stringify(facts)}::text)::jsonb, audit_mac from head`
}

const toEntry = (row: Row): AuditEntry => ({
  seq: Number(row.seq),
  at: row.at.toISOString(),
  act: row.act,
  facts: row.facts,
})

/** The user's rows, newest first, from before the given number. */
export const listEntries = async (sql: Sql, user_id: string, limit: number, before?: number) => {
  const rows = await sql`
    select seq, at, act, facts from audit_entries
    where user_id = ${user_id} and (${before ?? null}::bigint is null or seq < ${before ?? null}::bigint)
    order by seq desc limit ${limit}`
  return rows.map(toEntry)
}

export interface SealedEntry extends AuditEntry {
  user_id: string
  mac: Buffer
}

/** Where a reading of everything stands. */
interface ChainPlace {
  user_id: string
  seq: number
}

/** Rows of all users up to `last_user`, by user and number, from after the place. */
export const readEntries = async (
  sql: Sql,
  after: ChainPlace,
  last_user: string,
  limit: number,
): Promise<SealedEntry[]> => {
  const rows = await sql`
    select user_id, seq, at, act, facts, mac from audit_entries
    where (user_id, seq) > (${after.user_id}::uuid, ${after.seq}::bigint) and user_id <= ${last_user}
    order by user_id, seq limit ${limit}`
  return rows.map((row) => ({ ...toEntry(row), user_id: row.user_id, mac: row.mac }))
}

export interface HeadRow {
  id: string
  email: string
  seq: number
  mac: Buffer
}

const toHead = (row: Row): HeadRow => ({ id: row.id, email: row.email, seq: Number(row.audit_seq), mac: row.audit_mac })

/** Ends of the chains, by user, from after the given one. */
export const readHeads = async (sql: Sql, after: string, limit: number): Promise<HeadRow[]> => {
  const rows = await sql`
    select id, email, audit_seq, audit_mac from users where id > ${after} order by id limit ${limit}`
  return rows.map(toHead)
}

export const findHead = async (sql: Sql, user_id: string): Promise<HeadRow | undefined> => {
  const [row] = await sql`select id, email, audit_seq, audit_mac from users where id = ${user_id}`
  return row && toHead(row)
}

export const insertErased = async (sql: Sql, user_hash: Buffer) => {
  await sql`insert into audit_erased (user_hash) values (${user_hash}) on conflict do nothing`
}

/** Whether the person is known to have been erased. */
export const isErased = async (sql: Sql, user_hash: Buffer) =>
  (await sql`select from audit_erased where user_hash = ${user_hash}`).length === 1
