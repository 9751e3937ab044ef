/** Leases: what is renewed, what is taken over, what is let go, and that an outage costs nobody an attempt. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { CallOptions, Database } from '../../src/db/database.ts'
import { AppError } from '../../src/errors.ts'
import { newId } from '../../src/lib/id.ts'
import { createLog } from '../../src/log.ts'
import { createLeaseCheck } from '../../src/run/lease.ts'
import {
  CLAIM_MAX_RUNS,
  claimExpired,
  findRun,
  type Held,
  insertRun,
  releaseRuns,
  requestCancel,
} from '../../src/run/store.ts'
import { chatThrough, endOf } from '../support/chat.ts'
import { SERVER_URL, testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { calls, fakeProvider, hangs, says } from '../support/fake-provider.ts'
import { person } from '../support/people.ts'
import { allEvents, finishedText } from '../support/sse.ts'
import { eventually } from '../support/watched.ts'

const ME = newId()
let db: Database
let ada: Caller
beforeEach(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
})
afterEach(() => db.close())

const newRun = async (owner = ME): Promise<Held> => {
  const [user_id, thread_id, id] = [ada.user_id, newId(), newId()]
  await db.execute((sql) => sql`insert into threads (user_id, id) values (${user_id}, ${thread_id})`)
  await db.execute((sql) => insertRun(sql, { id, user_id, thread_id, message_id: newId(), owner }))
  return { user_id, id, attempt: 1 }
}
const expire = () => db.execute((sql) => sql`update runs set lease_until = now() - interval '1 minute'`)
const attemptOf = async ({ id }: Held) => (await db.query((sql) => findRun(sql, ada.user_id, id)))?.attempt

/** The keeper over an engine that only writes down what it is told. */
const watching = (held: Held[], over: Database = db) => {
  const told: string[] = []
  const runner = {
    draining: false,
    held: () => held,
    lose: (id: string, attempt: number) => void told.push(`lose ${id} ${attempt}`),
    stop: (id: string) => void told.push(`stop ${id}`),
    takeOver: async ({ id, attempt }: Held) => void told.push(`take ${id} ${attempt}`),
  }
  return { told, runner, look: createLeaseCheck({ db: over, runner, owner: ME, log: createLog('silent') }) }
}

describe('one look', () => {
  test('renews runs that have a job, also when their lease has run out', async () => {
    const run = await newRun()
    await expire()
    const { told, look } = watching([run])
    await look()
    expect(told).toEqual([])
    expect(await db.query((sql) => claimExpired(sql, newId()))).toEqual([])
    expect(await attemptOf(run)).toBe(1)
  })

  test('takes over what bears our name and has no job: a start or a claim whose answer was lost', async () => {
    const run = await newRun()
    const { told, look } = watching([])
    await look()
    expect(told).toEqual([])
    await expire()
    await look()
    expect(told).toEqual([`take ${run.id} 2`])
  })

  test('takes over everything that a large instance left behind', async () => {
    const runs: Held[] = []
    for (let i = 0; i <= CLAIM_MAX_RUNS; i++) runs.push(await newRun(newId()))
    await expire()
    const { told, look } = watching([])
    await look()
    expect(told.toSorted()).toEqual(runs.map(({ id }) => `take ${id} 2`).toSorted())
  })

  test('lets go of what is somebody else’s by now, and of an attempt that is not the newest', async () => {
    const [theirs, outdated, ours] = [await newRun(newId()), await newRun(), await newRun()]
    const { told, look } = watching([theirs, { ...outdated, attempt: 0 }, ours])
    await look()
    expect(told).toEqual([`lose ${theirs.id} 1`, `lose ${outdated.id} 0`])
  })

  test('stops what its person asked to stop', async () => {
    const run = await newRun()
    await db.execute((sql) => requestCancel(sql, ada.user_id, run.id))
    const { told, look } = watching([run])
    await look()
    expect(told).toEqual([`stop ${run.id}`])
  })

  test('a run handed over in a restart keeps its attempt, however often; one that was lost does not', async () => {
    const run = await newRun(newId())
    for (let restart = 0; restart < 5; restart++) {
      const { told, look } = watching([])
      const [{ owner } = { owner: '' }] = await db.query(
        (sql) => sql<{ owner: string }[]>`select owner from runs where user_id = ${ada.user_id} and id = ${run.id}`,
      )
      await db.execute((sql) => releaseRuns(sql, owner))
      await look()
      expect(told).toEqual([`take ${run.id} 1`])
    }
    await expire()
    const { told, look } = watching([])
    await look()
    expect(told).toEqual([`take ${run.id} 2`])
  })

  test('waits behind no other call: a queue longer than a lease would cost the runs of a busy process', async () => {
    const asked: (CallOptions | undefined)[] = []
    const noting: Database = {
      ...db,
      query: (work, options) => {
        asked.push(options)
        return db.query(work, options)
      },
      execute: (work, options) => {
        asked.push(options)
        return db.execute(work, options)
      },
    }
    await watching([await newRun()], noting).look()
    expect(asked).toEqual([{ urgent: true }, { urgent: true }])
  })

  test('takes nothing over while the process stops', async () => {
    await newRun()
    await expire()
    const { told, runner, look } = watching([])
    runner.draining = true
    await look()
    expect(told).toEqual([])
  })
})

// The embedded database takes one transaction after another.
if (SERVER_URL)
  test('one run that a slow transaction has locked holds up the lease of no other', async () => {
    const runs = [await newRun(), await newRun(), await newRun()]
    const [, locked] = runs as [Held, Held, Held]
    await expire()
    const { told, look } = watching(runs)
    let looking: Promise<void> = Promise.resolve()
    await db.transaction(async (sql) => {
      await sql`select from runs where user_id = ${ada.user_id} and id = ${locked.id} for update`
      looking = look()
      await eventually(async () => {
        const waiting = await db.query(
          (sql) => sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        return waiting.length > 0
      })
      // Renewed, and free for the words that they stream meanwhile.
      const others = await sql`
        select lease_until > now() as renewed from runs where user_id = ${ada.user_id} and id <> ${locked.id}
        for update nowait`
      expect(others.map(({ renewed }) => renewed)).toEqual([true, true])
    })
    await looking
    expect(told).toEqual([])
    expect(await db.query((sql) => claimExpired(sql, newId()))).toEqual([])
  })

test('after an outage owners have time to renew before anybody takes over', async () => {
  const run = await newRun(newId())
  await expire()
  let away = true
  const refuse = () => Promise.reject(new AppError('database_unavailable', 'away'))
  const flaky: Database = {
    ...db,
    query: (work) => (away ? refuse() : db.query(work)),
    execute: (work) => (away ? refuse() : db.execute(work)),
    ping: () => (away ? refuse() : db.ping()),
  }
  const { told, look } = watching([], flaky)
  expect(String(await errorOf(look()))).toContain('away')
  expect(String(await errorOf(look()))).toContain('away')
  away = false
  await look()
  await look()
  expect(told).toEqual([])
  await look()
  expect(told).toEqual([`take ${run.id} 2`])
})

test('a run that was taken from this process and comes back to it ends once, its tools done once', async () => {
  const fake = await fakeProvider([
    calls([{ name: 'add_task', arguments: { title: 'Only once' } }]),
    hangs('Half of '),
    says('All of it.'),
  ])
  const chat = await chatThrough(fake.url, {}, { db })
  const id = await chat.session()
  const response = await chat.send(id, 'add it')
  while (fake.requests.length < 2) await Bun.sleep(5)
  // As another process would have taken it, and died.
  await db.execute(
    (sql) => sql`update runs set attempt = 2, lease_until = now() - interval '1 minute', owner = ${newId()}`,
  )
  const events = await allEvents(response)
  expect(endOf(events)).toMatchObject({ status: 'completed' })
  expect(finishedText(events)).toBe('All of it.')
  expect(await chat.tasks()).toHaveLength(1)
  expect((await chat.ask('again', id)).run.status).toBe('completed')
  await chat.it.close()
  await fake.stop()
})
