/** Clients beside OpenAI's: an answer is resumed after a break, and stopped by saying so. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Chat, chatThrough } from '../../support/chat.ts'
import { type FakeProvider, fakeProvider, says as replies } from '../../support/fake-provider.ts'
import { allEvents, finishedText, type SentEvent, sentEvents } from '../../support/sse.ts'
import { errorsOf, outline, says, threadOf, type Ui, uiOf } from './support.ts'

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

/** An answer that has begun and waits for the test to let it go on. */
const begun = async () => {
  // A page of its own: the same words from the same page would be a repetition.
  ui = uiOf(chat.it, chat.who.token)
  const gate = Promise.withResolvers<void>()
  const { steps } = replies('One two three four.')
  fake.play({ steps: [...steps.slice(0, 2), { until: gate.promise }, ...steps.slice(2)] })
  const response = await ui.post('threads.create', { input: says('count, please') })
  const reading = sentEvents(response)
  const seen: SentEvent[] = []
  for (;;) {
    const { value, done } = await reading.next()
    if (done) throw new Error('the answer ended before it began')
    seen.push(value)
    if (value.data.update?.delta !== undefined) break
  }
  return { reading, seen, thread_id: threadOf(seen), release: gate.resolve }
}
/** The server has seen that a reader of the run left. */
const noticed = async (run_id: string) => {
  const broken = () =>
    chat.it.db.query(
      (sql) => sql`select from deliveries where run_id = ${run_id} and broken_at > now() - interval '1 minute'`,
    )
  while ((await broken()).length === 0) await Bun.sleep(10)
}
const idsOf = (events: SentEvent[]) => events.flatMap(({ id }) => (id === undefined ? [] : [id]))
const after = (id: string | undefined) => ({ headers: { 'last-event-id': id ?? '' } })

describe('threads.resume', () => {
  test('goes on behind the last event, and the break that the server notices later stops nothing', async () => {
    const { reading, seen, thread_id, release } = await begun()
    const resumed = await ui.post('threads.resume', { thread_id }, after(idsOf(seen).at(-1)))
    const rest = allEvents(resumed)
    await reading.return(undefined)
    await noticed(idsOf(seen)[0]?.split(':')[0] ?? '')
    release()
    const events = [...seen, ...(await rest)]
    expect(errorsOf(events)).toEqual([])
    expect(finishedText(events)).toBe('One two three four.')
    const ids = idsOf(events)
    expect(ids.map((id) => Number(id.split(':')[1]))).toEqual(ids.map((_, index) => index))
  })

  test('without a last event tells the answer at work from its beginning', async () => {
    const { reading, seen, thread_id, release } = await begun()
    const rest = allEvents(await ui.post('threads.resume', { thread_id }))
    await reading.return(undefined)
    release()
    const events = await rest
    expect(idsOf(events).slice(0, seen.length - 1)).toEqual(idsOf(seen).slice(1))
    expect(finishedText(events)).toBe('One two three four.')
  })

  test('of an answer that ended meanwhile tells what is missing, and nothing without a word of where', async () => {
    fake.play(replies('All done.'))
    const whole = await ui.create('hello')
    const thread_id = threadOf(whole)
    const second = idsOf(whole)[1]
    const rest = await ui.stream('threads.resume', { thread_id }, after(second))
    expect(idsOf(rest)).toEqual(idsOf(whole).slice(2))
    expect(await ui.stream('threads.resume', { thread_id })).toEqual([])
    expect(await ui.stream('threads.resume', { thread_id }, after('other:3'))).toEqual([])
  })

  test('of a thread that is not there is an error event', async () => {
    const events = await ui.stream('threads.resume', { thread_id: 'nothing' })
    expect(outline(events)).toEqual(['error'])
  })
})

describe('threads.stop', () => {
  test('ends the answer, keeps what was written, and may be said again', async () => {
    const { reading, seen, thread_id, release } = await begun()
    expect(await ui.json('threads.stop', { thread_id })).toEqual({})
    for await (const event of reading) seen.push(event)
    expect(finishedText(seen)).toBe('One')
    expect(await ui.json('threads.stop', { thread_id })).toEqual({})
    release()
  })

  test('of a thread that is not there is 404', async () => {
    expect((await ui.post('threads.stop', { thread_id: 'nothing' })).status).toBe(404)
  })
})
