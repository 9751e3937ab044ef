/** The commands about people, as an operator gives them: on a database that nobody else has open, and beside its owner. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { execute } from '../../src/cli/command.ts'
import { token, user } from '../../src/cli/people.ts'
import { loadConfig } from '../../src/config.ts'
import { openDatabase, prepareSchema } from '../../src/db/open.ts'
import { RELEASE } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'
import { fakeTerminal } from './terminal.ts'

let folder: Awaited<ReturnType<typeof freshFolder>>
let env: Record<string, string>
beforeAll(async () => {
  folder = await freshFolder()
  env = { DATA_DIR: folder.path, PUBLIC_URL: 'https://todo.example' }
  const config = loadConfig(env)
  const db = await openDatabase(config)
  await prepareSchema(config, db, RELEASE)
  await db.close()
})
afterAll(() => folder.remove())

/** Opening an embedded database costs half a second of a processor; beside an owner a command is its guest. */
const besideOwner = async (work: () => Promise<void>) => {
  const owner = await openDatabase(loadConfig(env))
  await work().finally(() => owner.close())
}

const run = async (...args: string[]) => {
  const fake = fakeTerminal(env)
  const exit = await execute([user, token], args, fake.terminal)
  return { exit, out: fake.printed.join('\n'), told: fake.told.join('\n') }
}

test('a person is added as administrator, shown, disabled, given a token, and deleted', async () => {
  const added = await run('user', 'add', 'ada@example.org', 'Ada', '--admin')
  expect(added).toMatchObject({ exit: 0 })
  expect(added.out).toContain('administrator')
  expect(added.out).toMatch(/https:\/\/todo\.example\/link\/[\w-]+\.[\w-]+/)
  expect((await run('user', 'list')).out).toContain('ada@example.org')
  await besideOwner(async () => {
    expect(JSON.parse((await run('user', 'show', 'ada@example.org', '--json')).out)).toMatchObject({
      name: 'Ada',
      admin: true,
    })
    expect((await run('user', 'disable', 'ada@example.org')).exit).toBe(0)
    expect(JSON.parse((await run('user', 'show', 'ada@example.org', '--json')).out)).toMatchObject({ disabled: true })
    expect((await run('user', 'enable', 'ada@example.org')).exit).toBe(0)
    expect((await run('user', 'reset-link', 'ada@example.org')).out).toStartWith('https://todo.example/link/')
    const made = await run('token', 'create', 'ada@example.org', 'phone', 'chat,tasks:read', '--json')
    const { id, token: secret } = JSON.parse(made.out) as { id: string; token: string }
    expect(secret).toStartWith('tdc_')
    expect((await run('token', 'list', 'ada@example.org')).out).toContain(id)
    expect((await run('token', 'revoke', 'ada@example.org', id)).exit).toBe(0)
  })
  expect((await run('user', 'delete', 'ada@example.org')).told).toContain('--yes')
  expect((await run('user', 'delete', 'ada@example.org', '--yes')).exit).toBe(0)
  expect(await run('user', 'show', 'ada@example.org')).toMatchObject({ exit: 1 })
})

test.each([
  [['user'], /Say one of/],
  [['user', 'show'], /e-mail/],
  [['token', 'create', 'a@example.org', 'x', 'nonsense'], /No account|SCOPES/],
  [['token', 'revoke', 'a@example.org'], /ID/],
])('%j is told how', async (args, words) => {
  const { exit, told } = await run(...args)
  expect(exit).toBeGreaterThan(0)
  expect(told).toMatch(words)
})
