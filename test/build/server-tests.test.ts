/** Which tests run on the servers is derived from what they are made of: nothing that uses one may fall out. */
import { expect, test } from 'bun:test'
import { splitByServer, testsByServer } from '../../build/server-tests.ts'
import { filesOf, readSource, textOf } from '../support/source.ts'

const { using, left_out } = testsByServer()

test('whatever names the database of the tests is among them, and pure tests are not', () => {
  const naming = left_out.filter((path) => /support\/(app|chat|database|operations|pgbouncer)\.ts'/.test(textOf(path)))
  expect(naming.filter((path) => !/import type/.test(textOf(path)))).toEqual([])
  for (const path of ['test/rate-limit/redis.test.ts', 'test/db/pooler.test.ts', 'test/task/task.test.ts'])
    expect(using).toContain(path)
  for (const path of ['test/lib/id.test.ts', 'test/tidy/size.test.ts', 'test/views/pages.test.tsx'])
    expect(left_out).toContain(path)
})

test('what ships reads the environment in two places, both of which a test can hand another', () => {
  const reading = filesOf('{src,views,sql}/**/*.{ts,tsx}').filter((path) => /process\.env\b/.test(textOf(path)))
  expect(reading).toEqual(['src/cli/terminal.ts', 'src/llm/transport.ts'])
})

/** Made-up files: path → text. */
const split = (files: Record<string, string>) =>
  splitByServer(
    Object.keys(files).filter((path) => path.endsWith('.test.ts')),
    (path) => readSource(path, files[path] ?? ''),
  ).using

test('a use is found through other modules, in circles too, but not in what ships', () => {
  const a = "import './support/a.ts'"
  expect(split({ 'test/one.test.ts': a, 'test/support/a.ts': 'export const url = process.env.DATABASE_URL' })).toEqual([
    'test/one.test.ts',
  ])
  const circle = { 'test/support/a.ts': "export * from './b.ts'", 'test/support/b.ts': "import './a.ts'" }
  expect(split({ 'test/one.test.ts': a, ...circle })).toEqual([])
  expect(
    split({ 'test/one.test.ts': "import '../src/a.ts'", 'src/a.ts': 'export const url = process.env.REDIS_URL' }),
  ).toEqual([])
})

test.each([
  'const { REDIS_URL } = process.env',
  "Bun.spawn(['bun'], { env: process.env })",
  "Bun.spawn(['bun'], { env: { ...process.env, PORT: '0' } })",
])('%s is a use', (line) => {
  expect(split({ 'test/one.test.ts': line })).toEqual(['test/one.test.ts'])
})

test.each(['const { PATH } = process.env', "const env = { DATABASE_URL: 'x' }"])('%s is none', (line) => {
  expect(split({ 'test/one.test.ts': line })).toEqual([])
})
