import { expect, test } from 'bun:test'
import { join } from 'node:path'

const SCRIPT = join(import.meta.dir, '../process/beat.ts')
/** Long against scheduling on a busy machine; the shipped value is six times as long. */
const PATIENCE_MS = 5_000

test.concurrent.each([
  ['spin', { signal: 'SIGKILL', out: '', err: /main loop silent/ }],
  ['live', { signal: null, out: 'ended by itself\n', err: /^$/ }],
  ['stop', { signal: null, out: 'ended by itself\n', err: /^$/ }],
] as const)('a process told to %s', async (what, { signal, out, err }) => {
  const child = Bun.spawn(['bun', SCRIPT, String(PATIENCE_MS), what], { stdout: 'pipe', stderr: 'pipe' })
  const [said, complained] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  expect([child.signalCode, said] as unknown[]).toEqual([signal, out])
  expect(complained.trim()).toMatch(err)
})
