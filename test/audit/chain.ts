/** A chain of the tests: somebody with some rows, and ways to tamper with them as whoever holds the database can. */
import { record } from '../../src/audit/record.ts'
import { auditKey } from '../../src/audit/seal.ts'
import { type VerifyOptions, verifyAudit } from '../../src/audit/verify.ts'
import type { Database } from '../../src/db/database.ts'
import { person } from '../support/people.ts'

export const chainOf = async (db: Database, rows: number, name = 'ada') => {
  const { user_id } = await person(db, name)
  for (let done = 0; done < rows; done += 100)
    await db.transaction(async (sql) => {
      for (let n = done; n < Math.min(rows, done + 100); n++) await record(sql, user_id, 'signed_in', { count: n })
    })
  return user_id
}

/** What is wrong, as kind and rows; the same key unless told. */
export const wrongIn = async (db: Database, options: Partial<VerifyOptions> = {}) => {
  const { findings } = await verifyAudit(db, { key: auditKey(), ...options })
  return findings.map(({ kind, from, to }) => `${kind} ${from}-${to}`)
}

/** Changes one row without touching its seal. */
export const changeRow = (db: Database, user_id: string, seq: number) =>
  db.execute(
    (sql) => sql`
      update audit_entries set facts = '{"count":-1}' where user_id = ${user_id} and seq = ${seq}`,
  )

export const removeRows = (db: Database, user_id: string, from: number, to: number) =>
  db.execute((sql) => sql`delete from audit_entries where user_id = ${user_id} and seq between ${from} and ${to}`)

/** Makes the noted end that of the last row. */
export const mendEnd = (db: Database, user_id: string) =>
  db.execute(
    (sql) => sql`
      update users u set (audit_seq, audit_mac) = (
        select seq, mac from audit_entries where user_id = u.id order by seq desc limit 1)
      where id = ${user_id}`,
  )

/** Numbers the rows after one that was removed as if it had never been. */
export const closeGap = (db: Database, user_id: string, gap: number) =>
  db.transaction(async (sql) => {
    await sql`update audit_entries set seq = -seq where user_id = ${user_id} and seq > ${gap}`
    await sql`update audit_entries set seq = -seq - 1 where user_id = ${user_id} and seq < 0`
  })
