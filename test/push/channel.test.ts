/** Reminders to a push service of the test’s own, which holds the keys of a browser and reads what it is sent. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { createPushChannel } from '../../src/push/channel.ts'
import { createKeys, createPush, type Push, type PushKeys } from '../../src/push/push.ts'
import { engineOn, outboxOf, outgoing, remindIn } from '../reminder/support.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'
import { TLS_NAME, tlsFiles } from '../support/tls.ts'
import { newReader, type Reader } from './reader.ts'

interface Received {
  headers: Headers
  payload: { text: string; tag: string; id?: number }
}

let db: Database
let push: Push
let keys: PushKeys
let ada: Caller
let reader: Reader
let received: Received[] = []
let status = 201
let tls: { cert: string; key: string }
let service: ReturnType<typeof Bun.serve>
beforeEach(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
  keys = createKeys({ db, secrets: ['a secret of the tests, long enough'] })
  push = createPush({ db, keys })
  reader = newReader()
  received = []
  status = 201
  tls = await tlsFiles()
  service = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    tls,
    fetch: async (request) => {
      const message = Buffer.from(await request.arrayBuffer())
      received.push({ headers: request.headers, payload: JSON.parse(reader.read(message)) })
      return new Response(null, { status })
    },
  })
})
afterEach(async () => {
  await service.stop(true)
  await db.close()
})

const subscribe = (show_titles: boolean) =>
  push.subscribe(
    ada,
    { endpoint: `https://${TLS_NAME}:${service.port}/send/x`, keys: reader.given, show_titles },
    'Firefox',
  )
const look = async (options: { allow_private?: boolean } = { allow_private: true }) => {
  const post_options = { ...options, ca: tls.cert, resolve: async () => [{ address: '127.0.0.1', family: 4 }] }
  const channel = createPushChannel({ db, keys, contact: 'mailto:ops@todo.example', post_options })
  const engine = engineOn(db, [channel])
  await engine.lookOnce()
  await engine.stop()
}
const due = (task_id = 1, in_minutes = -1) => remindIn(db, { user_id: ada.user_id, task_id, in_minutes })

describe('a reminder', () => {
  test('comes once, readable for the browser alone, with the title if the person allows it', async () => {
    await subscribe(true)
    const ring_id = await due()
    await look()
    await look()
    expect(received.map(({ payload }) => payload)).toEqual([{ text: 'Task 1', tag: ring_id, id: 1 }])
    const { headers } = received[0] ?? { headers: new Headers() }
    expect(headers.get('content-encoding')).toBe('aes128gcm')
    expect(headers.get('ttl')).toBe('3600')
    expect(headers.get('urgency')).toBe('high')
    expect(headers.get('topic')).toMatch(/^[\w-]{32}$/)
    const { public_key } = await keys.get()
    expect(headers.get('authorization')).toEndWith(`, k=${public_key.toString('base64url')}`)
  })

  test('says no title otherwise', async () => {
    await subscribe(false)
    await due()
    await look()
    expect(received[0]?.payload.text).toBe('A task is due')
    expect(JSON.stringify(received[0]?.payload)).not.toContain('Task 1')
  })

  test('is one message when several were missed', async () => {
    await subscribe(true)
    for (const task_id of [1, 2, 3]) await due(task_id, -90)
    await look()
    expect(received.map(({ payload }) => payload.text)).toEqual(['3 reminders were missed while you were away'])
  })

  test('costs nothing for who has no browser', async () => {
    await due()
    await look()
    expect(await outboxOf(db)).toHaveLength(0)
  })
})

describe('a service that answers', () => {
  test.each([404, 410])('%p has lost the browser, and so have we', async (answer) => {
    await subscribe(false)
    await due()
    status = answer
    await look()
    expect(await push.list(ada)).toEqual([])
    expect(await outboxOf(db)).toMatchObject([{ state: 'failed' }])
  })

  test.each([400, 403, 413])('%p is not asked again, and the browser is kept', async (answer) => {
    await subscribe(false)
    await due()
    status = answer
    await look()
    expect(await push.list(ada)).toHaveLength(1)
    expect(await outboxOf(db)).toMatchObject([{ state: 'failed', answer: `The push service refused it (${answer}).` }])
  })

  test.each([302, 429, 500, 503])('%p is asked again later', async (answer) => {
    await subscribe(false)
    await due()
    status = answer
    await look()
    expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', attempts: 1, later: true }])
  })
})

test('a name that leads to a private address is never connected to', async () => {
  await subscribe(true)
  await due()
  await look({})
  expect(received).toEqual([])
  expect(await outboxOf(db)).toMatchObject([{ state: 'failed', answer: 'The address leads to a private one.' }])
})

test('a browser that ended meanwhile is not told', async () => {
  const { id } = await subscribe(true)
  const channel = createPushChannel({ db, keys, contact: 'mailto:ops@todo.example' })
  const [target] = await db.query((sql) => channel.targets(sql, [ada.user_id], 'reminder.due'))
  expect(target).toEqual({ user_id: ada.user_id, target: id })
  expect(await db.query((sql) => channel.targets(sql, [ada.user_id], 'task.created'))).toEqual([])
})

test('what was completed while the connection was made is not told', async () => {
  const { id } = await subscribe(true)
  const order: string[] = []
  const resolve = async () => {
    order.push('looked up')
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const post_options = { allow_private: true, ca: tls.cert, resolve }
  const channel = createPushChannel({ db, keys, contact: 'mailto:ops@todo.example', post_options })
  const confirm = async () => {
    order.push('confirmed')
    throw new Error('it is done')
  }
  const message = outgoing({ user_id: ada.user_id, target: id })
  expect(String(await errorOf(channel.send(message, AbortSignal.timeout(20_000), confirm)))).toContain('it is done')
  expect([order, received]).toEqual([['looked up', 'confirmed'], []])
})
