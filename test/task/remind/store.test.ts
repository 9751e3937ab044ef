/** That the instants of reminders follow their tasks and their people. */
import { afterAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../../src/account/schema.ts'
import { onAlarm } from '../../../src/lib/alarm.ts'
import { setClock } from '../../../src/lib/clock.ts'
import { moveReminders } from '../../../src/task/remind/store.ts'
import { testDatabase } from '../../support/database.ts'
import { person } from '../../support/people.ts'
import { BY_API, tasksOn } from '../support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

const rowsOf = async ({ user_id }: Caller) => {
  const rows = await db.query(
    (sql) => sql`select task_id, at, state, id from reminders where user_id = ${user_id} order by task_id`,
  )
  return rows.map((row) => ({ task_id: row.task_id, at: row.at.toISOString(), state: row.state, id: row.id }))
}
const rang = ({ user_id }: Caller, task_id: number) =>
  db.execute(
    (sql) =>
      sql`update reminders set state = 'rung', rung_at = now() where user_id = ${user_id} and task_id = ${task_id}`,
  )
const NINE = { title: 'Tea', remind_at: '2099-07-01T09:00' }

describe('a reminder', () => {
  test('is set with its task, at the instant of its person’s clock, and an alarm with it', async () => {
    const ada = await person(db, 'ada', 'Europe/Berlin')
    const alarms: string[] = []
    const deaf = onAlarm((at) => void alarms.push(at.toISOString()))
    await task.add(ada, NINE)
    deaf()
    expect(await rowsOf(ada)).toMatchObject([{ task_id: 1, at: '2099-07-01T07:00:00.000Z', state: 'waiting' }])
    expect(alarms).toContain('2099-07-01T07:00:00.000Z')
  })

  test('keeps its name as long as it does not move', async () => {
    const ada = await person(db, 'ada')
    await task.add(ada, NINE)
    const [first] = await rowsOf(ada)
    await task.change(ada, 1, { title: 'Coffee' }, BY_API)
    expect(await rowsOf(ada)).toEqual(first ? [first] : [])
    await task.change(ada, 1, { remind_at: '2099-07-02T09:00' }, BY_API)
    const [moved] = await rowsOf(ada)
    expect(moved).toMatchObject({ at: '2099-07-02T09:00:00.000Z', state: 'waiting' })
    expect(moved?.id).not.toBe(first?.id)
  })

  test('is not set for a moment that has passed, or for a task that is done', async () => {
    const ada = await person(db, 'ada')
    await task.add(ada, { title: 'Tea', remind_at: '2020-01-01T09:00' })
    expect(await rowsOf(ada)).toEqual([])
    await task.flip(ada, 1)
    await task.change(ada, 1, { remind_at: NINE.remind_at }, BY_API)
    expect(await rowsOf(ada)).toEqual([])
    await task.flip(ada, 1)
    expect(await rowsOf(ada)).toMatchObject([{ state: 'waiting' }])
  })

  test('is set while our clock is still ahead of the database’s, which was set back', async () => {
    const ada = await person(db, 'ada')
    const soon = new Date(Date.now() + 30 * 60_000).toISOString().slice(0, 19)
    setClock(new Date(Date.now() + 3 * 3_600_000))
    try {
      await task.add(ada, { title: 'Tea', remind_at: soon })
    } finally {
      setClock(undefined)
    }
    expect(await rowsOf(ada)).toMatchObject([{ task_id: 1, state: 'waiting' }])
  })

  test('that rang rings again only at another moment', async () => {
    const ada = await person(db, 'ada')
    await task.add(ada, NINE)
    await rang(ada, 1)
    await task.change(ada, 1, { title: 'Coffee' }, BY_API)
    await task.flip(ada, 1)
    await task.flip(ada, 1)
    expect(await rowsOf(ada)).toMatchObject([{ state: 'rung' }])
    await task.change(ada, 1, { remind_at: '2099-07-01T10:00' }, BY_API)
    expect(await rowsOf(ada)).toMatchObject([{ state: 'waiting' }])
  })

  test('goes with its task, and comes back with it', async () => {
    const ada = await person(db, 'ada')
    await task.add(ada, NINE)
    await task.remove(ada, 1, BY_API)
    expect(await rowsOf(ada)).toEqual([])
    await task.takeBack(ada)
    expect(await rowsOf(ada)).toMatchObject([{ task_id: 1, state: 'waiting' }])
    await task.takeBack(ada)
    expect(await rowsOf(ada)).toEqual([])
  })

  test('of a repeating task is set for the next occurrence', async () => {
    const ada = await person(db, 'ada')
    await task.add(ada, { ...NINE, due_on: '2099-07-01', due_time: '09:30', repeat: 'FREQ=WEEKLY' })
    await task.flip(ada, 1)
    expect(await rowsOf(ada)).toMatchObject([{ task_id: 1 }, { task_id: 2, at: '2099-07-08T09:00:00.000Z' }])
    expect(await task.show(ada, 2)).toMatchObject({ due_on: '2099-07-08', remind_at: '2099-07-08T09:00' })
  })

  test('comes by the habit of its person', async () => {
    const ada = await person(db, 'ada')
    await db.execute((sql) => sql`update users set preferences = '{"remind_before":15}' where id = ${ada.user_id}`)
    const made = await task.add(ada, { title: 'Tea', due_on: '2099-07-01', due_time: '09:00' })
    expect(made.remind_at).toBe('2099-07-01T08:45')
    expect((await task.add(ada, { title: 'Tea', due_on: '2099-07-01' })).remind_at).toBeNull()
    await task.change(ada, 2, { due_time: '07:00' }, BY_API)
    expect((await rowsOf(ada)).map(({ at }) => at)).toEqual(['2099-07-01T08:45:00.000Z', '2099-07-01T06:45:00.000Z'])
  })
})

test('another zone moves what waits, not what rang', async () => {
  const ada = await person(db, 'ada', 'Europe/Berlin')
  for (let n = 0; n < 3; n += 1) await task.add(ada, NINE)
  await rang(ada, 2)
  await db.transaction((sql) => moveReminders(sql, ada.user_id, 'Asia/Tokyo'))
  expect((await rowsOf(ada)).map(({ at }) => at)).toEqual([
    '2099-07-01T00:00:00.000Z',
    '2099-07-01T07:00:00.000Z',
    '2099-07-01T00:00:00.000Z',
  ])
})
