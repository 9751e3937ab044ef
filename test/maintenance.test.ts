/** What is deleted by itself, and what never is. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createLog } from '../src/log.ts'
import { keepHouse } from '../src/maintenance.ts'
import { testApp } from './support/app.ts'
import { type Chat, chatWith } from './support/chat.ts'

let chat: Chat
beforeAll(async () => {
  chat = await chatWith(await testApp())
})
afterAll(() => chat.it.close())

const keep = (retention_days: number) =>
  keepHouse({ db: chat.it.db, account: chat.it.core.account, log: createLog('silent'), retention_days })
const rows = async () => {
  const [row] = await chat.it.db.query(
    (sql) => sql`
      select (select count(*)::integer from threads where user_id = ${chat.who.id}) as threads,
        (select count(*)::integer from tasks where user_id = ${chat.who.id}) as tasks,
        (select count(*)::integer from idempotency_keys where user_id = ${chat.who.id}) as keys,
        (select thread_count from users where id = ${chat.who.id}) as counted`,
  )
  return row
}
const write = (act: Parameters<Chat['it']['db']['execute']>[0]) => chat.it.db.execute(act)

describe('housekeeping', () => {
  test('deletes what is older than the operator keeps, and counts along', async () => {
    const [old] = [await chat.session(), await chat.session()]
    for (const title of ['long done', 'just done', 'open']) {
      await chat.it.call('POST', '/api/v1/tasks', {
        token: chat.who.token,
        body: { title },
        headers: { 'idempotency-key': title.replaceAll(' ', '-') },
      })
    }
    const user = chat.who.id
    await write(
      (sql) =>
        sql`update threads set updated_at = now() - interval '40 days' where user_id = ${user} and id = ${old ?? ''}`,
    )
    await write(
      (sql) =>
        sql`update tasks set status = 'completed', completed_at = now() - interval '40 days' where user_id = ${user} and id = 1`,
    )
    await write(
      (sql) => sql`update tasks set status = 'completed', completed_at = now() where user_id = ${user} and id = 2`,
    )
    await write(
      (sql) =>
        sql`update idempotency_keys set created_at = now() - interval '25 hours' where user_id = ${user} and key = 'open'`,
    )

    await keep(0)
    expect(await rows()).toMatchObject({ threads: 2, tasks: 3, keys: 2, counted: 2 })
    await keep(30)
    expect(await rows()).toMatchObject({ threads: 1, tasks: 2, keys: 2, counted: 1 })
  })
})
