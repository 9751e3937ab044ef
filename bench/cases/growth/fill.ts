/** Fills a database with people, chats, messages, answers and tasks, as fast as the server inserts. */
import type postgres from 'postgres'

const VOCABULARY = 5000
const WORDS = 8
/** Of each run. */
const FLUSHES = 4
/** One in so many runs is at work still, for an owner that never loses it. */
const RUNS_TO_A_LIVE_ONE = 50
/** People in one statement. */
const AT_ONCE = 50

export interface Amount {
  people: number
  threads: number
  /** Of each thread. */
  items: number
  tasks: number
}

/** Words of no language, a different few for each row: `at` is what they depend on. */
const words = (sql: postgres.Sql, at: postgres.PendingQuery<postgres.Row[]>) => sql`
  (select string_agg(substr(md5(((hashint8(${at} * 31 + n) & 2147483647) % ${VOCABULARY})::text), 1, 7), ' ')
    from generate_series(1, ${WORDS}) as n)`

const some = async (sql: postgres.Sql, ids: string[], { threads, items, tasks }: Amount) => {
  const seed = Math.floor(Math.random() * 1e9)
  await sql`
    with thread as (
      insert into threads (user_id, id, title, message_count, created_at, updated_at)
      select u, gen_random_uuid(), 'Chat ' || t, ${items}, at, at
      from unnest(${ids}::uuid[]) as u, generate_series(1, ${threads}) as t,
        lateral (select now() - make_interval(hours => t) as at) as w
      returning user_id, id
    ), run as (
      insert into runs (user_id, id, thread_id, message_id, status, finished_at, owner, lease_until)
      select user_id, gen_random_uuid(), id, gen_random_uuid(), case when live then 'running' else 'completed' end,
        case when live then null else now() end, gen_random_uuid(), 'infinity'
      from thread, lateral (select hashtext(id::text) % ${RUNS_TO_A_LIVE_ONE} = 0 as live) as l
      returning user_id, id
    ), event as (
      insert into run_events (user_id, run_id, first_seq, last_seq, events)
      select user_id, id, n, n, '[]' from run, generate_series(1, ${FLUSHES}) as n
    )
    insert into items (user_id, thread_id, position, id, type, data, words)
    select user_id, id, p, gen_random_uuid(), case when p % 2 = 1 then 'user_message' else 'assistant_message' end,
      '{"content": [{"type": "input_text", "text": "…"}], "attachments": [], "inference_options": {}}',
      ${words(sql, sql`(hashtext(id::text) + ${seed}::int8 + p)`)}
    from thread, generate_series(1, ${items}) as p`
  await sql`
    insert into tasks (user_id, id, title, status, priority, due_on, tags, completed_at, created_at)
    select u, t, 'Task ' || t || ' ' || ${words(sql, sql`(hashtext(u::text) + ${seed}::int8 + t)`)},
      case when t % 4 = 0 then 'completed' else 'pending' end, (array['none', 'low', 'medium', 'high'])[1 + t % 4],
      case when t % 3 = 0 then null else current_date + (t % 60) - 20 end, array['tag-' || t % 7],
      case when t % 4 = 0 then now() - make_interval(hours => t) end, now() - make_interval(hours => t)
    from unnest(${ids}::uuid[]) as u, generate_series(1, ${tasks}) as t`
  await sql`
    insert into task_changes (user_id, id, group_id, task_id, change, actor, after)
    select user_id, id, gen_random_uuid(), id, 'added', 'person', to_jsonb(tasks) - 'user_id' from tasks
    where user_id = any(${ids}::uuid[])`
  await sql`update users set thread_count = thread_count + ${threads}, last_task_id = last_task_id + ${tasks},
      last_change_id = last_change_id + ${tasks}
    where id = any(${ids}::uuid[])`
}

/** Gives each of the people so much. */
export const fillFor = async (sql: postgres.Sql, ids: string[], amount: Amount) => {
  for (let at = 0; at < ids.length; at += AT_ONCE) await some(sql, ids.slice(at, at + AT_ONCE), amount)
}

/** Makes further people with so much each. */
export const fillWith = async (sql: postgres.Sql, amount: Amount) => {
  for (let left = amount.people; left > 0; left -= AT_ONCE) {
    const rows = await sql<{ id: string }[]>`
      insert into users (id, email, name)
      select id, id || '@example.org', 'Somebody' from (
        select gen_random_uuid() as id from generate_series(1, ${Math.min(left, AT_ONCE)})) as fresh
      returning id`
    await some(
      sql,
      rows.map(({ id }) => id),
      amount,
    )
  }
}
