/** A folder that cannot be used says why, never in the system's words. */
import { afterEach, expect, test } from 'bun:test'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { explainFolder, makeDataFolder } from '../../src/db/data-folder.ts'
import { freshFolder } from '../support/folder.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0)) await clean()
})

test('is made for its owner alone, deep down if need be, and made again without harm', async () => {
  const { path, remove } = await freshFolder()
  leftovers.push(remove)
  const folder = join(path, 'a/b')
  makeDataFolder(folder)
  makeDataFolder(folder)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

test('that is a file, or lies beneath one, is refused in a sentence', async () => {
  const { path, remove } = await freshFolder()
  leftovers.push(remove)
  const file = join(path, 'file')
  await Bun.write(file, 'x')
  expect(() => makeDataFolder(file)).toThrow(`${file} is a file, not a folder. Set DATA_DIR to a folder.`)
  expect(() => makeDataFolder(join(file, 'data'))).toThrow(/(beneath a file|is a file)/)
})

test.each(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOENT'])('%s has words of its own', (code) => {
  const said = String(explainFolder(Object.assign(new Error('raw words'), { code }), '/data'))
  expect(said).toContain('/data ')
  expect(said).not.toContain('raw words')
})

test('any other failure stays what it is', () => {
  const other = new TypeError('a mistake of ours')
  expect(explainFolder(other, '/data')).toBe(other)
})
