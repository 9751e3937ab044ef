/** The statements of our own operations for the bare handlers: as people would write them, writes through our own stores. */
import type postgres from 'postgres'
import { newId } from '../../src/lib/id.ts'
import type { StoredTask } from '../../src/task/schema.ts'
import { insertChanges, takeNumbers } from '../../src/task/store.ts'
import { insertThread } from '../../src/thread/store.ts'

type Sql = postgres.Sql<Record<string, never>>
const PAGE = 21

export const listSessions = (sql: Sql, user_id: string) => sql`
  select id, user_id, title, message_count, pinned, archived, created_at, updated_at from threads
  where user_id = ${user_id} and deleted_at is null order by updated_at desc, id desc limit ${PAGE}`

export const history = async (sql: Sql, user_id: string, id: string) => {
  const [[session], messages] = await Promise.all([
    sql`select id, user_id, title, message_count, pinned, archived, created_at, updated_at from threads
      where user_id = ${user_id} and id = ${id} and deleted_at is null`,
    sql`select id, position, type, data, created_at from items
      where user_id = ${user_id} and thread_id = ${id} and type in ('user_message', 'assistant_message')
      order by position limit ${PAGE}`,
  ])
  return { ...session, messages }
}

export const createSession = (sql: Sql, user_id: string) => insertThread(sql, user_id, newId(), null, 1e9)

export const listTasks = (sql: Sql, user_id: string) => sql`
  select id, title, description, status, priority, due_on, to_char(due_time, 'HH24:MI') as due_time, repeat, tags,
    to_char(remind_at, 'YYYY-MM-DD"T"HH24:MI:SS') as remind_at, created_at, updated_at, completed_at, next_id
  from tasks where user_id = ${user_id} order by id limit ${PAGE}`

const taskOf = (id: number, title: string): StoredTask => {
  const now = new Date().toISOString()
  return {
    ...{
      id,
      title,
      description: null,
      status: 'pending',
      priority: 'none',
      due_on: null,
      due_time: null,
      repeat: null,
    },
    ...{
      tags: [],
      remind_at: null,
      remind_from: null,
      created_at: now,
      updated_at: now,
      completed_at: null,
      next_id: null,
    },
  }
}

export const createTask = (sql: Sql, user_id: string, title: string) =>
  sql.begin(async (inner) => {
    const within = inner as unknown as Sql
    const last = await takeNumbers(within, user_id, { task: 1, change: 1 })
    if (!last) throw new Error('The user is gone.')
    const task = taskOf(last.task, title)
    const change = { task_id: task.id, change: 'added', before: null, after: task } as const
    await insertChanges(within, user_id, { actor: 'api', group_id: newId(), token_id: null }, [change], last.change)
    return task
  })
