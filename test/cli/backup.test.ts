/** The commands as an operator gives them: beside a running server, after a loss, and into an empty folder. */
import { afterEach, expect, test } from 'bun:test'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, fingerprint, restore } from '../../src/cli/backup.ts'
import { SILENT } from '../../src/db/log.ts'
import { openEmbedded } from '../../src/db/pglite/embedded.ts'
import { freshFolder } from '../support/folder.ts'
import { runCommands } from './terminal.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})

const run = (folder: string, args: string[]) =>
  runCommands([backup, restore, fingerprint], args, { DATA_DIR: join(folder, 'data') })

test('backup beside a server that owns the data → loss → restore → the same fingerprint', async () => {
  const folder = await freshFolder()
  leftovers.push(folder.remove)
  const file = join(folder.path, 'one.tdc')
  const data_dir = join(folder.path, 'data/postgres')
  const owner = await openEmbedded(data_dir, { log: SILENT })
  const add = (n: number) =>
    owner.execute(
      (sql) => sql`insert into users (id, email, name) values (gen_random_uuid(), ${`${n}@example.org`}, 'x')`,
    )
  await add(0)
  let over = false
  const writing = (async () => {
    for (let n = 1; !over; n++) {
      await add(n)
      // What is under test is the copy beside it: a writer that never rests takes the engine from it.
      await Bun.sleep(5)
    }
  })()
  const made = await run(folder.path, ['backup', file, '--json'])
  over = true
  await writing
  expect(made.exit).toBe(0)
  expect(made.told).toContain('not encrypted')
  const summary = JSON.parse(made.printed) as { rows: number; fingerprint: string }
  expect(summary.rows).toBeGreaterThan(0)
  expect((await run(folder.path, ['restore', file, '--yes'])).told).toContain('Another todochat process')
  await owner.close()
  expect((await run(folder.path, ['restore', file])).told).toContain('--yes')
  await rm(join(folder.path, 'data'), { recursive: true })
  expect(await run(folder.path, ['restore', file])).toMatchObject({ exit: 0 })
  expect((await run(folder.path, ['fingerprint'])).printed).toContain(summary.fingerprint)
})

test('says how it is called', async () => {
  const folder = await freshFolder()
  leftovers.push(folder.remove)
  expect(await run(folder.path, ['backup'])).toMatchObject({ exit: 2 })
  expect(await run(folder.path, ['backup', 'x', '--yes'])).toMatchObject({ exit: 2 })
  expect((await run(folder.path, ['restore', join(folder.path, 'none')])).told).toContain('There is no file')
})
