import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { createWriter, damaged, readLines } from '../../src/backup/format.ts'
import { errorOf } from '../support/failure.ts'
import { freshFolder } from '../support/folder.ts'

let folder: Awaited<ReturnType<typeof freshFolder>>
beforeAll(async () => {
  folder = await freshFolder()
})
afterAll(() => folder.remove())

/** More than a frame, and not to be compressed away. */
const lines = Array.from({ length: 5_000 }, (_, at) => `${at} ${Math.random()} ünï🌹`)

test.each([undefined, 'a passphrase'])('lines come back as they were, with passphrase %p', async (passphrase) => {
  const path = join(folder.path, `lines ${passphrase}`)
  const writer = await createWriter(path, passphrase)
  for (const line of lines) await writer.line(line)
  await writer.end()
  expect(await Array.fromAsync(readLines(path, passphrase))).toEqual(lines)
  expect(String(await errorOf(createWriter(path, passphrase)))).toContain('EEXIST')
})

test('frames of an encrypted file cannot change places', async () => {
  const path = join(folder.path, 'swapped')
  const writer = await createWriter(path, 'a passphrase')
  for (const line of lines) await writer.line(line)
  await writer.end()
  const bytes = Buffer.from(await Bun.file(path).bytes())
  const start = bytes.indexOf('\n') + 1
  const length = 4 + bytes.readUInt32BE(start)
  const [first, second] = [bytes.subarray(start, start + length), bytes.subarray(start + length, start + 2 * length)]
  await Bun.write(path, Buffer.concat([bytes.subarray(0, start), second, first, bytes.subarray(start + 2 * length)]))
  expect(String(await errorOf(Array.fromAsync(readLines(path, 'a passphrase'))))).toContain('damaged')
})

test('a file that was given up is not whole, one that is not there is said', async () => {
  const path = join(folder.path, 'half')
  const writer = await createWriter(path, undefined)
  await writer.line('one')
  await writer.abandon()
  expect(String(await errorOf(Array.fromAsync(readLines(path, undefined))))).toContain('cannot be used')
  expect(String(await errorOf(Array.fromAsync(readLines(join(folder.path, 'none'), undefined))))).toContain(
    'There is no file',
  )
  expect(damaged('x').message).toBe('This backup cannot be used: x.')
})
