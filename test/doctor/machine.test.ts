/** Room, rights and speed of the disk. */
import { afterEach, expect, test } from 'bun:test'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { checkDisk } from '../../src/doctor/machine.ts'
import { freshFolder } from '../support/folder.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0)) await clean()
})
const look = async (free: number, env: Record<string, string> = {}, mode = 0o700) => {
  const { path, remove } = await freshFolder()
  leftovers.push(remove)
  await Bun.write(join(path, 'data/postgres/PG_VERSION'), '18')
  await chmod(join(path, 'data'), mode)
  return checkDisk(loadConfig({ DATA_DIR: join(path, 'data'), ...env }), () => free)
}
const lines = (findings: Awaited<ReturnType<typeof look>>) =>
  findings.map(({ status, message }) => `${status}: ${message}`)

test('a disk with room: free, taken, and what a sync takes', async () => {
  const found = lines(await look(50e9))
  expect(found[0]).toMatch(/^ok: .*data has 46\.6 GB free/)
  expect(found[1]).toMatch(/^note: The embedded database takes 1 MB/)
  expect(found[2]).toMatch(/: A sync of the disk of .* takes [\d.]+ ms\.$/)
})

test.each([
  [500e6, 'warning', 'only 0.5 GB left'],
  [1e6, 'failed', 'is full'],
])('%d bytes left: %s', async (free, status, words) => {
  const [first] = await look(free)
  expect(first).toMatchObject({ status, message: expect.stringContaining(words), remedy: expect.any(String) })
})

test('EMBEDDED_SYNC=off is a warning; with a server there is nothing to sync', async () => {
  expect(lines(await look(50e9, { EMBEDDED_SYNC: 'off' })).join()).toContain('a power loss destroys the data')
  expect(await look(50e9, { DATABASE_URL: 'postgres://x' })).toHaveLength(1)
})

test('a folder that others may look into is said, with the way to close it', async () => {
  expect(lines(await look(50e9, {}, 0o750)).join('\n')).toMatch(/^warning: Others on this machine .* \(mode 750\)/m)
  expect(lines(await look(50e9)).join('\n')).not.toContain('Others')
})

test('a folder that is not made yet is judged by the one it will be made in', async () => {
  const { path, remove } = await freshFolder()
  leftovers.push(remove)
  const [first] = await checkDisk(loadConfig({ DATA_DIR: join(path, 'not/yet') }))
  expect(first?.message).toStartWith(`${path} has`)
})

test('one folder is looked at once, however it is written', async () => {
  const { path, remove } = await freshFolder()
  leftovers.push(remove)
  const config = loadConfig({ DATA_DIR: `${path}/./`, BACKUP_DIR: path })
  expect(lines(await checkDisk(config)).filter((line) => line.includes('free'))).toHaveLength(1)
})
