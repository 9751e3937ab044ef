/** Every kind of tampering with a chain of a thousand rows is found and named. */
import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { deleteUser } from '../../src/account/store.ts'
import { auditHeads, type KnownHeads } from '../../src/audit/heads.ts'
import { record } from '../../src/audit/record.ts'
import { auditKey, auditKeyOf, sealOf } from '../../src/audit/seal.ts'
import { verifyAudit } from '../../src/audit/verify.ts'
import type { Database } from '../../src/db/database.ts'
import { testDatabase } from '../support/database.ts'
import { chainOf, changeRow, closeGap, mendEnd, removeRows, wrongIn } from './chain.ts'

const ROWS = 1_000
let db: Database
let ada: string
let bob: string
beforeEach(async () => {
  await db?.close()
  db = await testDatabase()
  ada = await chainOf(db, ROWS)
  bob = await chainOf(db, 3, 'bob')
})
afterAll(() => db.close())

const checkpointed = async () => {
  const known: KnownHeads = new Map()
  for await (const heads of auditHeads(db)) for (const head of heads) known.set(head.user, head)
  return known
}

/** What whoever holds the database but not the key can do at best: seal every row anew with a key of their own. */
const rewrite = (key: Buffer) =>
  db.transaction(async (sql) => {
    const rows = await sql`select seq, at, act, facts from audit_entries where user_id = ${ada} order by seq limit 2000`
    let mac: Buffer = Buffer.alloc(0)
    for (const { seq, at, act, facts } of rows) {
      mac = sealOf(key, { user_id: ada, at, act, facts }, Number(seq), mac)
      await sql`update audit_entries set mac = ${mac} where user_id = ${ada} and seq = ${seq}`
    }
    await sql`update users set audit_mac = ${mac} where id = ${ada}`
  })

describe('a chain of a thousand rows', () => {
  test('is whole as it was made, also with what is added after a checkpoint', async () => {
    const known = await checkpointed()
    expect(await verifyAudit(db, { key: auditKey(), known })).toEqual({
      chains: 2,
      rows: ROWS + 3,
      found: 0,
      findings: [],
    })
    await db.execute((sql) => record(sql, ada, 'signed_out'))
    expect(await wrongIn(db, { known: await checkpointed() })).toEqual([])
  })

  test('a changed row is named', async () => {
    await changeRow(db, ada, 400)
    const { findings } = await verifyAudit(db, { key: auditKey() })
    expect(findings).toEqual([{ kind: 'changed', who: expect.stringContaining('ada'), from: 400, to: 400 }])
  })

  test('a moved moment and another act are changes too', async () => {
    await db.execute(
      (sql) => sql`update audit_entries set at = at + interval '1 second' where user_id = ${ada} and seq = 7`,
    )
    await db.execute((sql) => sql`update audit_entries set act = 'signed_out' where user_id = ${ada} and seq = 9`)
    expect(await wrongIn(db)).toEqual(['changed 7-7', 'changed 9-9'])
  })

  test('a removed row is named, and one whose gap was closed', async () => {
    await removeRows(db, ada, 500, 500)
    expect(await wrongIn(db)).toEqual(['missing 500-500'])
    await closeGap(db, ada, 500)
    await mendEnd(db, ada)
    expect(await wrongIn(db)).toEqual([`rewritten 500-${ROWS - 1}`])
  })

  test('the first row cannot go unseen', async () => {
    await removeRows(db, ada, 1, 2)
    expect(await wrongIn(db)).toEqual(['missing 1-2'])
  })

  test('a cut tail is seen by the noted end, and by a checkpoint when that was set back too', async () => {
    const known = await checkpointed()
    await removeRows(db, ada, 998, ROWS)
    expect(await wrongIn(db)).toEqual([`cut 998-${ROWS}`])
    await mendEnd(db, ada)
    expect(await wrongIn(db)).toEqual([])
    expect(await wrongIn(db, { known })).toEqual([`cut 998-${ROWS}`])
  })

  test('rows put on a cut tail do not fit the checkpoint', async () => {
    const known = await checkpointed()
    await removeRows(db, ada, 998, ROWS)
    await mendEnd(db, ada)
    for (let n = 0; n < 5; n++) await db.execute((sql) => record(sql, ada, 'signed_in'))
    expect(await wrongIn(db, { known })).toEqual([`rewritten ${ROWS}-${ROWS}`])
  })

  test('an end that was set back without its rows is named', async () => {
    await db.execute((sql) => sql`update users set audit_seq = 10 where id = ${ada}`)
    expect(await wrongIn(db)).toEqual([`end 10-${ROWS}`])
  })

  test('a chain rewritten without the key is named', async () => {
    await rewrite(auditKeyOf('not the key of this installation'))
    expect(await wrongIn(db)).toEqual([`rewritten 1-${ROWS}`])
    expect(await wrongIn(db, { key: auditKeyOf('not the key of this installation') })).toEqual(['rewritten 1-3'])
  })

  test('a chain put under another name is named', async () => {
    await db.execute((sql) => sql`delete from audit_entries where user_id = ${ada}`)
    await db.execute((sql) => sql`update audit_entries set user_id = ${ada} where user_id = ${bob}`)
    expect(await wrongIn(db)).toEqual(expect.arrayContaining(['rewritten 1-3', `cut 4-${ROWS}`, 'cut 1-3']))
  })

  test('an erased person leaves a keyed hash; one who merely vanished is named', async () => {
    const known = await checkpointed()
    await db.transaction((sql) => deleteUser(sql, ada))
    const left = await db.query((sql) => sql`select encode(user_hash, 'hex') as hash from audit_erased`)
    expect(left.map(({ hash }) => known.has(hash))).toEqual([true])
    expect(JSON.stringify(left)).not.toContain(ada.slice(0, 8))
    await db.execute((sql) => sql`delete from users where id = ${bob}`)
    expect(await wrongIn(db, { known })).toEqual(['gone 1-3'])
  })
})
