/** What people do before the power goes, and what they were told is kept. */

import type { Database, Sql } from '../../../src/db/database.ts'
import { testApp } from '../../../test/support/app.ts'
import { chatWith } from '../../../test/support/chat.ts'

/** Something acknowledged: how to see that it is still there. */
export interface Promised {
  /** How many steps had been done when it was acknowledged. */
  at: number
  what: string
  holds: (sql: Sql) => Promise<boolean>
}

const PEOPLE = 3
const MESSAGES = [
  'add water the roses tomorrow and call the harbour on friday',
  'complete water the roses',
  'list my tasks',
]

/** Several people talk with the assistant and write tasks, with checkpoints in between. */
export const work = async (db: Database, rounds: number, position: () => number): Promise<Promised[]> => {
  const it = await testApp({ db })
  const promised: Promised[] = []
  const keep = (what: string, holds: Promised['holds']) => promised.push({ at: position(), what, holds })

  const live = async (name: string) => {
    const chat = await chatWith(it, name)
    const { id, token } = chat.who
    keep(`the account of ${name}`, async (sql) => (await sql`select from users where id = ${id}`).length === 1)
    for (let round = 0; round < rounds; round++) {
      const { run, session_id } = await chat.ask(MESSAGES[round % MESSAGES.length] ?? '')
      const items = await db.query(
        (sql) => sql`select id from items where user_id = ${id} and thread_id = ${session_id}`,
      )
      keep(`an answer of ${name}`, async (sql) => {
        const [row] = await sql`select status from runs where user_id = ${id} and id = ${run.id}`
        const there = await sql`select id from items where user_id = ${id} and thread_id = ${session_id}`
        return row?.status === run.status && there.length >= items.length
      })
      const title = `${name}, task ${round}`
      const made = await it.call('POST', '/api/v1/tasks', { token, body: { title } })
      if (made.status !== 201) throw new Error(`a task was answered ${made.status}`)
      keep(title, async (sql) => (await sql`select from tasks where user_id = ${id} and title = ${title}`).length === 1)
    }
  }
  const checkpoints = async () => {
    for (let n = 0; n < rounds; n++) {
      await Bun.sleep(40)
      await db.execute((sql) => sql`checkpoint`)
      // New files, of which Postgres expects to find the names again.
      await db.execute((sql) => sql.unsafe(`create table extra_${n} as select generate_series(1, 500) as n`))
      keep(`table ${n}`, async (sql) => (await sql.unsafe(`select n from extra_${n}`)).length === 500)
    }
  }
  await Promise.all([...Array.from({ length: PEOPLE }, (_, at) => live(`person${at}`)), checkpoints()])
  await it.core.drain(0)
  return promised
}
