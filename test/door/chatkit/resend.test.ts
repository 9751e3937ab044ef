/** The UI’s own repetitions, Stop and Retry: one message, one run, one effect, and what was done is never done twice. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { testApp } from '../../support/app.ts'
import { type Chat, chatThrough } from '../../support/chat.ts'
import { testDatabase } from '../../support/database.ts'
import { calls, type FakeProvider, fakeProvider, hangs, says as replies } from '../../support/fake-provider.ts'
import { allEvents, finishedText, type SentEvent } from '../../support/sse.ts'
import { closeAt, errorsOf, itemsOf, outline, says, threadOf, type Ui, uiOf } from './support.ts'

let fake: FakeProvider
let chat: Chat
let ui: Ui
beforeAll(async () => {
  fake = await fakeProvider(replies('hi'))
  chat = await chatThrough(fake.url)
  ui = uiOf(chat.it, chat.who.token)
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

const addMilk = calls([{ name: 'add_task', arguments: { title: 'Milk' } }])

const hasWords = ({ data }: SentEvent) => data.update?.delta !== undefined

const counts = async (thread_id: string) =>
  chat.it.db.query(async (sql) => {
    const [row] = await sql`
      select (select count(*)::integer from items where user_id = ${chat.who.id} and thread_id = ${thread_id}
          and type = 'user_message') as messages,
        (select count(*)::integer from runs where user_id = ${chat.who.id} and thread_id = ${thread_id}) as runs,
        (select count(*)::integer from task_changes where user_id = ${chat.who.id} and change = 'added') as added`
    return row as unknown as { messages: number; runs: number; added: number }
  })
const ended = async (thread_id: string) => {
  for (;;) {
    const [row] = await chat.it.db.query(
      (sql) => sql`select status, id from runs where user_id = ${chat.who.id} and thread_id = ${thread_id}
        order by created_at desc limit 1`,
    )
    if (row && row.status !== 'running' && row.status !== 'queued') return row.status as string
    await Bun.sleep(10)
  }
}
const toldLast = () => JSON.stringify(fake.requests.at(-1)?.body.messages)
const newThread = async () => {
  fake.play(replies('hello'))
  return threadOf(await ui.create('hello'))
}

describe('a message that is sent again', () => {
  test('50 times during its run and 50 times right after a broken response: one message, one run, one effect', async () => {
    const before = (await counts('00000000-0000-7000-8000-000000000000')).added
    const gate = Promise.withResolvers<void>()
    fake.play([addMilk, { steps: [{ until: gate.promise }, ...replies('Added it.').steps] }])
    const message = { input: says('add milk, please') }
    const first = await ui.post('threads.create', message)
    const again = await Promise.all(Array.from({ length: 50 }, () => ui.post('threads.create', message)))
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set([first, ...again].map(({ headers }) => headers.get('x-run-id'))).size).toBe(1)
    gate.resolve()
    const streams = await Promise.all([first, ...again].map(allEvents))
    expect(new Set(streams.map((events) => JSON.stringify(events))).size).toBe(1)
    const thread_id = threadOf(streams[0] ?? [])
    expect(finishedText(streams[0] ?? [])).toBe('Added it.')
    expect(await counts(thread_id)).toEqual({ messages: 1, runs: 1, added: before + 1 })

    fake.play([addMilk, replies('Added more words than one reads at once.', { pause: 5 })])
    const broken = { thread_id, input: says('add milk again') }
    const seen = await closeAt(await ui.post('threads.add_user_message', broken), hasWords)
    const late = await Promise.all(Array.from({ length: 50 }, () => ui.post('threads.add_user_message', broken)))
    const texts = await Promise.all(late.map(allEvents))
    expect(await counts(thread_id)).toEqual({ messages: 2, runs: 2, added: before + 2 })
    for (const events of texts) expect(itemsOf(events, 'user_message')).toEqual(itemsOf(seen, 'user_message'))
    const one = await allEvents(await ui.post('threads.add_user_message', broken))
    expect(await counts(thread_id)).toEqual({ messages: 2, runs: 2, added: before + 2 })
    expect(itemsOf(one, 'workflow')).toHaveLength(1)
  })

  test('goes on where the client stopped reading, and only then', async () => {
    const thread_id = await newThread()
    fake.play(replies('one two three four five six', { pause: 10 }))
    const message = { thread_id, input: says('count') }
    const first = await ui.post('threads.add_user_message', message)
    const run_id = first.headers.get('x-run-id')
    const whole = allEvents(first)
    const rest = await ui.stream('threads.add_user_message', message, { headers: { 'last-event-id': `${run_id}:2` } })
    expect(rest).toEqual((await whole).slice(2))
    fake.play(replies('no'))
    const other = { thread_id, input: says('something else') }
    const fresh = await ui.stream('threads.add_user_message', other, { headers: { 'last-event-id': `${run_id}:2` } })
    expect(outline(fresh)[0]).toBe('thread.item.done user_message')
  })

  const lastId = (id: string | undefined) => ({ headers: { 'last-event-id': id ?? '' } })
  test('also long after the whole answer, and from a client that names no frame', async () => {
    fake.play(replies('one two three'))
    const anonymous = (type: string, params: unknown, id?: string) =>
      chat.it.call('POST', '/chatkit', {
        token: chat.who.token,
        body: { type, params },
        ...(id !== undefined && { headers: { 'last-event-id': id } }),
      })
    const begun = { input: says('count anew') }
    const whole = await allEvents(await anonymous('threads.create', begun))
    for (const event of whole) expect(event.id).toMatch(/^[0-9a-f-]{36}:\d+$/)
    for (const at of [0, 1, 4]) {
      const rest = await allEvents(await anonymous('threads.create', begun, whole[at]?.id))
      expect(rest).toEqual(whole.slice(at + 1))
    }
    const thread_id = threadOf(whole)
    fake.play(replies('and more'))
    const next = { thread_id, input: says('go on') }
    const more = await allEvents(await anonymous('threads.add_user_message', next))
    expect(await allEvents(await anonymous('threads.add_user_message', next, more[2]?.id))).toEqual(more.slice(3))
    expect(await counts(thread_id)).toMatchObject({ messages: 2, runs: 2 })
    fake.play(replies('and more, again'))
    const retry = { thread_id, item_id: itemsOf(more, 'user_message')[0].id }
    const retried = await ui.stream('threads.retry_after_item', retry)
    expect(await ui.stream('threads.retry_after_item', retry, lastId(retried[1]?.id))).toEqual(retried.slice(2))
    expect(await counts(thread_id)).toMatchObject({ messages: 2, runs: 3 })
  })

  test('what somebody else was answered is none of it', async () => {
    const whole = await ui.create('hello')
    const other = await chat.it.signUp()
    const fresh = await uiOf(chat.it, other.token).stream(
      'threads.create',
      { input: says('hello') },
      lastId(whole[2]?.id),
    )
    expect(fresh[0]?.data.type).toBe('thread.created')
    expect(threadOf(fresh)).not.toBe(threadOf(whole))
  })

  test('the same words typed again later are a new message', async () => {
    const thread_id = await newThread()
    await ui.add(thread_id, 'hello')
    await ui.add(thread_id, 'hello')
    expect(await counts(thread_id)).toMatchObject({ messages: 3, runs: 3 })
  })

  test('another page’s message finds the thread busy, in words that the UI shows', async () => {
    const thread_id = await newThread()
    const gate = Promise.withResolvers<void>()
    fake.play({ steps: [{ until: gate.promise }, ...replies('done').steps] })
    const first = await ui.post('threads.add_user_message', { thread_id, input: says('slowly') })
    const other = await uiOf(chat.it, chat.who.token).add(thread_id, 'slowly')
    expect(outline(other)).toEqual(['error'])
    expect(errorsOf(other)[0]).toMatchObject({ allow_retry: true })
    gate.resolve()
    expect(finishedText(await allEvents(first))).toBe('done')
    expect(await counts(thread_id)).toMatchObject({ messages: 2, runs: 2 })
  })

  test('a second instance knows of it', async () => {
    const db = await testDatabase()
    const settings = { OPENAI_BASE_URL: fake.url, LLM_PROVIDERS: 'openai' }
    const [one, two] = [await testApp({ db, settings }), await testApp({ db, settings })]
    const who = await one.signUp()
    const gate = Promise.withResolvers<void>()
    fake.play({ steps: [{ until: gate.promise }, ...replies('only once').steps] })
    const here = uiOf(one, who.token)
    const there = uiOf(two, who.token, here.frame)
    const first = await here.post('threads.create', { input: says('hi') })
    const second = await there.post('threads.create', { input: says('hi') })
    expect(second.headers.get('x-run-id')).toBe(first.headers.get('x-run-id') as string)
    gate.resolve()
    expect(await allEvents(second)).toEqual(await allEvents(first))
    await two.close()
    await one.close()
    await db.close()
  })
})

describe('Stop', () => {
  test('is the closed request: the text so far is kept, tools stay done, the model is told', async () => {
    const thread_id = await newThread()
    fake.play([addMilk, hangs('Half of the')])
    const response = await ui.post('threads.add_user_message', { thread_id, input: says('add milk') })
    await closeAt(response, hasWords)
    expect(await ended(thread_id)).toBe('cancelled')
    const items = (await ui.json('threads.get_by_id', { thread_id })).items.data
    const types = items.slice(-3).map((item: { type: string }) => item.type)
    expect(types).toEqual(['workflow', 'widget', 'assistant_message'])
    expect(items.at(-1).content[0].text).toStartWith('Half')
    fake.play(replies('Right.'))
    expect(finishedText(await ui.add(thread_id, 'and now?'))).toBe('Right.')
    expect(toldLast()).toContain('stopped this answer')
    expect(toldLast()).toContain('Milk')
  })

  const FULL = 'Bread and butter are on the list.'
  /** What the thread shows of a message: the words of its answer, if there are any. */
  const answerTo = (items: { type: string; content: { text: string }[] }[], text: string) => {
    const rest = items.slice(items.findIndex(({ content }) => content?.[0]?.text === text) + 1)
    const next = rest.findIndex(({ type }) => type === 'user_message')
    return rest.slice(0, next).flatMap(({ type, content }) => (type === 'assistant_message' ? content : []))
  }
  const addBoth = (moment: number) =>
    calls(['Bread', 'Butter'].map((what) => ({ name: 'add_task', arguments: { title: `${what} ${moment}.` } })))

  describe.each([0, 25, 50, 75])('in a thread of 25, from moment %i', (from) => {
    let thread_id: string
    beforeAll(async () => {
      thread_id = await newThread()
    })

    test.each(Array.from({ length: 25 }, (_, at) => from + at))(
      'at moment %i: words kept, each effect once and told, a next turn that works',
      async (moment) => {
        // By the request itself, because the stopped answer may still ask when the next message is on its way.
        fake.play(({ body: { messages = [] } }) => {
          // Notes of what was stopped stand before the person's words.
          const asked = messages.findLast(({ role }) => role === 'user')?.content
          if (asked?.includes(`what now ${moment}?`)) return replies('Fine.')
          return messages.at(-1)?.role === 'tool' ? replies(FULL, { pause: 1 }) : addBoth(moment)
        })
        const text = `add bread and butter ${moment}`
        const last = (moment * 7) % 17
        let events = 0
        const message = { thread_id, input: says(text) }
        const seen = await closeAt(await ui.post('threads.add_user_message', message), () => ++events > last)
        const next = await ui.add(thread_id, `what now ${moment}?`)
        expect(errorsOf(next)).toEqual([])
        expect(finishedText(next)).toBe('Fine.')
        const { data } = await ui.json('items.list', { thread_id, limit: 50, order: 'desc' })
        const words = answerTo(data.toReversed(), text).map((part) => part.text)
        const heard = seen.map((event) => event.data.update?.delta ?? '').join('')
        expect(FULL.startsWith(words.join(''))).toBe(true)
        expect(words.join('')).toStartWith(heard)
        const made = (await chat.tasks()).map(({ title }) => title).filter((title) => title.endsWith(` ${moment}.`))
        expect(new Set(made).size).toBe(made.length)
        for (const title of made) expect(toldLast()).toContain(title)
        // Undone again, so that the one page of tasks that is read holds all there are.
        await chat.it.db.execute((sql) => sql`delete from tasks where user_id = ${chat.who.id}`)
      },
    )

    test('leaves no run open', async () => {
      const open = await chat.it.db.query(
        (sql) => sql`select id from runs where user_id = ${chat.who.id} and finished_at is null`,
      )
      expect(open).toHaveLength(0)
    })
  })

  test('is not an older response that a newer one has replaced', async () => {
    const thread_id = await newThread()
    fake.play(replies('one two three four five six seven eight', { pause: 10 }))
    const message = { thread_id, input: says('count') }
    const first = await ui.post('threads.add_user_message', message)
    const second = await ui.post('threads.add_user_message', message)
    await closeAt(first, hasWords)
    expect(finishedText(await allEvents(second))).toBe('one two three four five six seven eight')
    expect(await ended(thread_id)).toBe('completed')
  })

  test('is not our own restart: the stream ends with an offer to retry, and the answer goes on elsewhere', async () => {
    const db = await testDatabase()
    const settings = { OPENAI_BASE_URL: fake.url, LLM_PROVIDERS: 'openai' }
    const one = await testApp({ db, settings })
    const who = await one.signUp()
    const gate = Promise.withResolvers<void>()
    fake.play([hangs('Half'), { steps: [{ until: gate.promise }, ...replies('Whole.').steps] }])
    const here = uiOf(one, who.token)
    const response = await here.post('threads.create', { input: says('tell me') })
    const reading = allEvents(response)
    while (fake.requests.at(-1)?.body.messages?.at(-1)?.content !== 'tell me') await Bun.sleep(5)
    await one.core.drain(0)
    const events = await reading
    expect(outline(events).at(-1)).toBe('error')
    expect(errorsOf(events)).toMatchObject([{ code: 'stream.error', allow_retry: true }])
    const two = await testApp({ db, settings })
    const there = uiOf(two, who.token, here.frame)
    const item_id = itemsOf(events, 'user_message')[0].id
    const retried = await there.post('threads.retry_after_item', { thread_id: threadOf(events), item_id })
    gate.resolve()
    expect(finishedText(await allEvents(retried))).toBe('Whole.')
    const runs = await db.query((sql) => sql`select status from runs where user_id = ${who.id}`)
    expect(runs.map(({ status }) => status)).toEqual(['completed'])
    await two.close()
    await db.close()
  })
})
