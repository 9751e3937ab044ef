/** This program as a process of its own: its answer, its sentence when it fails, and its end. */
import { expect, test } from 'bun:test'
import { runOwn } from '../../src/cli/own-process.ts'
import { AppError } from '../../src/errors.ts'
import { errorOf } from '../support/failure.ts'

const signal = new AbortController().signal
const env = { PATH: process.env.PATH, LOG_LEVEL: 'silent' }
/** A program that runs this text. */
const script = (text: string) => [process.execPath, '-e', text, '--']

test('answers what it printed', async () => {
  expect(await runOwn(['version'], { env, signal })).toMatchObject({ version: expect.any(String) })
})

test('fails with its sentence and its code', async () => {
  const error = await errorOf(runOwn(['backup', 'verify', '/no/such.tdc'], { env, signal }))
  expect(error).toBeInstanceOf(AppError)
  expect(error).toMatchObject({ code: 'not_found', message: 'There is no file /no/such.tdc.' })
})

test('fails with its last words when it had no sentence, or with how it ended', async () => {
  const cursed = script('console.error("first"); console.error("last words"); process.exit(3)')
  expect(await errorOf(runOwn([], { env, signal, program: cursed }))).toMatchObject({ message: 'last words' })
  expect(await errorOf(runOwn([], { env, signal, program: script('process.exit(4)') }))).toMatchObject({
    code: 'internal',
    message: 'It ended with 4.',
  })
})

test('ends when it is told to', async () => {
  const stop = new AbortController()
  const endless = runOwn([], { env, signal: stop.signal, program: script('setInterval(() => {}, 1000)') })
  stop.abort()
  expect(await errorOf(endless)).toBeInstanceOf(Error)
  expect(await errorOf(runOwn(['version'], { env, signal: stop.signal }))).toBeInstanceOf(Error)
})
