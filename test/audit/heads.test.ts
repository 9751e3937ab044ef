/** Ends of chains kept outside the database: in the log, in a file, and read again from either. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  AUDIT_HEADS_FILE,
  createCheckpoint,
  type KnownHeads,
  readKnownHeads,
  startCheckpoints,
} from '../../src/audit/heads.ts'
import { record } from '../../src/audit/record.ts'
import type { AuditHead } from '../../src/audit/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { testDatabase } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'
import { chainOf, mendEnd, removeRows, wrongIn } from './chain.ts'

let db: Database
let folder: Awaited<ReturnType<typeof freshFolder>>
let ada: string
beforeAll(async () => {
  db = await testDatabase()
  folder = await freshFolder()
  ada = await chainOf(db, 5)
})
afterAll(async () => {
  await db.close()
  await folder.remove()
})

const listening = () => {
  const lines: string[] = []
  const info = (facts: object, message: string) => void lines.push(JSON.stringify({ ...facts, message }))
  return { lines, log: { info, warn: info } as unknown as Parameters<typeof createCheckpoint>[0]['log'] }
}
const headsIn = (lines: string[]) =>
  lines.flatMap((line) => (JSON.parse(line) as { audit_heads: AuditHead[] }).audit_heads)

test('the log gets what moved since the last time, the file all of it, and neither names anybody', async () => {
  const { lines, log } = listening()
  const checkpoint = createCheckpoint({ db, log, data_dir: folder.path })
  await checkpoint()
  await chainOf(db, 0, 'nobody yet')
  await checkpoint()
  expect(headsIn(lines)).toMatchObject([{ seq: 5 }])
  await db.execute((sql) => record(sql, ada, 'signed_out'))
  await checkpoint()
  expect(headsIn(lines)).toMatchObject([{ seq: 5 }, { seq: 6 }])
  expect(lines.join()).not.toContain(ada)
  const file = join(folder.path, AUDIT_HEADS_FILE)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const known = await readKnownHeads(file, new Map())
  expect([...known.values()]).toMatchObject([{ seq: 6 }])
})

test('a log among other lines, some cut off, tells the furthest end of each', async () => {
  const { lines, log } = listening()
  await createCheckpoint({ db, log, data_dir: join(folder.path, 'nowhere') })()
  const path = join(folder.path, 'log')
  const older = lines.map((line) => line.replace('"seq":6', '"seq":4'))
  await Bun.write(
    path,
    [
      '{"message":"listening"}',
      'no JSON "audit_heads"',
      '{"audit_heads":[1,{}]}',
      ...lines,
      ...older,
      '{"audit_heads":[{"user"',
    ].join('\n'),
  )
  const known: KnownHeads = await readKnownHeads(path, new Map())
  expect([...known.values()]).toMatchObject([{ seq: 6 }])
  expect(existsSync(join(folder.path, 'nowhere'))).toBe(false)
  await removeRows(db, ada, 5, 6)
  await mendEnd(db, ada)
  expect(await wrongIn(db, { known })).toEqual(['cut 5-6'])
})

test('the hourly one can be stopped', () => {
  const { lines, log } = listening()
  startCheckpoints({ db, log, data_dir: folder.path })()
  expect(lines).toEqual([])
})
