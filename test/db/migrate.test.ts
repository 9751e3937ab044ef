import { afterEach, describe, expect, test } from 'bun:test'
import { MIGRATIONS, type Migration } from '../../sql/index.ts'
import type { Database, Sql } from '../../src/db/database.ts'
import {
  checkSchema,
  compareReleases,
  migrateDown,
  migrateUp,
  migrationStatus,
  SchemaError,
} from '../../src/db/migrate.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { RELEASE, SERVER_URL, testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'

/** Each test opens a database of its own. */
const release = RELEASE
const ALL = MIGRATIONS.map(({ version }) => version)
const opened: Database[] = []
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close()
})
const empty = async () => {
  const db = await testDatabase({ migrated: false })
  opened.push(db)
  return db
}

/** Everything that makes a schema: columns, constraints and indexes, in a stable order. */
const shape = (db: Database) =>
  db.query(async (sql) => {
    const rows = await sql<{ line: string }[]>`
      select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migrations'
      union all
      select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid <> 'schema_migrations'::regclass
      union all
      select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migrations'
      order by 1 limit 2000`
    return rows.map((row) => row.line)
  })

const ADA = '00000000-0000-7000-8000-0000000000ad'
const THREAD = '00000000-0000-7000-8000-000000000001'
const RUN = '00000000-0000-7000-8000-000000000002'
const ITEM = '00000000-0000-7000-8000-000000000003'

/** Rows for the tables that each migration adds. */
const FILL: Record<string, (sql: Sql) => Promise<unknown>[]> = {
  account: (sql) => [
    sql`insert into users (id, email, name) values (${ADA}, 'ada@x.example', 'Ada')`,
    sql`insert into browser_logins (token_hash, user_id, id, ends_at) values ('\\x01', ${ADA}, ${ITEM}, now())`,
    sql`insert into access_tokens (token_hash, user_id, id, name, scopes) values ('\\x02', ${ADA}, ${ITEM}, 'x', '{chat}')`,
    sql`insert into revoked_tokens (jti, user_id, expires_at) values ('j', ${ADA}, now())`,
    sql`insert into idempotency_keys (user_id, route, key, body_hash) values (${ADA}, 'r', 'k', '\\x03')`,
    sql`insert into daily_usage (user_id, day, tokens) values (${ADA}, '2026-01-01', 5)`,
  ],
  thread: (sql) => [
    sql`insert into threads (user_id, id) values (${ADA}, ${THREAD})`,
    sql`insert into runs (user_id, id, thread_id, message_id, status)
      values (${ADA}, ${RUN}, ${THREAD}, ${ITEM}, 'queued')`,
    sql`insert into items (user_id, thread_id, position, id, run_id, type, data)
      values (${ADA}, ${THREAD}, 1, ${ITEM}, ${RUN}, 'user_message', '{}')`,
    sql`insert into turns (user_id, run_id, position, text) values (${ADA}, ${RUN}, 1, '')`,
    sql`insert into tool_calls (user_id, run_id, turn, position, id, name, arguments)
      values (${ADA}, ${RUN}, 1, 1, 'c', 'add_task', '{}')`,
    sql`insert into run_events (user_id, run_id, first_seq, last_seq, events) values (${ADA}, ${RUN}, 1, 1, '[]')`,
  ],
  task: (sql) => [
    sql`insert into tasks (user_id, id, title, due_on) values (${ADA}, 1, 'Milk', '2026-01-01')`,
    sql`insert into task_changes (user_id, id, group_id, task_id, change, actor)
      values (${ADA}, 1, ${ITEM}, 1, 'added', 'person')`,
  ],
  confirmation: (sql) => [
    sql`insert into confirmations (user_id, id, tool, arguments, arguments_hash, titles, expires_at)
      values (${ADA}, ${ITEM}, 'delete_task', '{}', '\\x04', '{Milk}', now())`,
  ],
  redo: (sql) => [
    sql`insert into task_changes (user_id, id, group_id, task_id, change, actor, undone_by)
      values (${ADA}, 2, ${ITEM}, 1, 'redone', 'person', ${RUN})`,
  ],
  actor_name: (sql) => [sql`update task_changes set actor_name = 'laptop' where user_id = ${ADA}`],
  confirmation_changes: (sql) => [sql`update confirmations set changes = '[{"task_id":1}]' where user_id = ${ADA}`],
  chatkit: (sql) => [
    sql`update threads set status = 'locked', status_reason = 'late' where user_id = ${ADA}`,
    sql`update runs set superseded_at = now() where user_id = ${ADA}`,
    sql`insert into feedback (user_id, item_id, kind) values (${ADA}, ${ITEM}, 'positive')`,
    sql`insert into deliveries (user_id, key, frame, send_id) values (${ADA}, '\\x05', 'f', ${RUN})`,
  ],
  people: (sql) => [
    sql`update users set disabled_at = now() where id = ${ADA}`,
    sql`insert into one_time_links (id, user_id, expires_at) values (${ITEM}, ${ADA}, now())`,
    sql`insert into daily_jobs (name, ran_on) values ('backup', '2026-01-01')`,
  ],
  daily_job_outcome: (sql) => [sql`update daily_jobs set outcome = 'made', succeeded_at = now()`],
  notices: (sql) => [sql`insert into notices (id, text) values (${ITEM}, 'n')`],
  preferences: (sql) => [sql`update users set preferences = '{"theme":"dark"}' where id = ${ADA}`],
  model: (sql) => [
    sql`update turns set reasoning = '{"provider":"openai"}' where user_id = ${ADA}`,
    sql`insert into items (user_id, thread_id, position, id, run_id, type, data)
      values (${ADA}, ${THREAD}, 2, ${RUN}, ${RUN}, 'task', '{}')`,
  ],
  reminders: (sql) => [
    sql`update tasks set remind_at = '2026-01-01 09:00', remind_from = '2026-01-01 08:00' where user_id = ${ADA}`,
    sql`insert into reminders (user_id, task_id, id, remind_at, at) values (${ADA}, 1, ${ITEM}, '2026-01-01 09:00', now())`,
    sql`insert into webhooks (user_id, id, url, events, secret)
      values (${ADA}, ${ITEM}, 'https://x.example', '{task.created}', 's')`,
    sql`insert into outbox (user_id, id, channel, kind) values (${ADA}, ${ITEM}, 'mail', 'reminder.due')`,
  ],
  audit: (sql) => [
    sql`update users set audit_seq = 1, audit_mac = '\\x06' where id = ${ADA}`,
    sql`insert into audit_entries (user_id, seq, at, act, mac) values (${ADA}, 1, now(), 'signed_in', '\\x06')`,
    sql`insert into audit_erased (user_hash) values ('\\x07')`,
  ],
  feed: (sql) => [sql`insert into calendar_feeds (user_id, token_hash) values (${ADA}, '\\x06')`],
  branches: (sql) => [
    sql`insert into branches (user_id, id, thread_id, after_item) values (${ADA}, ${ITEM}, ${THREAD}, ${ITEM})`,
    sql`update runs set aside = ${ITEM} where user_id = ${ADA}`,
    sql`update items set aside = ${ITEM} where user_id = ${ADA} and position = 2`,
  ],
  push: (sql) => [
    sql`insert into push_subscriptions (endpoint_hash, user_id, id, endpoint, p256dh, auth, show_titles)
      values ('\\x07', ${ADA}, ${ITEM}, 'https://push.example/x', '\\x08', '\\x09', true)`,
    sql`insert into push_keys (id, public_key, sealed_key) values (1, '\\x0a', '\\x0b')`,
  ],
  digest: (sql) => [sql`insert into digests (user_id, sent_on) values (${ADA}, '2026-01-01')`],
  admin: (sql) => [
    sql`insert into instance_settings (name, value) values ('signup', 'closed')`,
    sql`insert into invitations (id, made_by, expires_at) values (${ITEM}, ${ADA}, now())`,
  ],
  deleted_threads: (sql) => [sql`update threads set deleted_at = now() where user_id = ${ADA}`],
  ages: (sql) => [sql`update threads set updated_at = '2020-01-01' where user_id = ${ADA}`],
  title_order: (sql) => [sql`update tasks set title = upper(title) where user_id = ${ADA}`],
  orders: (sql) => [sql`update tasks set priority = 'high', due_on = null where user_id = ${ADA}`],
  search: (sql) => [
    sql`update tasks set title = 'Milk and bread' where user_id = ${ADA}`,
    sql`update items set words = 'a word' where user_id = ${ADA}`,
  ],
}
const fill = (db: Database, name: string) =>
  db.transaction(async (sql) => {
    for (const insert of FILL[name]?.(sql) ?? []) await insert
  })

describe('migrations', () => {
  test('are numbered in order and each has rows to try its way back with', () => {
    expect(ALL).toEqual(MIGRATIONS.map((_, i) => i + 1))
    expect(MIGRATIONS.map(({ name }) => name).filter((name) => !(name in FILL))).toEqual([])
    for (const { min_release } of MIGRATIONS) expect(compareReleases(min_release, release)).toBeLessThanOrEqual(0)
  })

  test('go up, down one by one with rows in the tables, and up again to the same schema', async () => {
    const db = await empty()
    const shapes = [await migrateUp(db, { release, migrations: [] }).then(() => undefined)] as (string[] | undefined)[]
    for (const [i, { name }] of MIGRATIONS.entries()) {
      expect(await migrateUp(db, { release, migrations: MIGRATIONS.slice(0, i + 1) })).toEqual([i + 1])
      shapes.push(await shape(db))
      await fill(db, name)
    }
    for (const version of [...ALL].reverse()) {
      expect(await migrateDown(db, version - 1, { release })).toEqual([version])
      expect(await shape(db)).toEqual(shapes[version - 1] ?? [])
    }
    expect(await migrateUp(db, { release })).toEqual(ALL)
    expect(await shape(db)).toEqual(shapes.at(-1) as string[])
  })

  test('go all the way down at once, full tables or not', async () => {
    const db = await empty()
    await migrateUp(db, { release })
    for (const { name } of MIGRATIONS) await fill(db, name)
    expect(await migrateDown(db, 0, { release })).toEqual([...ALL].reverse())
    expect(await shape(db)).toEqual([])
    expect(await migrateDown(db, 0, { release })).toEqual([])
  })

  test('run once when three start together', async () => {
    const db = await empty()
    const others = SERVER_URL ? await connectionsTo(db) : [db, db]
    const ran = await Promise.all([db, ...others].map((one) => migrateUp(one, { release })))
    expect(ran.flat().sort((a, b) => a - b)).toEqual(ALL)
    expect((await migrationStatus(db)).every(({ applied_at }) => applied_at instanceof Date)).toBe(true)
  })

  test('leave nothing of one that fails in the middle', async () => {
    const db = await empty()
    const bad = {
      version: 1,
      name: 'bad',
      min_release: '0.1.0',
      down: '',
      up: 'create table half (a int); select 1/0;',
    }
    expect(String(await errorOf(migrateUp(db, { release, migrations: [bad] })))).toContain('division by zero')
    expect(await migrationStatus(db, [bad])).toMatchObject([{ name: 'bad', applied_at: null }])
    expect(await migrateUp(db, { release })).toEqual(ALL)
    expect((await shape(db)).some((line) => line.startsWith('half'))).toBe(false)
  })
})

/** Two more pools on the same server database. */
const connectionsTo = async (db: Database) => {
  const [row] = await db.query((sql) => sql`select current_database() as name`)
  const url = new URL(SERVER_URL ?? '')
  url.pathname = `/${row?.name}`
  const others = [1, 2].map(() => openPostgres(url.href, { pool_max: 2 }))
  opened.unshift(...others)
  return others
}

describe('a schema of another release', () => {
  const newer = (min_release: string): Migration => ({
    version: 900,
    name: 'from_the_future',
    min_release,
    up: 'create table future (a int)',
    down: 'drop table future',
  })

  test('is refused when it needs more than this release', async () => {
    const db = await empty()
    await migrateUp(db, { release: '9.0.0', migrations: [...MIGRATIONS, newer('9.0.0')] })
    for (const act of [checkSchema, migrateUp])
      expect(String(await errorOf(act(db, { release })))).toMatch(/needs todochat 9\.0\.0 or later/)
    expect(await errorOf(migrateDown(db, 0, { release }))).toBeInstanceOf(SchemaError)
  })

  test('is served on when this release is enough, but not taken down', async () => {
    const db = await empty()
    await migrateUp(db, { release: '9.0.0', migrations: [...MIGRATIONS, newer('0.1.0')] })
    expect(await checkSchema(db, { release })).toBeUndefined()
    expect(await migrateUp(db, { release })).toEqual([])
    expect((await migrationStatus(db)).at(-1)).toMatchObject({ name: 'from_the_future', unknown: true })
    expect(String(await errorOf(migrateDown(db, 0, { release })))).toContain('does not know')
  })

  test('is refused while migrations are missing, and the words say which', async () => {
    const db = await empty()
    expect(String(await errorOf(checkSchema(db, { release })))).toMatch(/todochat migrate up.*account, thread/)
    await migrateUp(db, { release, migrations: MIGRATIONS.slice(0, -1) })
    expect(String(await errorOf(checkSchema(db, { release })))).toContain(`(${MIGRATIONS.at(-1)?.name})`)
    await migrateUp(db, { release })
    expect(await checkSchema(db, { release })).toBeUndefined()
  })
})

test.each([
  ['0.1.0', '0.1.0', 0],
  ['0.2.0', '0.10.0', -1],
  ['1.0.0', '0.9.9', 1],
  ['1.0.1', '1.0.0', 1],
  ['1.0.0-rc.1', '1.0.0', 0],
])('releases %s and %s compare as %d', (a, b, sign) => {
  expect(Math.sign(compareReleases(a, b))).toBe(sign)
})

test('an unmigrated test database has no tables', async () => {
  const db = await empty()
  const [row] = await db.query((sql) => sql`select count(*) as tables from pg_tables where schemaname = 'public'`)
  expect(row?.tables).toBe(0)
})

test('a migration that was edited after it ran is refused, one without a checksum is not', async () => {
  const db = await empty()
  const [first, ...rest] = MIGRATIONS
  await migrateUp(db, { release: RELEASE })
  const edited = [{ ...(first as Migration), up: '-- edited' }, ...rest]
  const refused = /Migration 1 \(account\) is not the one that was applied/
  expect(String(await migrateUp(db, { release: RELEASE, migrations: edited }).catch(String))).toMatch(refused)
  expect(String(await checkSchema(db, { release: RELEASE, migrations: edited }).catch(String))).toMatch(refused)
  await db.execute((sql) => sql`update schema_migrations set checksum = null`)
  expect(await migrateUp(db, { release: RELEASE, migrations: edited })).toEqual([])
})
