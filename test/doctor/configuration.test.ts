/** Aliases, misspelt names and secrets that are none. */
import { afterEach, expect, test } from 'bun:test'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { checkConfiguration } from '../../src/doctor/configuration.ts'
import { freshFolder } from '../support/folder.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0)) await clean()
})
const SECRET = 'correct-horse-battery-staple-0123456789'
const said = (env: Record<string, string>) =>
  checkConfiguration(env, loadConfig({ DATA_DIR: '/none', ...env }))
    .slice(1)
    .map(({ status, message, remedy }) => `${status}: ${message} ${remedy ?? ''}`)

test('an empty environment is enough', () => {
  expect(checkConfiguration({}, loadConfig({}))).toEqual([
    expect.objectContaining({ status: 'ok', message: expect.stringMatching(/^0 of \d+ settings/) }),
  ])
})

test.each([
  [{ SECRET_KEY: SECRET }, [/^note: JWT_SECRET is taken from its alias SECRET_KEY/]],
  [{ SECRET_KEY: SECRET, JWT_SECRET: SECRET }, [/^warning: SECRET_KEY is ignored.*Remove SECRET_KEY/]],
  [{ NEON_DATABASE_URL: 'postgres://x' }, [/DATABASE_URL is taken from its alias NEON_DATABASE_URL/]],
  [{ BACKUP_FOLDER: 'x' }, [/^warning: BACKUP_FOLDER is no setting.*Did you mean BACKUP_DIR\?/]],
  [{ OPENROUTER_KEY: 'x' }, [/Did you mean OPENROUTER_\w+\?/]],
  [{ JWT_SECRET: 'aaaa'.repeat(10) }, [/^warning: JWT_SECRET can be guessed.*openssl/]],
  [{ PATH: '/bin', OPENAI_ORG_ID: 'x', MAXIMUM: 'y' }, []],
] as [Record<string, string>, RegExp[]][])('%j', (env, wanted) => {
  const lines = said(env)
  expect(lines).toHaveLength(wanted.length)
  for (const [at, pattern] of wanted.entries()) expect(lines[at]).toMatch(pattern)
  expect(lines.join()).not.toContain(SECRET)
})

test('a secret that others can read is said, with the command that mends it', async () => {
  const { path, remove } = await freshFolder()
  leftovers.push(remove)
  const file = join(path, 'jwt_secret')
  await Bun.write(file, SECRET)
  await chmod(file, 0o644)
  expect(said({ DATA_DIR: path }).join()).toContain(`chmod 600 ${file}`)
  await chmod(file, 0o600)
  expect(said({ DATA_DIR: path })).toEqual([])
})
