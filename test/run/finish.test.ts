/** The end of a run: words kept, one `run.done`, the reason told to the model, calls that never ran said so. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { toRun } from '../../src/run/finish.ts'
import { type Chat, chatThrough, endOf } from '../support/chat.ts'
import { calls, cuts, type FakeProvider, fails, fakeProvider, says } from '../support/fake-provider.ts'
import { allEvents } from '../support/sse.ts'

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

const notes = async (run_id: string) => {
  const rows = await chat.it.db.query(
    (sql) =>
      sql`select data ->> 'content' as note from items where run_id = ${run_id} and type = 'hidden_context_item'`,
  )
  return rows.map(({ note }) => note)
}

describe('a run that ends', () => {
  test('well leaves no note and has its usage', async () => {
    fake.play(says('Done.'))
    const { run } = await chat.ask('hello')
    expect(run).toMatchObject({ status: 'completed', error: null, usage: { input_tokens: 11, output_tokens: 7 } })
    expect(run.finished_at).toEndWith('Z')
    expect(await notes(run.id)).toEqual([])
  })

  test('in the middle of a word keeps the words, says why, and ends the stream once', async () => {
    fake.play(cuts('Once upon a time'))
    const { events, run, text } = await chat.ask('tell me')
    expect(text).toStartWith('Once')
    expect(run).toMatchObject({ status: 'failed', error: { code: 'model_truncated' } })
    expect(events.filter(({ data }) => data.type === 'error')).toHaveLength(1)
    expect(await notes(run.id)).toEqual([
      'This answer ended with an error before it was complete. What tools did stays done.',
    ])
  })

  test('without a word says why and leaves no message', async () => {
    fake.play(fails(401))
    const { run } = await chat.ask('tell me')
    expect(run).toMatchObject({ status: 'failed', error: { code: 'model_auth' } })
    expect(run.items.filter(({ type }: { type: string }) => type === 'assistant_message')).toEqual([])
  })

  test('between two calls says of the second that it never ran, and its effect is not there', async () => {
    const call = (title: string) => ({ name: 'add_task', arguments: { title } })
    fake.play(calls([call('First of two'), call('Second of two')]))
    const id = await chat.session()
    const before = (await chat.tasks()).length
    const response = await chat.send(id, 'add two')
    const run_id = response.headers.get('x-run-id') ?? ''
    const stop = chat.it.call('POST', `${chat.runs(id)}/${run_id}/cancel`, { token: chat.who.token })
    const [ended] = [endOf(await allEvents(response)), await stop]
    const shown = ended.items.flatMap((item: { type: string; workflow: { tasks: { content?: string }[] } }) =>
      item.type === 'workflow' ? item.workflow.tasks : [],
    )
    const stopped = shown.filter(({ content }: { content?: string }) => content === 'Stopped before it ran.')
    const made = (await chat.tasks()).length - before
    // Wherever the stop falls, in whichever turn: what is said to have run did, what never ran did not.
    expect(shown.length - stopped.length).toBe(made)
  })
})

test('the run that clients see holds no owner’s secrets', () => {
  const row = { id: 'r', user_id: 'u', message_id: 'm', attempt: 2 } as Parameters<typeof toRun>[0]
  expect(toRun(row, [])).toEqual({ id: 'r', items: [] } as never)
})
