/** Reminders and digests over a real SMTP server, sent by the engine. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { createMailChannel } from '../../src/mail/channel.ts'
import { createMail } from '../../src/mail/mail.ts'
import { NotTried } from '../../src/reminder/channel.ts'
import { putMessages } from '../../src/reminder/outbox-store.ts'
import { engineOn, outboxOf, outgoing, remindIn } from '../reminder/support.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { mailServer, partOf } from '../support/mail-server.ts'
import { person } from '../support/people.ts'

let db: Database
let ada: Caller
let server: Awaited<ReturnType<typeof mailServer>>
beforeEach(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
  server = await mailServer()
})
afterEach(async () => {
  await server.close()
  await db.close()
})

const prefer = (preferences: object, { user_id } = ada) =>
  db.execute(
    (sql) => sql`
      update users set preferences = (${JSON.stringify(preferences)}::text)::jsonb where id = ${user_id}`,
  )
const look = async (SMTP_URL: string | undefined = server.url) => {
  const mail = createMail({ SMTP_URL, SMTP_FROM: 'todo@example.org', PUBLIC_URL: undefined })
  const engine = engineOn(db, [createMailChannel({ db, mail, url: 'https://todo.example', secret: 'a secret' })])
  await engine.lookOnce()
  await engine.stop()
}
const due = (task_id = 1, in_minutes = -1) => remindIn(db, { user_id: ada.user_id, task_id, in_minutes })
const wordsOf = (at = 0) => partOf(server.letters[at]?.raw ?? '', 'text/plain').replaceAll('\r\n', '\n')

describe('a reminder', () => {
  test('comes once, to the address of the account, with where to go and how to end it', async () => {
    await prefer({ mail: true })
    await due()
    await look()
    await look()
    expect(server.letters).toHaveLength(1)
    const { to, raw } = server.letters[0] ?? { to: [], raw: '' }
    expect(to).toEqual([`ada-${ada.user_id}@example.org`])
    expect(raw).toContain('Subject: Reminder: Task 1')
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/todo\.example\/unsubscribe\/reminders\.[\w.-]+>\r$/m)
    expect(wordsOf()).toContain('https://todo.example/remind/1')
  })

  test('comes only to who chose mail, and only where there is a server', async () => {
    await due()
    await look()
    expect(await outboxOf(db)).toHaveLength(0)
    await prefer({ mail: true })
    await due(2)
    const engine = engineOn(db, [
      createMailChannel({
        db,
        mail: createMail({ SMTP_URL: undefined, SMTP_FROM: undefined, PUBLIC_URL: undefined }),
        url: 'https://todo.example',
        secret: 'a secret',
      }),
    ])
    await engine.lookOnce()
    await engine.stop()
    expect(await outboxOf(db)).toHaveLength(0)
  })

  test('is one letter when several were missed', async () => {
    await prefer({ mail: true })
    for (const task_id of [1, 2, 3]) await due(task_id, -90)
    await look()
    expect(server.letters).toHaveLength(1)
    expect(server.letters[0]?.raw).toContain('Subject: 3 reminders')
    for (const task_id of [1, 2, 3]) expect(wordsOf()).toContain(`Task ${task_id}`)
  })

  test('is bounded a day: an address may be another’s', async () => {
    await prefer({ mail: true })
    await db.execute(
      (sql) => sql`
        insert into outbox (user_id, id, channel, kind, state)
        select ${ada.user_id}, gen_random_uuid(), 'mail', 'reminder.due', 'sent' from generate_series(1, 50)`,
    )
    await due()
    await look()
    expect(server.letters).toHaveLength(0)
  })

  test('is tried again later when the server is away, and under the same name', async () => {
    await prefer({ mail: true })
    await due()
    await look('smtp://127.0.0.1:1')
    expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', attempts: 1, later: true }])
    await db.execute((sql) => sql`update outbox set next_at = now()`)
    await look()
    const [{ key }] = (await db.query((sql) => sql`select id as key from outbox limit 1`)) as unknown as [
      { key: string },
    ]
    expect(server.letters[0]?.raw).toContain(`Message-ID: <${key}@example.org>`)
  })

  test('that others left no time for is no failed attempt', async () => {
    await prefer({ mail: true })
    await due()
    const config = { SMTP_URL: server.url, SMTP_FROM: undefined, PUBLIC_URL: undefined }
    const mail = createMail(config, { whole_ms: 20, connect_ms: 4_000, silence_ms: 4_000, at_once: 0 })
    const channel = createMailChannel({ db, mail, url: 'https://todo.example', secret: 'a secret' })
    const sending = await db.query((sql) => channel.targets(sql, [ada.user_id], 'reminder.due'))
    const message = outgoing({ user_id: ada.user_id, target: sending[0]?.target ?? '' })
    const failed = errorOf(channel.send(message, AbortSignal.timeout(20_000), async () => undefined))
    expect(await failed).toBeInstanceOf(NotTried)
  })

  test('that the person ended meanwhile is not sent', async () => {
    await prefer({ mail: true })
    await due()
    await look('smtp://127.0.0.1:1')
    await prefer({})
    await db.execute((sql) => sql`update outbox set next_at = now()`)
    await look()
    expect(server.letters).toHaveLength(0)
    expect(await outboxOf(db)).toMatchObject([{ state: 'failed' }])
  })
})

describe('a digest', () => {
  const send = async () => {
    await db.execute((sql) =>
      putMessages(sql, [{ user_id: ada.user_id, channel: 'mail', target: 'digest', kind: 'digest', ring_id: newId() }]),
    )
    await look()
  }
  const put = (id: number, parts: { due?: number; done?: number }) =>
    db.execute(
      (sql) => sql`
        insert into tasks (user_id, id, title, due_on, status, completed_at)
        values (${ada.user_id}, ${id}, ${`Task ${id}`}, (now() at time zone 'UTC')::date + ${parts.due ?? null}::integer,
          ${parts.done === undefined ? 'pending' : 'completed'},
          date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' + ${parts.done ?? null}::integer * interval '1 day'
            + interval '1 hour')`,
    )

  test('holds what is overdue, due today and done yesterday, each in its part', async () => {
    await prefer({ digest_at: '07:00' })
    await put(1, { due: -2 })
    await put(2, { due: 0 })
    await put(3, { due: 1 })
    await put(4, { done: -1 })
    await put(5, { done: -2 })
    await send()
    expect(server.letters[0]?.raw).toContain('Subject: Your day: 1 due today, 1 overdue')
    expect(wordsOf()).toMatch(
      /Overdue \(1\)\n- Task 1.*\n.*\n\nToday \(1\)\n- Task 2.*\n.*\n\nDone yesterday \(1\)\n- Task 4/,
    )
    expect(wordsOf()).not.toMatch(/Task [35]/)
  })

  test('names a few of many', async () => {
    await prefer({ digest_at: '07:00' })
    for (let id = 1; id <= 25; id += 1) await put(id, { due: -1 })
    await send()
    expect(wordsOf()).toContain('Overdue (25)')
    expect(wordsOf()).toContain('and 5 more')
  })

  test('with nothing to say is not sent', async () => {
    await prefer({ digest_at: '07:00' })
    await send()
    expect(server.letters).toHaveLength(0)
    expect(await outboxOf(db)).toMatchObject([{ state: 'sent', answer: 'There was nothing to say.' }])
  })

  test('that is no longer wanted is not sent', async () => {
    await put(1, { due: 0 })
    await send()
    expect(server.letters).toHaveLength(0)
  })
})
