/** `audit verify` as an operator gives it: beside a server that owns the data, with its exit codes. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AUDIT_HEADS_FILE, createCheckpoint, gatherHeads } from '../../src/audit/heads.ts'
import { setAuditKey } from '../../src/audit/seal.ts'
import { readLines } from '../../src/backup/format.ts'
import { audit } from '../../src/cli/audit.ts'
import { withSecrets } from '../../src/cli/audit-key.ts'
import { backup } from '../../src/cli/backup.ts'
import { execute } from '../../src/cli/command.ts'
import { loadConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/database.ts'
import { SILENT } from '../../src/db/log.ts'
import { openEmbedded } from '../../src/db/pglite/embedded.ts'
import { chainOf, changeRow, mendEnd, removeRows } from '../audit/chain.ts'
import { freshFolder } from '../support/folder.ts'
import { fakeTerminal } from './terminal.ts'

let folder: Awaited<ReturnType<typeof freshFolder>>
let env: Record<string, string>
let owner: Database
let ada: string
beforeAll(async () => {
  folder = await freshFolder()
  env = { DATA_DIR: folder.path }
  setAuditKey(withSecrets(loadConfig(env)).AUDIT_KEY)
  owner = await openEmbedded(join(folder.path, 'postgres'), { log: SILENT })
  ada = await chainOf(owner, 20)
})
afterAll(async () => {
  await owner.close()
  await folder.remove()
})

const SILENCE = { info: () => undefined, warn: () => undefined }

const run = async (...args: string[]) => {
  const fake = fakeTerminal(env)
  const exit = await execute([audit], ['audit', ...args], fake.terminal)
  return { exit, out: fake.printed.join('\n'), told: fake.told.join('\n') }
}

test('a whole audit is exit code 0, in words and as JSON', async () => {
  await createCheckpoint({ db: owner, log: SILENCE, data_dir: folder.path })()
  const words = await run('verify')
  expect(words).toMatchObject({ exit: 0 })
  expect(words.out).toContain('whole: 20 rows of 1 people, compared with 1 checkpointed ends')
  expect(JSON.parse((await run('verify', '--json')).out)).toEqual({
    whole: true,
    chains: 1,
    rows: 20,
    found: 0,
    findings: [],
    checkpoints: 1,
  })
})

test('a backup holds the ends too', async () => {
  const file = join(folder.path, 'one.tdc')
  const fake = fakeTerminal(env)
  expect(await execute([backup], ['backup', file], fake.terminal)).toBe(0)
  await rm(join(folder.path, AUDIT_HEADS_FILE))
  expect((await run('verify')).out).toContain('compared with 0 checkpointed ends')
  expect((await run('verify', file)).out).toContain('compared with 1 checkpointed ends')
  const made = await chainOf(owner, 2, 'eve')
  const known = await gatherHeads(readLines(file, undefined), new Map())
  expect([...known.values()]).toMatchObject([{ seq: 20 }])
  await owner.execute((sql) => sql`delete from users where id = ${made}`)
  expect((await run('verify', file)).exit).toBe(0)
})

test('what was tampered with is named, exit code 1', async () => {
  await createCheckpoint({ db: owner, log: SILENCE, data_dir: folder.path })()
  await changeRow(owner, ada, 4)
  await removeRows(owner, ada, 9, 9)
  await removeRows(owner, ada, 19, 20)
  await mendEnd(owner, ada)
  const { exit, out } = await run('verify')
  expect(exit).toBe(1)
  expect(out).toMatch(/ada\S*@example\.org: row 4 was changed\./)
  expect(out).toMatch(/ada\S*: row 9 missing\./)
  expect(out).toMatch(/ada\S*: the end was cut off: rows 19 to 20 missing\./)
  expect(out).toContain('NOT whole: 3 findings')
  const said = await run('verify', '--json')
  expect(said.exit).toBe(1)
  expect(JSON.parse(said.out)).toMatchObject({
    whole: false,
    found: 3,
    findings: [{ kind: 'changed', from: 4 }, {}, {}],
  })
})

test('says how it is called', async () => {
  expect(await run()).toMatchObject({ exit: 2 })
  expect(await run('forge')).toMatchObject({ exit: 2 })
  expect((await run('verify', join(folder.path, 'no.log'))).told).toContain('There is no file')
})
