import { describe, expect, test } from 'bun:test'
import { createSessionLock } from '../../../src/db/pglite/session-lock.ts'
import { errorOf } from '../../support/failure.ts'

const ready = (status: 'I' | 'T') => Buffer.from([0x5a, 0, 0, 0, 5, status.charCodeAt(0)])
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const bytes = (words: string) => Buffer.from(words, 'latin1')

/** An engine that notes what it is told, in order; `begin` opens a transaction, `commit` and `rollback` end it. */
const engine = () => {
  const told: string[] = []
  let open = false
  const run = async (messages: Uint8Array) => {
    await Bun.sleep(0)
    const words = text(messages).replace(/^Q....|\0$/gs, '')
    told.push(words)
    if (words.includes('begin')) open = true
    if (/commit|rollback/.test(words)) open = false
    return { bytes: ready(open ? 'T' : 'I') }
  }
  return { told, run }
}

describe('turnstile', () => {
  test('greets the engine once, everybody hears the answer', async () => {
    const { told, run } = engine()
    const newSession = createSessionLock(run)
    const answers = await Promise.all([newSession(), newSession()].map((session) => session.exchange(bytes('hello'))))
    expect(told).toEqual(['hello'])
    expect(answers[0]).toEqual(answers[1] as Uint8Array)
  })

  test('a transaction is alone inside until it ends', async () => {
    const { told, run } = engine()
    const newSession = createSessionLock(run)
    const [a, b] = [newSession(), newSession()]
    await Promise.all([a.exchange(bytes('hello')), b.exchange(bytes('hello'))])
    await a.exchange(bytes('a begin'))
    const waits = b.exchange(bytes('b select'))
    await a.exchange(bytes('a insert'))
    await a.exchange(bytes('a commit'))
    await waits
    expect(told).toEqual(['hello', 'a begin', 'a insert', 'a commit', 'b select'])
  })

  test('who ends inside is rolled back and lets the next one in', async () => {
    const { told, run } = engine()
    const newSession = createSessionLock(run)
    const [a, b] = [newSession(), newSession()]
    await Promise.all([a.exchange(bytes('hello')), b.exchange(bytes('hello'))])
    await a.exchange(bytes('a begin'))
    const waits = b.exchange(bytes('b select'))
    await a.end()
    await waits
    expect(told).toEqual(['hello', 'a begin', 'rollback', 'b select'])
  })

  test('one that ended while it waited is never let in, and keeps nobody out', async () => {
    const { told, run } = engine()
    const newSession = createSessionLock(run)
    const [a, b, c] = [newSession(), newSession(), newSession()]
    await Promise.all([a, b, c].map((session) => session.exchange(bytes('hello'))))
    await a.exchange(bytes('a begin'))
    const gone = errorOf(b.exchange(bytes('b begin')))
    const waits = c.exchange(bytes('c select'))
    await b.end()
    await a.exchange(bytes('a commit'))
    await waits
    expect(await gone).toBeInstanceOf(Error)
    expect(told).toEqual(['hello', 'a begin', 'a commit', 'c select'])
  })

  test('who falls silent inside is shown out', async () => {
    const { told, run } = engine()
    const newSession = createSessionLock(run)
    const shown = Promise.withResolvers<void>()
    const guest = newSession({ silence_max_ms: 20, onsilent: shown.resolve })
    await guest.exchange(bytes('hello'))
    await guest.exchange(bytes('begin'))
    await shown.promise
    expect(told.at(-1)).toBe('rollback')
  })

  test('an engine that breaks lets everybody hear it', async () => {
    const newSession = createSessionLock(() => Promise.reject(new Error('broken')))
    for (const session of [newSession(), newSession()]) {
      expect(String(await errorOf(session.exchange(bytes('hello'))))).toContain('broken')
    }
  })
})
