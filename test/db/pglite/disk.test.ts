import { expect, test } from 'bun:test'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DISK_LOW_BYTES, diskGauge, folderSize, freeBytes } from '../../../src/db/pglite/disk.ts'
import { errorOf } from '../../support/failure.ts'
import { freshFolder } from '../../support/folder.ts'

test('free space is what a user may take, in bytes', () => {
  expect(freeBytes(tmpdir())).toBeGreaterThan(0)
  expect(() => freeBytes('/no/such/place')).toThrow()
})

test.each([
  [DISK_LOW_BYTES - 1, true],
  [DISK_LOW_BYTES, false],
  [0, true],
])('%d bytes left: low is %p', (bytes, low) => {
  expect(diskGauge('/data', () => bytes)()).toBe(low)
})

test('looks rarely, and at the path it was given', () => {
  const looks: string[] = []
  const isLow = diskGauge('/data', (path) => looks.push(path))
  for (let i = 0; i < 1_000; i++) expect(isLow()).toBe(true)
  expect(looks.length).toBeLessThan(1_000)
  expect(new Set(looks)).toEqual(new Set(['/data']))
})

test('the size of a folder counts the bytes of files at any depth, and says when there is no folder', async () => {
  const { path, remove } = await freshFolder()
  await Bun.write(join(path, 'a'), 'four')
  await Bun.write(join(path, 'deep/er/b'), 'seven77')
  expect(await folderSize(path)).toBe(11)
  expect(await errorOf(folderSize(join(path, 'gone')))).toMatchObject({ code: 'ENOENT' })
  await remove()
})
