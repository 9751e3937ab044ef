/** Where nightly backups lie, which are kept, and that nothing else is touched. */
import { afterEach, expect, test } from 'bun:test'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { backupFolder, listNightly, nightlyName, prepareFolder, pruneFolder } from '../../src/backup/folder.ts'
import { freshFolder } from '../support/folder.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0)) await clean()
})
const folder = async () => {
  const { path, remove } = await freshFolder()
  leftovers.push(remove)
  return path
}

test.each([
  [{}, 'data/backups'],
  [{ BACKUP_DIR: '/mnt/b' }, '/mnt/b'],
  [{ DATABASE_URL: 'postgres://x' }, undefined],
  [{ DATABASE_URL: 'postgres://x', BACKUP_DIR: '/mnt/b' }, '/mnt/b'],
])('%j keeps them in %p', (given, wanted) => {
  const config = { DATA_DIR: 'data', DATABASE_URL: undefined, BACKUP_DIR: undefined, BACKUP_KEEP: 30, ...given }
  expect(backupFolder(config)).toBe(wanted)
})

test('keeps the newest, and what was not made at night', async () => {
  const path = await folder()
  const nights = [1, 2, 3, 4].map((day) => nightlyName(new Date(Date.UTC(2026, 0, day, 3, 4, 5))))
  expect(nights[0]).toBe('nightly-2026-01-01T03-04-05Z.tdc')
  for (const name of [...nights, 'mine.tdc', 'nightly.txt']) await Bun.write(join(path, name), name)
  expect(await pruneFolder(path, 2)).toBe(2)
  expect((await readdir(path)).toSorted()).toEqual(['mine.tdc', ...nights.slice(2), 'nightly.txt'].toSorted())
  const [newest] = await listNightly(path)
  expect(newest).toMatchObject({ path: join(path, nights[3] ?? ''), bytes: 32 })
  expect(await pruneFolder(path, 2)).toBe(0)
})

test('a folder is made for its owner alone; what a killed process left goes', async () => {
  const path = join(await folder(), 'deep/backups')
  await prepareFolder(path)
  expect((await stat(path)).mode & 0o777).toBe(0o700)
  const name = nightlyName(new Date())
  await Bun.write(join(path, `${name}.part`), 'x')
  await Bun.write(join(path, name), 'x')
  await mkdir(join(path, `${name}.checkAb12_x/postgres`), { recursive: true })
  await prepareFolder(path)
  expect(await readdir(path)).toEqual([name])
  expect(await listNightly(join(path, 'none'))).toEqual([])
})
