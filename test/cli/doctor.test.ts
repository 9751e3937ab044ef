/** `doctor` as an operator gives it: before the first start, beside a server, after it, and with what is wrong. */
import { afterEach, expect, test } from 'bun:test'
import { join } from 'node:path'
import { execute } from '../../src/cli/command.ts'
import { doctor } from '../../src/cli/doctor.ts'
import { SILENT } from '../../src/db/log.ts'
import { migrateUp } from '../../src/db/migrate.ts'
import { openEmbedded } from '../../src/db/pglite/embedded.ts'
import { RELEASE } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'
import { fakeTerminal } from './terminal.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})

const folder = async () => {
  const fresh = await freshFolder()
  leftovers.push(fresh.remove)
  return fresh.path
}
const run = async (args: string[], env: Record<string, string>) => {
  const fake = fakeTerminal({ PORT: '1', ...env })
  const exit = await execute([doctor], ['doctor', ...args], fake.terminal)
  return { exit, printed: fake.printed.join('\n'), told: fake.told.join('\n') }
}

test('before the first start nothing is made and nothing is wrong', async () => {
  const DATA_DIR = join(await folder(), 'data')
  const { exit, printed } = await run([], { DATA_DIR })
  expect(exit).toBe(0)
  expect(printed).toContain('There is no data')
  expect(printed).toMatch(/\d+ in order, \d+ to note, 0 to mend soon, 0 failed$/)
  expect(await Bun.file(join(DATA_DIR, 'postgres/PG_VERSION')).exists()).toBe(false)
  expect((await run(['--data'], { DATA_DIR })).printed).toContain('There is no data yet')
})

test('embedded data, beside the server that owns it and when it is stopped', async () => {
  const DATA_DIR = join(await folder(), 'data')
  const owner = await openEmbedded(join(DATA_DIR, 'postgres'), { log: SILENT, sync: false })
  await migrateUp(owner, { release: RELEASE })
  const beside = await run(['--json'], { DATA_DIR })
  expect(beside.exit).toBe(0)
  expect(JSON.parse(beside.printed)).toMatchObject({ healthy: true })
  expect(beside.printed).toContain('while the server runs')
  expect(await run(['--data'], { DATA_DIR })).toMatchObject({ exit: 0 })
  await owner.close()
  const stopped = await run([], { DATA_DIR })
  expect(stopped).toMatchObject({ exit: 0 })
  expect(stopped.printed).toContain('no server runs')
  expect(await run(['--data'], { DATA_DIR })).toMatchObject({ exit: 0 })
})

test('what is wrong is 1 and says what to do; wrong settings are 2 and list them', async () => {
  const DATA_DIR = await folder()
  const gone = { DATA_DIR, DATABASE_URL: 'postgres://ada@127.0.0.1:1/todo' }
  const { exit, printed } = await run([], gone)
  expect(exit).toBe(1)
  expect(printed).toMatch(/FAILED +database +Nothing listens at 127\.0\.0\.1:1.*\n +→ /)
  const data = await run(['--data', '--json'], gone)
  expect(data.exit).toBe(1)
  expect(JSON.parse(data.printed).healthy).toBe(false)
  expect(await run([], { DATA_DIR, MAX_MESSAGE_CHARS: 'many' })).toMatchObject({ exit: 2, printed: '' })
})
