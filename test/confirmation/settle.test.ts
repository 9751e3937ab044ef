/** Settling a question: once, by its own person, with what was shown, and not after its time. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Caller, SCOPES } from '../../src/account/schema.ts'
import { newId } from '../../src/lib/id.ts'
import { type Chat, chatThrough, chatWith } from '../support/chat.ts'
import { errorOf } from '../support/failure.ts'
import { calls, type FakeProvider, fakeProvider, says } from '../support/fake-provider.ts'

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

const callerOf = ({ who }: Chat): Caller => ({
  user_id: who.id,
  time_zone: 'UTC',
  scopes: SCOPES,
  by: 'jwt',
  credential_id: newId(),
})

/** A question about deleting one task; its id and the task's. */
const asked = async (title: string) => {
  const made = await chat.it.call('POST', '/api/v1/tasks', { token: chat.who.token, body: { title } })
  const { id: task_id } = await made.json()
  fake.play([calls([{ name: 'delete_task', arguments: { task_id } }]), says('It waits.')])
  const { run } = await chat.ask(`delete ${task_id}`)
  const waiting = await chat.it.core.confirmation.list(callerOf(chat))
  const found = waiting.find(({ run_id }) => run_id === run.id)
  return { id: found?.id ?? '', run_id: run.id as string, task_id }
}
const settle = (id: string, approve: boolean, who = chat) => who.it.core.confirmation.settle(callerOf(who), id, approve)
const isThere = async (title: string) => (await chat.tasks()).some((task) => task.title === title)

describe('a question', () => {
  test('answered yes happens once, also when two say yes at once', async () => {
    const { id } = await asked('Twice approved')
    const answers = await Promise.allSettled([settle(id, true), settle(id, true)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await isThere('Twice approved')).toBe(false)
    expect(await chat.it.core.confirmation.show(callerOf(chat), id)).toMatchObject({ status: 'approved' })
  })

  test('answered no does nothing, and stays answered', async () => {
    const { id, run_id } = await asked('Declined')
    expect(await settle(id, false)).toMatchObject({ status: 'declined', tool_calls: [] })
    expect(await errorOf(settle(id, true))).toMatchObject({ code: 'confirmation_settled' })
    expect(await isThere('Declined')).toBe(true)
    expect(await chat.it.core.run.show(callerOf(chat), run_id)).toMatchObject({ status: 'completed' })
  })

  test('that waited too long expires: the refusal is written down and nothing happens', async () => {
    const { id } = await asked('Too late')
    await chat.it.db.execute((sql) => sql`update confirmations set expires_at = now() where id = ${id}`)
    expect(await errorOf(settle(id, true))).toMatchObject({ code: 'confirmation_expired' })
    expect(await isThere('Too late')).toBe(true)
    expect(await chat.it.core.confirmation.show(callerOf(chat), id)).toMatchObject({ status: 'expired' })
  })

  test('is its own person’s alone', async () => {
    const { id } = await asked('Mine')
    const stranger = await chatWith(chat.it, 'eve')
    expect(await errorOf(settle(id, true, stranger))).toMatchObject({ code: 'not_found' })
    expect(await errorOf(settle('x', true))).toMatchObject({ code: 'not_found' })
    expect(await isThere('Mine')).toBe(true)
  })

  test('about a task that is gone meanwhile does not pretend', async () => {
    const { id, task_id } = await asked('Gone meanwhile')
    await chat.it.call('DELETE', `/api/v1/tasks/${task_id}`, { token: chat.who.token })
    const settled = await settle(id, true).catch((error) => error)
    expect(JSON.stringify(settled.tool_calls ?? settled.code)).not.toContain('"deleted":true')
  })
})
