/** The key of the audit: given, kept in DATA_DIR, or made from the secret that all instances share. */
import { afterEach, beforeEach, expect, test } from 'bun:test'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { withSecrets } from '../../src/cli/audit-key.ts'
import { loadConfig } from '../../src/config.ts'
import { freshFolder } from '../support/folder.ts'

const SECRET = 'correct-horse-battery-staple-0123456789'
let folder: Awaited<ReturnType<typeof freshFolder>>
beforeEach(async () => {
  folder = await freshFolder()
})
afterEach(() => folder.remove())

const keyFor = (env: Record<string, string>) => withSecrets(loadConfig({ DATA_DIR: folder.path, ...env })).AUDIT_KEY

test('a given one is used, also from a file', async () => {
  const path = join(folder.path, 'given')
  await Bun.write(path, `${SECRET}\n`)
  expect(keyFor({ AUDIT_KEY: SECRET })).toBe(SECRET)
  expect(keyFor({ AUDIT_KEY_FILE: path })).toBe(SECRET)
})

test('the first start makes one that only its owner can read, the next finds it', () => {
  const first = keyFor({})
  expect(keyFor({})).toBe(first)
  const path = join(folder.path, 'audit_key')
  expect(readFileSync(path, 'utf8').trim()).toBe(first)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('instances on one server that share JWT_SECRET share the key, wherever their folders are', () => {
  const server = { DATABASE_URL: 'postgres://localhost/x', JWT_SECRET: SECRET }
  expect(keyFor(server)).toBe(keyFor({ ...server, DATA_DIR: join(folder.path, 'other') }))
  expect(keyFor(server)).not.toBe(SECRET)
})
