import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { Sql } from '../../src/db/database.ts'
import { SILENT } from '../../src/db/log.ts'
import { prepareCluster, shippedImage } from '../../src/db/pglite/data-dir.ts'
import { openEmbedded } from '../../src/db/pglite/embedded.ts'
import { AppError } from '../../src/errors.ts'
import { type Claim, idempotent, pruneKeys } from '../../src/idempotency/idempotency.ts'
import { claimOrFind } from '../../src/idempotency/store.ts'
import { canonicalJson } from '../../src/lib/canonical.ts'
import { testDatabase } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'

const db = await testDatabase()
afterAll(() => db.close())
const ADA = '00000000-0000-7000-8000-0000000000ad'
const BOB = '00000000-0000-7000-8000-0000000000b0'
const claim: Claim = { route: 'POST /api/v1/tasks', key: 'k1', body: { title: 'Milk', tags: ['home'] } }

const insertUser = (sql: Sql, id: string) =>
  sql`insert into users (id, email, name) values (${id}, ${`${id}@x.example`}, 'Someone')`
beforeEach(async () => {
  await db.transaction(async (sql) => {
    await sql`delete from users`
    await insertUser(sql, ADA)
    await insertUser(sql, BOB)
  })
})

/** An effect that can be counted: one more task, whose number is the answer. */
const addTask = (user_id: string) => async (sql: Sql) => {
  const [row] = await sql<[{ id: number }]>`
    insert into tasks (user_id, id, title)
    select ${user_id}, count(*) + 1, 'Milk' from tasks where user_id = ${user_id}
    returning id`
  return { id: row.id, title: 'Milk', note: null, tags: ['home'] }
}
const tasks = async (user_id: string) => {
  const [row] = await db.query((sql) => sql`select count(*) as tasks from tasks where user_id = ${user_id}`)
  return row?.tasks as number
}
const keys = async () => {
  const rows = await db.query((sql) => sql`select key from idempotency_keys order by key limit 100`)
  return rows.map((row) => row.key as string)
}
const age = (key: string, hours: number) =>
  db.execute(
    (sql) => sql`update idempotency_keys set created_at = now() - make_interval(hours => ${hours}) where key = ${key}`,
  )
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

describe('one key', () => {
  test('has one effect, and the second answer is the first', async () => {
    const first = await idempotent(db, ADA, claim, addTask(ADA))
    expect(first).toEqual({ value: { id: 1, title: 'Milk', note: null, tags: ['home'] }, replayed: false })
    expect(await idempotent(db, ADA, claim, addTask(ADA))).toEqual({ ...first, replayed: true })
    expect(await tasks(ADA)).toBe(1)
  })

  test('sent fifty times at once has one effect and 49 replays', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => idempotent(db, ADA, claim, addTask(ADA))))
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(new Set(all.map(({ value }) => value.id))).toEqual(new Set([1]))
    expect(await tasks(ADA)).toBe(1)
  })

  // The embedded database has one connection: there a transaction that stays open stops everybody.
  const onServer = db.embedded ? () => undefined : test
  onServer('repeats wait for nobody: one whose transaction stays open stops no other', async () => {
    await idempotent(db, ADA, claim, addTask(ADA))
    const { promise, resolve } = Promise.withResolvers<void>()
    const hash = new Bun.CryptoHasher('sha256').update(canonicalJson(claim.body)).digest()
    const keyed = { route: claim.route, key: claim.key, body_hash: hash }
    const looked = Promise.withResolvers<void>()
    const slow = db.transaction(async (sql) => {
      await claimOrFind(sql, ADA, keyed)
      looked.resolve()
      await promise
    })
    await looked.promise
    // One that waited for the open transaction would end by its deadline, with an error.
    const other = await idempotent(db, ADA, claim, addTask(ADA))
    resolve()
    await slow
    expect(other).toMatchObject({ replayed: true })
  })

  test('with the same body written in another order is the same request', async () => {
    await idempotent(db, ADA, claim, addTask(ADA))
    const turned = { ...claim, body: { tags: ['home'], title: 'Milk' } }
    expect((await idempotent(db, ADA, turned, addTask(ADA))).replayed).toBe(true)
  })

  test.each([
    ['another value', { title: 'Bread', tags: ['home'] }],
    ['one field more', { title: 'Milk', tags: ['home'], priority: 'high' }],
    ['no body', undefined],
  ])('with %s is refused and changes nothing', async (_name, body) => {
    await idempotent(db, ADA, claim, addTask(ADA))
    expect(await codeOf(idempotent(db, ADA, { ...claim, body }, addTask(ADA)))).toBe('idempotency_key_reused')
    expect(await tasks(ADA)).toBe(1)
  })

  test('of another user or another route is another key', async () => {
    await idempotent(db, ADA, claim, addTask(ADA))
    expect((await idempotent(db, BOB, claim, addTask(BOB))).replayed).toBe(false)
    expect((await idempotent(db, ADA, { ...claim, route: 'POST /other' }, addTask(ADA))).replayed).toBe(false)
    expect([await tasks(ADA), await tasks(BOB)]).toEqual([2, 1])
  })

  test('answers nothing as null', async () => {
    const nothing = async () => null
    expect(await idempotent(db, ADA, claim, nothing)).toEqual({ value: null, replayed: false })
    expect(await idempotent(db, ADA, claim, nothing)).toEqual({ value: null, replayed: true })
  })
})

test('without a key every request has its effect', async () => {
  for (let i = 0; i < 3; i++) expect((await idempotent(db, ADA, undefined, addTask(ADA))).replayed).toBe(false)
  expect([await tasks(ADA), await keys()]).toEqual([3, []])
})

describe('what fails leaves nothing', () => {
  const failing = async (sql: Sql): Promise<unknown> => {
    await addTask(ADA)(sql)
    throw new AppError('session_limit_reached', 'Too many.')
  }

  test('neither effect nor claim, and the key is free', async () => {
    expect(await codeOf(idempotent(db, ADA, claim, failing))).toBe('session_limit_reached')
    expect([await tasks(ADA), await keys()]).toEqual([0, []])
    expect((await idempotent(db, ADA, claim, addTask(ADA))).replayed).toBe(false)
  })

  test('and whoever waited for the failing one has the effect instead', async () => {
    const { promise: second, resolve } = Promise.withResolvers<ReturnType<typeof idempotent>>()
    const first = idempotent(db, ADA, claim, async (sql) => {
      await addTask(ADA)(sql)
      // Sent while the first has the claim and has not ended.
      resolve(idempotent(db, ADA, claim, addTask(ADA)))
      throw new AppError('session_limit_reached', 'Too many.')
    })
    expect(await codeOf(first)).toBe('session_limit_reached')
    expect(await second).toMatchObject({ value: { id: 1 }, replayed: false })
    expect(await tasks(ADA)).toBe(1)
  })

  test('also when the process dies in the middle', async () => {
    const folder = await freshFolder()
    const data_dir = join(folder.path, 'postgres')
    await prepareCluster(data_dir, await shippedImage())
    const before = await openEmbedded(data_dir, { log: SILENT })
    await before.execute((sql) => insertUser(sql, ADA))
    await before.close()
    const child = Bun.spawn(['bun', join(import.meta.dir, '../db/process/crash.ts'), data_dir, ADA])
    await child.exited
    expect(child.signalCode).toBe('SIGKILL')
    const after = await openEmbedded(data_dir, { log: SILENT })
    const counted = await after.query(
      (sql) => sql`
        select (select count(*) from users) as users, (select count(*) from tasks) as tasks,
          (select count(*) from idempotency_keys) as keys`,
    )
    await after.close()
    await folder.remove()
    expect([...counted]).toEqual([{ users: 1, tasks: 0, keys: 0 }])
  })
})

describe('after 24 hours', () => {
  test('a key is new again, pruned or not, whatever the body', async () => {
    await idempotent(db, ADA, claim, addTask(ADA))
    await age('k1', 23)
    expect((await idempotent(db, ADA, claim, addTask(ADA))).replayed).toBe(true)
    await age('k1', 25)
    expect((await idempotent(db, ADA, { ...claim, body: {} }, addTask(ADA))).replayed).toBe(false)
    expect((await idempotent(db, ADA, { ...claim, body: {} }, addTask(ADA))).replayed).toBe(true)
    expect(await tasks(ADA)).toBe(2)
  })

  test('pruning forgets the old keys of everybody and keeps the young', async () => {
    for (const key of ['old', 'young']) await idempotent(db, ADA, { ...claim, key }, addTask(ADA))
    await idempotent(db, BOB, { ...claim, key: 'old' }, addTask(BOB))
    await age('old', 25)
    expect(await db.execute(pruneKeys)).toBe(2)
    expect(await keys()).toEqual(['young'])
    expect(await db.execute(pruneKeys)).toBe(0)
    expect(await tasks(ADA)).toBe(2)
  })
})

test('erasing the user erases the keys', async () => {
  await idempotent(db, ADA, claim, addTask(ADA))
  await db.execute((sql) => sql`delete from users where id = ${ADA}`)
  expect(await keys()).toEqual([])
})

describe('an effect of one statement', () => {
  const alone = { one_statement: true }

  test('needs no transaction without a key, and has one with it', async () => {
    let transactions = 0
    const counted: typeof db = {
      ...db,
      transaction: (work, options) => {
        transactions += 1
        return db.transaction(work, options)
      },
    }
    const bare = await idempotent(counted, ADA, undefined, addTask(ADA), alone)
    expect({ bare, transactions }).toMatchObject({ bare: { replayed: false, value: { id: 1 } }, transactions: 0 })
    const keyed = await idempotent(counted, ADA, claim, addTask(ADA), alone)
    expect({ keyed, transactions }).toMatchObject({ keyed: { replayed: false, value: { id: 2 } }, transactions: 1 })
    expect((await idempotent(counted, ADA, claim, addTask(ADA), alone)).replayed).toBe(true)
  })
})
