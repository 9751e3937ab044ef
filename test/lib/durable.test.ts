import { expect, test } from 'bun:test'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createDurably, syncPath, syncTree } from '../../src/lib/durable.ts'
import { errorOf } from '../support/failure.ts'
import { freshFolder } from '../support/folder.ts'

test('a file is whole, private and alone in its folder', async () => {
  const { path, remove } = await freshFolder()
  const file = join(path, 'secret')
  expect(createDurably(file, 'two')).toBe(true)
  expect(await Bun.file(file).text()).toBe('two')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(createDurably(file, 'three')).toBe(false)
  expect(createDurably(join(path, 'other'), 'four')).toBe(true)
  expect(await Bun.file(file).text()).toBe('two')
  expect((await readdir(path)).toSorted()).toEqual(['other', 'secret'])
  expect(() => createDurably(join(path, 'none/secret'), 'x')).toThrow('ENOENT')
  await remove()
})

test('a whole folder is synced, and what is missing is said', async () => {
  const { path, remove } = await freshFolder()
  await mkdir(join(path, 'a/b'), { recursive: true })
  createDurably(join(path, 'a/b/c'), 'x')
  expect(await syncTree(path)).toBeUndefined()
  expect(() => syncPath(join(path, 'none'))).toThrow('ENOENT')
  expect(String(await errorOf(syncTree(join(path, 'none'))))).toContain('ENOENT')
  await remove()
})
