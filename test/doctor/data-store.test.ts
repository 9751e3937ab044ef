/** `doctor --data`: a sound database has nothing to find; each thing broken on purpose is found and named. */
import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { Database, Sql } from '../../src/db/database.ts'
import { checkData } from '../../src/doctor/data.ts'
import { checkIndex, hasAmcheck, listIndexes } from '../../src/doctor/data-store.ts'
import { testDatabase } from '../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
afterEach(() => db.execute((sql) => sql`delete from users`))

const ADA = '00000000-0000-7000-8000-0000000000ad'
const THREAD = '00000000-0000-7000-8000-000000000001'
const RUN = '00000000-0000-7000-8000-000000000002'
const ITEM = '00000000-0000-7000-8000-000000000003'

/** One person with a conversation, a finished answer and a task: everything agrees. */
const SOUND: ((sql: Sql) => Promise<unknown>)[] = [
  (sql) => sql`insert into users (id, email, name, thread_count, last_task_id, last_change_id)
    values (${ADA}, 'ada@x.example', 'Ada', 1, 1, 1)`,
  (sql) => sql`insert into threads (user_id, id, item_count, message_count) values (${ADA}, ${THREAD}, 1, 1)`,
  (sql) => sql`insert into runs (user_id, id, thread_id, message_id, status, finished_at)
    values (${ADA}, ${RUN}, ${THREAD}, ${ITEM}, 'completed', now())`,
  (sql) => sql`insert into items (user_id, thread_id, position, id, run_id, type, data)
    values (${ADA}, ${THREAD}, 1, ${ITEM}, ${RUN}, 'user_message', '{}')`,
  (sql) => sql`insert into turns (user_id, run_id, position, text) values (${ADA}, ${RUN}, 1, '')`,
  (sql) => sql`insert into tool_calls (user_id, run_id, turn, position, id, name, arguments, status, result)
    values (${ADA}, ${RUN}, 1, 1, 'c', 'add_task', '{}', 'done', '{}')`,
  (sql) =>
    sql`insert into run_events (user_id, run_id, first_seq, last_seq, events) values (${ADA}, ${RUN}, 1, 2, '[1,2]')`,
  (sql) => sql`insert into tasks (user_id, id, title) values (${ADA}, 1, 'Milk')`,
  (sql) => sql`insert into task_changes (user_id, id, group_id, task_id, change, actor)
    values (${ADA}, 1, ${ITEM}, 1, 'added', 'person')`,
]
const fill = async () => {
  for (const insert of SOUND) await db.execute(insert as (sql: Sql) => Promise<unknown>)
}
const troubles = async () => (await checkData(db)).filter(({ status }) => status !== 'ok' && status !== 'note')

test('what agrees is all in order', async () => {
  await fill()
  const found = await checkData(db)
  expect(found.filter(({ status }) => status === 'failed')).toEqual([])
  expect(found[0]?.message).toMatch(/^All \d+ rows can be read; fingerprint [0-9a-f]{64}\.$/)
})

test.each([
  [
    'a turn is missing',
    (sql: Sql) => sql`insert into turns (user_id, run_id, position, text) values (${ADA}, ${RUN}, 3, '')`,
    'gaps between their turns',
    RUN,
  ],
  ['a call is missing', (sql: Sql) => sql`update tool_calls set position = 3`, 'gaps between their tool calls', RUN],
  ['a call lost its result', (sql: Sql) => sql`update tool_calls set result = null`, 'without a result', RUN],
  ['an event is missing', (sql: Sql) => sql`update run_events set first_seq = 2, last_seq = 3`, 'event logs', RUN],
  ['a log holds fewer than it says', (sql: Sql) => sql`update run_events set events = '[1]'`, 'event logs', RUN],
  ['an item is beyond the count', (sql: Sql) => sql`update threads set item_count = 0`, 'beyond their count', THREAD],
  ['a message is gone', (sql: Sql) => sql`delete from items`, 'more messages than they have', THREAD],
  ['threads are miscounted', (sql: Sql) => sql`update users set thread_count = 7`, 'number of threads', ADA],
  ['a task number would come twice', (sql: Sql) => sql`update users set last_task_id = 0`, 'task numbers', ADA],
  ['a change number would come twice', (sql: Sql) => sql`update users set last_change_id = 0`, 'task numbers', ADA],
  ['a task has no history', (sql: Sql) => sql`delete from task_changes`, 'no history', 'task 1'],
  ['an end has no time', (sql: Sql) => sql`update runs set finished_at = null`, 'contradict their end', RUN],
])('%s', async (_, break_, words, place) => {
  await fill()
  await db.execute(break_ as (sql: Sql) => Promise<unknown>)
  const [trouble, ...more] = await troubles()
  expect(more).toEqual([])
  expect(trouble).toMatchObject({ check: 'data', status: 'failed', remedy: expect.any(String) })
  expect(trouble?.message).toContain(words)
  expect(trouble?.message).toContain(place)
})

test('a live run that nobody owns is noted: a stopped server leaves some', async () => {
  await fill()
  await db.execute(
    (sql) => sql`update runs set status = 'running', finished_at = null, lease_until = now() - interval '5 minutes'`,
  )
  const found = await checkData(db)
  expect(found).toContainEqual(expect.objectContaining({ status: 'note', message: expect.stringContaining(RUN) }))
})

test('many of one kind are counted, the first ones named', async () => {
  await fill()
  await db.execute(
    (sql) => sql`
    insert into tasks (user_id, id, title) select ${ADA}, n, 'Many' from generate_series(2, 40) n`,
  )
  await db.execute((sql) => sql`update users set last_task_id = 40`)
  const [trouble] = await troubles()
  expect(trouble?.message).toMatch(/^39 tasks have no history: user .*; …\.$/)
})

test('rows that cannot be read end the check with the way to a backup', async () => {
  const broken: Database = { ...db, transaction: () => Promise.reject(new Error('invalid page in block 3')) }
  expect(await checkData(broken)).toEqual([
    expect.objectContaining({
      status: 'failed',
      message: expect.stringContaining('invalid page'),
      remedy: expect.stringContaining('backup verify'),
    }),
  ])
})

test('indexes are compared where the server can; elsewhere that is said', async () => {
  const names = await db.query(listIndexes)
  expect(names).toContain('users_pkey')
  const install = await db
    .execute((sql) => sql`create extension if not exists amcheck`)
    .then(
      () => undefined,
      (error: unknown) => error,
    )
  if (install === undefined) {
    expect(await db.query(hasAmcheck)).toBe(true)
    expect(await db.transaction((sql) => checkIndex(sql, 'users_pkey'))).toBeUndefined()
    expect((await checkData(db)).at(-1)?.message).toMatch(/^All \d+ indexes agree/)
  } else if (!db.embedded) expect((await checkData(db)).at(-1)?.message).toContain('amcheck is not installed')
})
