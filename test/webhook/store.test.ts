/** Which webhooks hear of which event. */
import { expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { insertWebhook, selectWebhookTargets } from '../../src/webhook/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

const AT = '2026-11-20T09:00:00.000Z'

test('only those of the person that ask for it', async () => {
  const db = await testDatabase()
  const [ada, bob] = [await person(db, 'ada'), await person(db, 'bob')]
  const [due, made, others] = [newId(), newId(), newId()]
  const put = (user_id: string, id: string, event: 'reminder.due' | 'task.created') =>
    db.execute((sql) =>
      insertWebhook(sql, user_id, { id, url: 'https://x.example/', events: [event], secret: 's', created_at: AT }),
    )
  await put(ada.user_id, due, 'reminder.due')
  await put(ada.user_id, made, 'task.created')
  await put(bob.user_id, others, 'reminder.due')
  const targets = await db.query((sql) => selectWebhookTargets(sql, [ada.user_id], 'reminder.due', 10))
  expect(targets).toEqual([{ user_id: ada.user_id, target: due }])
  await db.close()
})
