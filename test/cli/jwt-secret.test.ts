/** The generated secret: made once, private, the same for all who start together, refused where it must be given. */
import { afterEach, beforeEach, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withJwtSecret } from '../../src/cli/jwt-secret.ts'
import { loadConfig } from '../../src/config.ts'
import { ConfigError } from '../../src/lib/settings.ts'

const GIVEN = 'correct-horse-battery-staple-0123456789'
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const start = (env: Record<string, string> = {}) =>
  withJwtSecret(loadConfig({ DATA_DIR: join(folder, 'data'), ...env })).JWT_SECRET

test('a given secret is used and nothing is written', () => {
  expect(start({ JWT_SECRET: GIVEN })).toBe(GIVEN)
  expect(readdirSync(folder)).toEqual([])
})

test('the first start makes one, the next finds it', () => {
  const first = start()
  expect(first.length).toBeGreaterThanOrEqual(32)
  expect(start()).toBe(first)
  expect(readFileSync(join(folder, 'data', 'jwt_secret'), 'utf8').trim()).toBe(first)
})

test('only its owner can read it, and no draft stays behind', () => {
  start()
  expect(statSync(join(folder, 'data', 'jwt_secret')).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(folder, 'data'))).toEqual(['jwt_secret'])
})

test('two installations do not share one', () => {
  expect(start()).not.toBe(start({ DATA_DIR: join(folder, 'other') }))
})

test('processes that start together agree', async () => {
  const script = `
    const { withJwtSecret } = await import(${JSON.stringify(join(import.meta.dir, '../../src/cli/jwt-secret.ts'))})
    process.stdout.write(withJwtSecret({ DATA_DIR: process.argv[1] }).JWT_SECRET)`
  const starts = Array.from({ length: 4 }, () =>
    Bun.spawn([process.execPath, '-e', script, join(folder, 'together')], { stdout: 'pipe' }),
  )
  const secrets = await Promise.all(starts.map(({ stdout }) => new Response(stdout).text()))
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(32)
  expect(new Set(secrets).size).toBe(1)
})

test('a damaged file stops the start instead of signing with it', () => {
  start()
  writeFileSync(join(folder, 'data', 'jwt_secret'), 'short\n')
  expect(start).toThrow(ConfigError)
  expect(start).not.toThrow(/short/)
})

test.each([
  ['a server in production', { DATABASE_URL: 'postgres://db.example/todo', NODE_ENV: 'production' }, true],
  ['a server, not in production', { DATABASE_URL: 'postgres://db.example/todo' }, false],
  ['the embedded database in production', { NODE_ENV: 'production' }, false],
])('missing on %s', (_, env, refused) => {
  if (refused) {
    expect(() => start(env)).toThrow(/JWT_SECRET is missing/)
    expect(readdirSync(folder)).toEqual([])
  } else expect(start(env).length).toBeGreaterThanOrEqual(32)
})
