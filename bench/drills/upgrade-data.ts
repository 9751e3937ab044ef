/** The schema and the data of the release before this one: people with chats, answers, tool calls, tasks and history. */
import { MIGRATIONS } from '../../sql/index.ts'
import type { Database, Sql } from '../../src/db/database.ts'
import { migrateUp } from '../../src/db/migrate.ts'

/** The last migration that the release before this one knew. */
export const OLD_VERSION = 5
const OLD_RELEASE = '0.1.0'
const DEADLINE_MS = 600_000

export const PASSWORD = 'correct horse battery'
export const emailOf = (n: number) => `person${n}@example.org`

/** What one person has. */
const THREADS = 3
const TASKS = 5

/** An id that follows from numbers, as its kind and its person. */
const id = (sql: Sql, kind: number, ...numbers: string[]) =>
  sql.unsafe(`md5(concat_ws('.', ${[kind, ...numbers].join(', ')}))::uuid`)

const INSERTS: ((sql: Sql, people: number, hash: string) => Promise<unknown>)[] = [
  (sql, people, hash) => sql`
    insert into users (id, email, name, time_zone, password_hash, thread_count, last_task_id, last_change_id)
    select ${id(sql, 1, 'n')}, 'person' || n || '@example.org', 'Person ' || n, 'Europe/Berlin', ${hash},
      ${THREADS}, ${TASKS}, ${TASKS}
    from generate_series(1, ${people}::integer) n`,
  (sql, people) => sql`
    insert into threads (user_id, id, title, item_count, message_count)
    select ${id(sql, 1, 'n')}, ${id(sql, 2, 'n', 't')}, 'Chat ' || t, 3, 2
    from generate_series(1, ${people}::integer) n, generate_series(1, ${THREADS}::integer) t`,
  (sql, people) => sql`
    insert into runs (user_id, id, thread_id, message_id, status, provider, finished_at)
    select ${id(sql, 1, 'n')}, ${id(sql, 3, 'n', 't')}, ${id(sql, 2, 'n', 't')}, ${id(sql, 4, 'n', 't', '1')},
      'completed', 'builtin', now()
    from generate_series(1, ${people}::integer) n, generate_series(1, ${THREADS}::integer) t`,
  (sql, people) => sql`
    insert into items (user_id, thread_id, position, id, run_id, type, data, words)
    select ${id(sql, 1, 'n')}, ${id(sql, 2, 'n', 't')}, p, ${id(sql, 4, 'n', 't', 'p')}, ${id(sql, 3, 'n', 't')},
      (array['user_message', 'workflow', 'assistant_message'])[p],
      case p when 1 then '{"content":[{"type":"input_text","text":"buy milk"}],"attachments":[]}'::jsonb
        when 2 then '{"workflow":{"type":"custom","tasks":[]}}'::jsonb
        else '{"content":[{"type":"output_text","text":"Added “Milk”.","annotations":[]}]}'::jsonb end,
      case p when 1 then 'buy milk' when 3 then 'Added “Milk”.' end
    from generate_series(1, ${people}::integer) n, generate_series(1, ${THREADS}::integer) t, generate_series(1, 3) p`,
  (sql, people) => sql`
    insert into turns (user_id, run_id, position, text)
    select ${id(sql, 1, 'n')}, ${id(sql, 3, 'n', 't')}, 1, ''
    from generate_series(1, ${people}::integer) n, generate_series(1, ${THREADS}::integer) t`,
  (sql, people) => sql`
    insert into tool_calls (user_id, run_id, turn, position, id, name, arguments, status, result)
    select ${id(sql, 1, 'n')}, ${id(sql, 3, 'n', 't')}, 1, 1, 'call_' || t, 'add_task', '{"title":"Milk"}', 'done', '{}'
    from generate_series(1, ${people}::integer) n, generate_series(1, ${THREADS}::integer) t`,
  (sql, people) => sql`
    insert into tasks (user_id, id, title, due_on, repeat, tags, status, completed_at)
    select ${id(sql, 1, 'n')}, k, 'Milk ' || k, date '2026-12-01' + k, case k when 1 then 'FREQ=WEEKLY' end, '{shop}',
      case k when 5 then 'completed' else 'pending' end, case k when 5 then now() end
    from generate_series(1, ${people}::integer) n, generate_series(1, ${TASKS}::integer) k`,
  (sql, people) => sql`
    insert into task_changes (user_id, id, group_id, task_id, change, actor, after)
    select ${id(sql, 1, 'n')}, k, ${id(sql, 5, 'n', 'k')}, k, 'added', 'assistant',
      jsonb_build_object('title', 'Milk ' || k)
    from generate_series(1, ${people}::integer) n, generate_series(1, ${TASKS}::integer) k`,
]

/** As the release before left its table of migrations: without checksums. */
const forgetChecksums = (sql: Sql) => sql`alter table schema_migrations drop column if exists checksum`

/** Brings an empty database to where the release before left it. */
export const makeOld = async (db: Database, people: number) => {
  await db.execute((sql) => sql.unsafe('drop schema public cascade; create schema public'))
  await migrateUp(db, { release: OLD_RELEASE, migrations: MIGRATIONS.slice(0, OLD_VERSION) })
  const hash = await Bun.password.hash(PASSWORD, { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 })
  await db.transaction(
    async (sql) => {
      await sql`select set_config('statement_timeout', '0', true)`
      await forgetChecksums(sql)
      for (const insert of INSERTS) await insert(sql, people, hash)
    },
    { deadline_ms: DEADLINE_MS },
  )
}
