/** What survives: repeated sends, readers who leave, resuming, stopping, deleting, a process that dies. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { testApp } from '../support/app.ts'
import { type Chat, chatThrough, chatWith, endOf } from '../support/chat.ts'
import { testDatabase } from '../support/database.ts'
import { calls, type FakeProvider, fakeProvider, hangs, says } from '../support/fake-provider.ts'
import { allEvents, finishedText, type SentEvent, sentEvents } from '../support/sse.ts'
import { eventually } from '../support/watched.ts'

const STORY = 'Once upon a time there was a list that nobody lost.'
let fake: FakeProvider
let chat: Chat
beforeAll(async () => {
  fake = await fakeProvider(says('hi'))
  chat = await chatThrough(fake.url)
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

const eventsPath = (session_id: string, run_id: string) => `${chat.runs(session_id)}/${run_id}/events`
const read = async (session_id: string, run_id: string, after?: string | number) => {
  const query = after === undefined ? '' : `?after=${after}`
  return chat.it.call('GET', `${eventsPath(session_id, run_id)}${query}`, { token: chat.who.token })
}
const ids = (events: SentEvent[]) => events.map(({ id }) => Number(id?.split(':')[1]))

/** Reads until the first words and then leaves. */
const leaveEarly = async (response: Response) => {
  const seen: SentEvent[] = []
  for await (const event of sentEvents(response)) {
    seen.push(event)
    if (event.data.update?.delta) break
  }
  return seen
}

describe('a repeated send', () => {
  test('50 at once with one key: one message, one run, one task, one answer', async () => {
    const it = await testApp()
    const own = await chatWith(it)
    const id = await own.session()
    const key = { 'idempotency-key': newId() }
    const answers = await Promise.all(Array.from({ length: 50 }, () => own.send(id, 'add buy milk', key)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ headers }) => headers.get('x-run-id'))).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(49)
    const streams = await Promise.all(answers.map(allEvents))
    expect(new Set(streams.map((events) => JSON.stringify(events))).size).toBe(1)
    expect(await own.tasks()).toHaveLength(1)
    expect((await own.get(`/api/v1/chatkit/sessions/${id}`)).message_count).toBe(2)
    await it.close()
  })

  test('the same key with other words is refused, other keys meanwhile find the thread busy', async () => {
    const gate = Promise.withResolvers<void>()
    fake.play({ steps: [{ until: gate.promise }, ...says(STORY).steps] })
    const id = await chat.session()
    const first = await chat.send(id, 'tell me', { 'idempotency-key': 'k1' })
    const other = await chat.send(id, 'tell me more', { 'idempotency-key': 'k1' })
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ error: { code: 'idempotency_key_reused' } })
    const busy = await chat.send(id, 'and now this', { 'idempotency-key': 'k2' })
    expect(busy.status).toBe(409)
    expect(await busy.json()).toMatchObject({
      error: { code: 'run_active', details: { run_id: first.headers.get('x-run-id') } },
    })
    gate.resolve()
    expect(finishedText(await allEvents(first))).toBe(STORY)
    fake.play(says('fine'))
    expect((await chat.ask('and now this', id)).text).toBe('fine')
  })
})

describe('a reader who leaves', () => {
  test('finds the whole answer later; resuming from any event gives exactly the rest', async () => {
    fake.play([calls([{ name: 'add_task', arguments: { title: 'Keep it' } }]), says(STORY, { pause: 10 })])
    const id = await chat.session()
    const response = await chat.send(id, 'tell me')
    const run_id = response.headers.get('x-run-id') ?? ''
    const seen = await leaveEarly(response)
    const rest = await allEvents(await read(id, run_id, ids(seen).at(-1)))
    const whole = [...seen, ...rest]
    expect(ids(whole)).toEqual(ids(whole).map((_, index) => index + 1))
    expect(finishedText(whole)).toBe(STORY)
    expect(endOf(whole)).toMatchObject({ status: 'completed' })
    for (const at of [0, 1, 3, whole.length - 1]) {
      expect(await allEvents(await read(id, run_id, at))).toEqual(whole.slice(at))
      const again = await chat.it.call('GET', eventsPath(id, run_id), {
        token: chat.who.token,
        headers: { 'last-event-id': `${run_id}:${at}` },
      })
      expect(await allEvents(again)).toEqual(whole.slice(at))
    }
    // Nothing follows the end: an EventSource would come back for ever otherwise.
    expect((await read(id, run_id, whole.length)).status).toBe(204)
  })

  describe('a message posted again with Last-Event-ID', () => {
    const post = (id: string, text: string, last: string, headers: Record<string, string> = {}) =>
      chat.it.call('POST', chat.runs(id), {
        token: chat.who.token,
        body: { message: { content: [{ type: 'input_text', text }] } },
        headers: { 'last-event-id': last, ...headers },
      })

    test('goes on from there, live and finished, with and without key', async () => {
      fake.play(says(STORY, { pause: 5 }))
      const id = await chat.session()
      const first = await chat.send(id, 'tell me')
      const run_id = first.headers.get('x-run-id') ?? ''
      const live = await post(id, ' tell me ', `${run_id}:2`)
      expect([live.status, live.headers.get('x-run-id')]).toEqual([200, run_id])
      const [whole, rest] = await Promise.all([allEvents(first), allEvents(live)])
      expect(rest).toEqual(whole.slice(2))
      for (const at of [0, 3, whole.length - 1])
        expect(await allEvents(await post(id, 'tell me', `${run_id}:${at}`))).toEqual(whole.slice(at))
      const keyed = await post(id, 'tell me', `${run_id}:4`, { 'idempotency-key': 'another' })
      expect(await allEvents(keyed)).toEqual(whole.slice(4))
      const json = await post(id, 'tell me', `${run_id}:4`, { accept: 'application/json' })
      expect(await json.json()).toMatchObject({ id: run_id, status: 'completed' })
      expect((await chat.get(`/api/v1/chatkit/sessions/${id}`)).message_count).toBe(2)
    })

    test('is refused before anything is kept when it names another run', async () => {
      const { session_id, run } = await chat.ask('hello')
      const other = await chat.session()
      const refusals: [id: string, text: string, last: string, status: number, code: string][] = [
        [session_id, 'something else', `${run.id}:2`, 409, 'run_mismatch'],
        [other, 'hello', `${run.id}:2`, 409, 'run_mismatch'],
        [session_id, 'hello', `${newId()}:2`, 409, 'run_mismatch'],
        [session_id, 'hello', `${run.id}:9999`, 400, 'bad_cursor'],
        [session_id, 'hello', 'nonsense', 400, 'bad_cursor'],
        [session_id, ' ', `${run.id}:2`, 400, 'validation_error'],
        [newId(), 'hello', `${run.id}:2`, 404, 'not_found'],
      ]
      for (const [id, text, last, status, code] of refusals) {
        const refused = await post(id, text, last)
        expect([text, last, refused.status, (await refused.json()).error.code]).toEqual([text, last, status, code])
      }
      expect((await chat.get(`/api/v1/chatkit/sessions/${session_id}`)).message_count).toBe(2)
      expect((await chat.get(`/api/v1/chatkit/sessions/${other}`)).message_count).toBe(0)
    })
  })

  test('two readers get identical events, live and afterwards', async () => {
    fake.play(says(STORY, { pause: 5 }))
    const id = await chat.session()
    const first = await chat.send(id, 'tell me')
    const run_id = first.headers.get('x-run-id') ?? ''
    const [a, b] = await Promise.all([allEvents(first), read(id, run_id).then(allEvents)])
    expect(b).toEqual(a)
    expect(await allEvents(await read(id, run_id, 0))).toEqual(a)
  })

  test('a replay is the same to the byte', async () => {
    fake.play([calls([{ name: 'list_tasks', arguments: {} }]), says(STORY, { pause: 5 })])
    const id = await chat.session()
    const first = await chat.send(id, 'tell me')
    const run_id = first.headers.get('x-run-id') ?? ''
    const [readers, joined] = await Promise.all([first.text(), read(id, run_id).then((response) => response.text())])
    expect(joined).toBe(readers)
    expect(await (await read(id, run_id, 0)).text()).toBe(readers)
  })

  test('what was streamed is what the history shows', async () => {
    const { session_id, run } = await chat.ask('tell me')
    const shown = await chat.get(`${chat.runs(session_id)}/${run.id}`)
    expect(shown).toEqual(run)
  })

  for (const after of ['x', '-1', '1.5', '999999', '%00', `${newId()}:1`]) {
    test(`cannot go on from «${after}»`, async () => {
      const { session_id, run } = await chat.ask('hello')
      const refused = await read(session_id, run.id, after)
      expect(refused.status).toBe(400)
      expect(await refused.json()).toMatchObject({ error: { code: 'bad_cursor' } })
    })
  }

  test('after the log was pruned the items stand for it', async () => {
    fake.play(says(STORY))
    const { session_id, run } = await chat.ask('tell me')
    await chat.it.db.execute((sql) => sql`delete from run_events where user_id = ${chat.who.id} and run_id = ${run.id}`)
    const events = await allEvents(await read(session_id, run.id, 0))
    expect(events.map(({ data }) => data.type)).toEqual(['thread.item.done', 'thread.item.done', 'run.done'])
    expect((await read(session_id, run.id, 3)).status).toBe(204)
    expect((await read(session_id, run.id, 2)).status).toBe(200)
    expect(endOf(events)).toEqual(run)
  })
})

describe('stopping', () => {
  test('keeps what was written, tells the next turn, and may be repeated', async () => {
    fake.play([hangs('Half of the'), says('Right.')])
    const id = await chat.session()
    const response = await chat.send(id, 'tell me')
    const run_id = response.headers.get('x-run-id') ?? ''
    await leaveEarly(response)
    const cancel = () => chat.it.call('POST', `${chat.runs(id)}/${run_id}/cancel`, { token: chat.who.token })
    const stopped = await cancel()
    expect(stopped.status).toBe(200)
    expect(await stopped.json()).toMatchObject({ id: run_id, status: 'cancelled', error: null })
    expect((await cancel()).status).toBe(200)
    const events = await allEvents(await read(id, run_id, 0))
    expect(finishedText(events)).toBe('Half of the')
    expect(endOf(events).status).toBe('cancelled')
    expect((await chat.ask('go on', id)).text).toBe('Right.')
    const sent = fake.requests.at(-1)?.body.messages ?? []
    expect(sent.map(({ content }) => content).join('\n')).toContain('stopped this answer')
  })

  test('a session deleted while it answers: the stream ends as cancelled, nothing is left', async () => {
    fake.play(hangs('Half'))
    const id = await chat.session()
    const response = await chat.send(id, 'tell me')
    const events = allEvents(response)
    const gone = await chat.it.call('DELETE', `/api/v1/chatkit/sessions/${id}`, { token: chat.who.token })
    expect(gone.status).toBe(200)
    expect(endOf(await events).status).toBe('cancelled')
    expect((await chat.it.call('GET', `/api/v1/chatkit/sessions/${id}`, { token: chat.who.token })).status).toBe(404)
  })
})

describe('a process that dies', () => {
  /** Two programs over one database: the first one's leases are made to run out as if it had been killed. */
  const twoLives = async () => {
    const db = await testDatabase()
    const settings = { OPENAI_BASE_URL: fake.url, LLM_PROVIDERS: 'openai' }
    const first = await chatWith(await testApp({ db, settings }))
    return { db, first, settings }
  }
  /** Of somebody who is gone: the first program lives on here, and would renew a lease that is its own. */
  const expire = (db: Chat['it']['db']) =>
    db.execute(
      (sql) =>
        sql`update runs set owner = ${newId()}, lease_until = now() - interval '1 minute' where status = 'running'`,
    )

  test('its run goes on from the last committed step, tools are not repeated, the log ends in the history', async () => {
    const { db, first, settings } = await twoLives()
    fake.play([
      calls([{ name: 'add_task', arguments: { title: 'Only once' } }]),
      hangs('I have add'),
      says('I have added it.'),
    ])
    const id = await first.session()
    const response = await first.send(id, 'add it')
    const run_id = response.headers.get('x-run-id') ?? ''
    const seen = await leaveEarly(response)
    await expire(db)
    const second = await testApp({ db, settings })
    const rest = await allEvents(
      await second.call('GET', `${first.runs(id)}/${run_id}/events`, {
        token: first.who.token,
        headers: { 'last-event-id': seen.at(-1)?.id ?? '' },
      }),
    )
    const whole = [...seen, ...rest]
    expect(ids(whole)).toEqual(ids(whole).map((_, index) => index + 1))
    const removed = whole.filter(({ data }) => data.type === 'thread.item.removed')
    expect(removed).toHaveLength(1)
    expect(finishedText(whole)).toBe('I have added it.')
    expect(endOf(whole)).toMatchObject({ status: 'completed' })
    expect(await first.tasks()).toHaveLength(1)
    await second.close()
    await first.it.close()
    await db.close()
  })

  /** Waits until the log of the run has the word so many times: once for each life. */
  const written = async (db: Database, run_id: string, word: string, times: number) => {
    const seen = () =>
      db.query(
        (sql) => sql`select 1 from run_events where run_id = ${run_id} and events::text like ${`%${word}%`} limit 100`,
      )
    await eventually(async () => (await seen()).length >= times)
  }

  test('after two take-overs it ends interrupted, with what was written', async () => {
    const { db, first, settings } = await twoLives()
    fake.play(hangs('Never quite'))
    const id = await first.session()
    const run_id = (await first.send(id, 'tell me')).headers.get('x-run-id') ?? ''
    const others = []
    for (let i = 0; i < 3; i++) {
      await written(db, run_id, 'quite', i + 1)
      await expire(db)
      others.push(await testApp({ db, settings }))
    }
    const last = others.at(-1)
    const events = await allEvents(
      (await last?.call('GET', `${first.runs(id)}/${run_id}/events`, { token: first.who.token })) as Response,
    )
    expect(endOf(events)).toMatchObject({ status: 'interrupted', error: { code: 'interrupted' } })
    expect(finishedText(events)).toBe('Never quite')
    for (const other of [...others, first.it]) await other.close()
    await db.close()
  })
})
