/** Which request counts as the same as one before: a table of pasts, and what stops what. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { createDeliveries, type Deliveries } from '../../src/delivery/delivery.ts'
import { pruneDeliveries } from '../../src/delivery/store.ts'
import { newId } from '../../src/lib/id.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

let db: Database
let ada: Caller
let bob: Caller
let deliveries: Deliveries
beforeAll(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
  bob = await person(db, 'bob')
  deliveries = createDeliveries({ db })
})
afterAll(() => db.close())

const newRun = async (status = 'running', finished_seconds_ago?: number) => {
  const [thread_id, id] = [newId(), newId()]
  const ago = finished_seconds_ago ?? null
  await db.execute((sql) => sql`insert into threads (user_id, id) values (${ada.user_id}, ${thread_id})`)
  await db.execute(
    (sql) => sql`insert into runs (user_id, id, thread_id, message_id, status, finished_at)
      values (${ada.user_id}, ${id}, ${thread_id}, ${newId()}, ${status}, now() - make_interval(secs => ${ago}))`,
  )
  return id
}
/** Makes the row as old as the test needs it. */
const age = (frame: string, column: 'sent_at' | 'broken_at', seconds: number) =>
  db.execute(
    (sql) => sql`update deliveries set
      sent_at = case when ${column} = 'sent_at' then now() - make_interval(secs => ${seconds}) else sent_at end,
      broken_at = case when ${column} = 'broken_at' then now() - make_interval(secs => ${seconds}) else broken_at end
      where frame = ${frame}`,
  )
const body = { type: 'threads.create', params: { a: 1, b: [2] } }

describe('the same frame and body', () => {
  interface Past {
    name: string
    repeated: boolean
    past: (frame: string) => Promise<void>
  }
  const begun = async (frame: string, run_id: string) => {
    const delivery = await deliveries.open(ada, frame, body)
    await delivery.attach(run_id)
    return delivery
  }
  const pasts: Past[] = [
    {
      name: 'while the run is at work',
      repeated: true,
      past: async (frame) => void (await begun(frame, await newRun())),
    },
    {
      name: 'while the run is at work, however long',
      repeated: true,
      past: async (frame) => {
        await begun(frame, await newRun())
        await age(frame, 'sent_at', 3600)
      },
    },
    {
      name: 'right after a broken response',
      repeated: true,
      past: async (frame) => void (await (await begun(frame, await newRun('cancelled', 0))).broken()),
    },
    {
      name: 'right after one broken and one whole response',
      repeated: true,
      past: async (frame) => {
        const delivery = await begun(frame, await newRun('cancelled', 0))
        await delivery.broken()
        await delivery.delivered()
      },
    },
    {
      name: '31 seconds after a broken response',
      repeated: false,
      past: async (frame) => {
        await (await begun(frame, await newRun('cancelled', 31))).broken()
        await age(frame, 'broken_at', 31)
      },
    },
    {
      name: 'after a whole response',
      repeated: false,
      past: async (frame) => void (await (await begun(frame, await newRun('completed', 0))).delivered()),
    },
    {
      name: 'when nobody knows how the response ended, for 30 seconds',
      repeated: true,
      past: async (frame) => void (await begun(frame, await newRun('completed', 10))),
    },
    {
      name: 'when nobody knows how the response ended, later',
      repeated: false,
      past: async (frame) => void (await begun(frame, await newRun('completed', 31))),
    },
    {
      name: 'before there was a run',
      repeated: true,
      past: async (frame) => void (await deliveries.open(ada, frame, body)),
    },
    {
      name: 'long after a request that came to no run',
      repeated: false,
      past: async (frame) => {
        await deliveries.open(ada, frame, body)
        await age(frame, 'sent_at', 31)
      },
    },
  ]
  for (const { name, repeated, past } of pasts) {
    test(`${name}: ${repeated ? 'a repetition' : 'a new message'}`, async () => {
      const frame = newId()
      await past(frame)
      const before = await db.query((sql) => sql`select send_id from deliveries where frame = ${frame}`)
      const again = await deliveries.open(ada, frame, { params: { b: [2], a: 1 }, type: 'threads.create' })
      expect(again.repeated).toBe(repeated)
      expect(again.claim('run')?.key === before[0]?.send_id).toBe(repeated)
      if (!repeated) expect(again.run_id).toBeNull()
    })
  }

  test('of another frame, another body or another person is something else', async () => {
    const frame = newId()
    const keys = new Set([
      (await deliveries.open(ada, frame, body)).claim('run')?.key,
      (await deliveries.open(ada, newId(), body)).claim('run')?.key,
      (await deliveries.open(ada, frame, { ...body, params: {} })).claim('run')?.key,
      (await deliveries.open(bob, frame, body)).claim('run')?.key,
    ])
    expect(keys.size).toBe(4)
  })

  test('50 at once are one', async () => {
    const frame = newId()
    const all = await Promise.all(Array.from({ length: 50 }, () => deliveries.open(ada, frame, body)))
    expect(new Set(all.map((one) => one.claim('run')?.key)).size).toBe(1)
    expect(all.filter((one) => !one.repeated)).toHaveLength(1)
  })
})

describe('a closing', () => {
  test('means stop for the newest response only', async () => {
    const frame = newId()
    const first = await deliveries.open(ada, frame, body)
    const second = await deliveries.open(ada, frame, body)
    expect([await first.broken(), await second.broken()]).toEqual([false, true])
  })

  test('of an answer whose words were sent anew stops nothing', async () => {
    const frame = newId()
    const first = await deliveries.open(ada, frame, body)
    await first.delivered()
    await deliveries.open(ada, frame, body)
    expect(await first.broken()).toBe(false)
  })

  test('without a frame always means stop, and nothing is remembered', async () => {
    const delivery = await deliveries.open(ada, undefined, body)
    expect([delivery.repeated, delivery.claim('run'), await delivery.broken()]).toEqual([false, undefined, true])
  })
})

test('a frame is known by the runs it asked for, and our own leaving is told apart', async () => {
  const [frame, run_id] = [newId(), await newRun()]
  const delivery = await deliveries.open(ada, frame, body)
  await delivery.attach(run_id)
  expect(await deliveries.asked(ada, run_id, frame)).toBe('open')
  await delivery.left()
  expect(await deliveries.asked(ada, run_id, frame)).toBe('left')
  for (const [who, other] of [
    [ada, newId()],
    [bob, frame],
    [ada, undefined],
  ] as const)
    expect(await deliveries.asked(who, run_id, other)).toBeUndefined()
})

test('rows of yesterday are forgotten, those of today are not', async () => {
  const [old, young] = [newId(), newId()]
  await deliveries.open(ada, old, body)
  await deliveries.open(ada, young, body)
  await age(old, 'sent_at', 25 * 3600)
  await db.execute((sql) => pruneDeliveries(sql))
  const rows = await db.query((sql) => sql`select frame from deliveries where frame in (${old}, ${young})`)
  expect(rows.map(({ frame }) => frame)).toEqual([young])
})
