/**
 * A question that is being settled locks the person, itself and its thread, in this order. Whoever else needs those rows
 * waits for the person first: in another order two of them could wait for each other.
 */
import { expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { SCOPES } from '../../src/account/schema.ts'
import { newId } from '../../src/lib/id.ts'
import { lockUser } from '../../src/task/store.ts'
import { testApp } from '../support/app.ts'
import { type Chat, chatWith } from '../support/chat.ts'
import { SERVER_URL } from '../support/database.ts'

interface Asked {
  chat: Chat
  caller: Caller
  thread_id: string
  /** The message whose answer waits for the person. */
  item_id: string
}

/** The current answer of a thread asks whether a task may be deleted. */
const asked = async (): Promise<Asked> => {
  const chat = await chatWith(await testApp())
  const caller: Caller = { user_id: chat.who.id, time_zone: 'UTC', scopes: SCOPES, by: 'jwt', credential_id: newId() }
  const { session_id: thread_id } = await chat.ask('add milk')
  const { run } = await chat.ask('delete milk', thread_id)
  expect(run.status).toBe('awaiting_confirmation')
  const { messages } = await chat.get(`/api/v1/chatkit/sessions/${thread_id}`)
  return { chat, caller, thread_id, item_id: messages[2].id }
}

/** Somebody waits for a lock. */
const waiting = async ({ it }: Chat) => {
  const found = () =>
    it.db.query(
      (sql) => sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  while ((await found()).length === 0) await Bun.sleep(10)
}

const ACTS: Record<string, (it: Asked) => Promise<() => Promise<unknown>>> = {
  'answering again': async ({ chat, caller, thread_id, item_id }) => {
    return () => chat.it.core.run.retry(caller, thread_id, item_id)
  },
  'taking a branch up': async ({ chat, caller, thread_id, item_id }) => {
    const { run } = await chat.it.core.run.retry(caller, thread_id, item_id)
    await chat.it.core.run.finished(caller, run.id, new AbortController().signal)
    const { forks } = await chat.it.core.thread.open(caller, thread_id, { limit: 100 })
    return () => chat.it.core.run.takeUp(caller, thread_id, forks[0]?.id ?? '')
  },
}

// The embedded database takes one transaction after another.
if (SERVER_URL)
  test.each(Object.entries(ACTS))('%s', async (_, prepare) => {
    const it = await asked()
    const act = await prepare(it)
    let acting: Promise<unknown> = Promise.resolve()
    await it.chat.it.db.transaction(async (sql) => {
      await lockUser(sql, it.caller.user_id)
      acting = act()
      await waiting(it.chat)
      const { user_id } = it.caller
      const questions = await sql`
        select from confirmations where user_id = ${user_id} and status = 'pending' for update nowait`
      const threads = await sql`select from threads where user_id = ${user_id} for update nowait`
      expect([questions.length, threads.length]).toEqual([1, 1])
    })
    await acting
    await it.chat.it.close()
  })
