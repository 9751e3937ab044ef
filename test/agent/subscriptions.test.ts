import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { createSubscriptions, type Hear, LOOK_MS, type Subscriptions } from '../../src/agent/subscriptions.ts'
import { createLog } from '../../src/log.ts'
import { Hub } from '../../src/pubsub/hub.ts'
import { createChanges, GATHER_MS } from '../../src/pubsub/user-changes.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { person } from '../support/people.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const add = (caller: Caller, title: string) => it.core.task.create(caller, { title }, { actor: 'person' })

/** A watch to whom changes are noted by hand, as if by another process. */
const watching = (db = it.db) => {
  const hub = new Hub({ owner: 'test', log: SILENT })
  const changes = createChanges(hub)
  return {
    watch: createSubscriptions({ db, changes, log: SILENT }),
    note: (caller: Caller) => changes.note(caller.user_id),
  }
}
const SILENT = createLog('silent')

/** An ear that remembers, and lets a test wait for what comes next. */
const ear = () => {
  const heard: number[][] = []
  let wake: () => void = () => undefined
  const hear = (task_ids: number[]) => {
    heard.push(task_ids)
    wake()
  }
  const next = () =>
    new Promise<number[]>((resolve) => {
      wake = () => resolve(heard.at(-1) ?? [])
    })
  return { heard, hear, next }
}

/** Listens until the test has ended. */
const listening: (() => void)[] = []
afterEach(() => {
  for (const stop of listening.splice(0)) stop()
})
const listen = (watch: Subscriptions, caller: Caller, seen: number, hear: Hear) => {
  const stop = watch.listen(caller, seen, hear)
  listening.push(stop)
  return stop
}

test('what was noted is told soon, with what has changed and nothing twice', async () => {
  const { watch, note } = watching()
  const ada = await person(it.db, 'ada')
  await add(ada, 'before')
  const { heard, hear, next } = ear()
  const standing = await watch.standing(ada)
  await add(ada, 'milk')
  await it.core.task.toggle(ada, 1, { actor: 'person' })
  const came = next()
  listen(watch, ada, standing, hear)
  expect(await came).toEqual([1, 2])
  note(ada)
  const later = next()
  await it.core.task.remove(ada, 2, { actor: 'person' })
  note(ada)
  expect(await later).toEqual([2])
  expect(heard).toHaveLength(2)
})

test('what nobody noted is seen within seconds', async () => {
  const { watch } = watching()
  const ada = await person(it.db, 'ada')
  const { hear, next } = ear()
  listen(watch, ada, await watch.standing(ada), hear)
  const came = next()
  await add(ada, 'milk')
  expect(await came).toEqual([1])
  expect(LOOK_MS).toBeLessThanOrEqual(2000)
})

test('a change between standing and listening is not missed, nor what a newcomer missed', async () => {
  const { watch } = watching()
  const ada = await person(it.db, 'ada')
  const standing = await watch.standing(ada)
  await add(ada, 'milk')
  const [first, second] = [ear(), ear()]
  let came = first.next()
  listen(watch, ada, standing, first.hear)
  expect(await came).toEqual([1])
  came = second.next()
  listen(watch, ada, standing, second.hear)
  expect(await came).toEqual([1])
})

test('nobody hears of another’s list, and who has left hears nothing', async () => {
  const { watch, note } = watching()
  const [ada, bob] = [await person(it.db, 'ada'), await person(it.db, 'bob')]
  const [of_ada, of_bob, gone] = [ear(), ear(), ear()]
  listen(watch, ada, 0, of_ada.hear)
  listen(watch, bob, 0, of_bob.hear)
  listen(watch, ada, 0, gone.hear)()
  const came = of_ada.next()
  await add(ada, 'milk')
  note(ada)
  expect(await came).toEqual([1])
  expect([of_bob.heard, gone.heard]).toEqual([[], []])
})

test('who comes back after everybody left hears again', async () => {
  const { watch, note } = watching()
  const ada = await person(it.db, 'ada')
  listen(watch, ada, 0, ear().hear)()
  const { hear, next } = ear()
  listen(watch, ada, 0, hear)
  const came = next()
  await add(ada, 'milk')
  note(ada)
  expect(await came).toEqual([1])
})

test('an outage is outlived: a later look sees what was missed', async () => {
  let away = true
  const query: typeof it.db.query = (read) => (away ? Promise.reject(new Error('away')) : it.db.query(read))
  const { watch, note } = watching({ ...it.db, query })
  const ada = await person(it.db, 'ada')
  const { hear, heard, next } = ear()
  listen(watch, ada, 0, hear)
  await add(ada, 'milk')
  note(ada)
  await Bun.sleep(2 * GATHER_MS)
  expect(heard).toEqual([])
  away = false
  const came = next()
  note(ada)
  expect(await came).toEqual([1])
})
