/** Every verb of what people look at: those that change something tick, those that look, and those that fail, do not. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../src/account/schema.ts'
import type { Core } from '../src/core.ts'
import { createMutate } from '../src/mutate.ts'
import { type TestApp, testApp } from './support/app.ts'
import { testDatabase } from './support/database.ts'
import { person } from './support/people.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const BY = { actor: 'person' } as const
interface Scene {
  core: Core
  ada: Caller
  thread_id: string
  /** A confirmation that waits for ada, and its run. */
  confirmation_id: string
  run_id: string
}
type Scenario = (scene: Scene) => Promise<unknown>
const LOOKS = 'looks' as const

/** All verbs of the capabilities that hold tasks and threads: a new one fails the test until it has its row. */
const VERBS: Record<
  'task' | 'thread' | 'confirmation' | 'widget' | 'agent' | 'run',
  Record<string, Scenario | typeof LOOKS>
> = {
  task: {
    list: LOOKS,
    overview: LOOKS,
    show: LOOKS,
    read: LOOKS,
    page: LOOKS,
    exported: LOOKS,
    changes: LOOKS,
    acts: LOOKS,
    history: LOOKS,
    create: ({ core, ada }) => core.task.create(ada, { title: 'Tea' }, BY),
    addPlain: ({ core, ada }) => core.task.addPlain(ada, 'tea', BY),
    change: ({ core, ada }) => core.task.change(ada, 1, { title: 'Oat milk' }, BY),
    toggle: ({ core, ada }) => core.task.toggle(ada, 1, BY),
    snooze: ({ core, ada }) => core.task.snooze(ada, 1, { until: '2099-01-01' }, BY),
    remove: ({ core, ada }) => core.task.remove(ada, 1, BY),
    importFile: ({ core, ada }) => core.task.importFile(ada, { format: 'markdown', text: '- tea' }, BY),
    undo: ({ core, ada }) => core.task.undo(ada, BY),
    redo: async ({ core, ada }) => {
      await core.task.undo(ada, BY)
      await core.task.redo(ada, BY)
    },
  },
  thread: {
    list: LOOKS,
    show: LOOKS,
    showOpen: LOOKS,
    messages: LOOKS,
    open: LOOKS,
    byCreation: LOOKS,
    places: LOOKS,
    itemsById: LOOKS,
    deleted: LOOKS,
    create: ({ core, ada }) => core.thread.create(ada, {}),
    change: ({ core, ada, thread_id }) => core.thread.change(ada, thread_id, { title: 'Milk' }),
    setStatus: ({ core, ada, thread_id }) => core.thread.setStatus(ada, thread_id, 'locked'),
    rate: async ({ core, ada, thread_id }) => {
      const { items } = await core.thread.open(ada, thread_id, { limit: 10 })
      await core.thread.rate(
        ada,
        thread_id,
        items.map(({ id }) => id),
        'positive',
      )
    },
    remove: ({ core, ada, thread_id }) => core.thread.remove(ada, thread_id),
    erase: ({ core, ada, thread_id }) => core.thread.erase(ada, thread_id),
    restore: async ({ core, ada, thread_id }) => {
      await core.thread.remove(ada, thread_id)
      await core.thread.restore(ada, thread_id)
    },
  },
  confirmation: {
    list: LOOKS,
    show: LOOKS,
    settle: ({ core, ada, confirmation_id }) => core.confirmation.settle(ada, confirmation_id, false),
    settleRun: ({ core, ada, run_id }) => core.confirmation.settleRun(ada, run_id, false),
  },
  widget: {
    act: ({ core, ada, thread_id }) => core.widget.act(ada, { thread_id, type: 'task.toggle', payload: { id: 1 } }),
  },
  agent: {
    listen: LOOKS,
    standing: LOOKS,
    call: ({ core, ada }) => core.agent.call(ada, 'add_task', { title: 'Tea' }),
    settle: ({ core, ada, confirmation_id }) => core.agent.settle(ada, confirmation_id, false),
  },
  run: {
    check: LOOKS,
    find: LOOKS,
    whole: LOOKS,
    show: LOOKS,
    latest: LOOKS,
    answersTo: LOOKS,
    events: LOOKS,
    ownEvents: LOOKS,
    isEnd: LOOKS,
    resume: LOOKS,
    finished: LOOKS,
    toolCalls: LOOKS,
    liveOn: LOOKS,
    // A stop is an event of the run's log; the end of the run ticks.
    cancel: LOOKS,
    stopThread: LOOKS,
    stopAll: LOOKS,
    start: ({ core, ada, thread_id }) => core.run.start(ada, thread_id, { text: 'hello' }),
    retry: async ({ core, ada, thread_id }) => {
      const [first] = (await core.thread.open(ada, thread_id, { limit: 10 })).items
      await core.run.retry(ada, thread_id, String(first?.id))
    },
    edit: async ({ core, ada, thread_id }) => {
      const [first] = (await core.thread.open(ada, thread_id, { limit: 10 })).items
      await core.run.edit(ada, { thread_id, item_id: String(first?.id) }, { text: 'hello' })
    },
    takeUp: async ({ core, ada, thread_id }) => {
      const [first] = (await core.thread.open(ada, thread_id, { limit: 10 })).items
      const { run } = await core.run.retry(ada, thread_id, String(first?.id))
      await core.run.finished(ada, run.id, new AbortController().signal)
      const [fork] = (await core.thread.open(ada, thread_id, { limit: 10 })).forks
      await core.run.takeUp(ada, thread_id, String(fork?.id))
    },
  },
}

/** A person with a task, a chat and a question that waits. */
const scene = async (): Promise<Scene> => {
  const { core } = it
  const ada = await person(it.db, 'ada')
  await core.task.create(ada, { title: 'Milk' }, BY)
  const thread_id = (await core.thread.create(ada, {})).value.id
  const { run } = await core.run.start(ada, thread_id, { text: 'delete milk' })
  for await (const _ of await core.run.events(ada, run.id, 0, new AbortController().signal));
  const [asked] = await core.confirmation.list(ada)
  return { core, ada, thread_id, confirmation_id: String(asked?.id), run_id: run.id }
}

/** A tick comes within a second; the limit only ends a wait in vain. */
const TICK_MAX_MS = 20_000

/** Whether this user's changes tick after `work`. */
const ticksOf = async ({ core, ada }: Scene, work: () => Promise<unknown>) => {
  const leave = new AbortController()
  const ticks = core.changes.follow(ada, leave.signal)
  await ticks.next()
  const second = ticks.next()
  await work()
  const came = await Promise.race([second.then(() => true), Bun.sleep(TICK_MAX_MS).then(() => false)])
  leave.abort()
  await ticks.return(undefined)
  return came
}

describe.each(Object.entries(VERBS))('%s', (capability, rows) => {
  test('has a row for each verb', () => {
    const verbs = Object.keys(it.core[capability as keyof typeof VERBS])
    expect(verbs.sort()).toEqual(Object.keys(rows).sort())
  })

  const changing = Object.entries(rows).flatMap(([verb, row]) => (row === LOOKS ? [] : [[verb, row] as const]))
  test.each(changing)('%s ticks', async (_, scenario) => {
    const at = await scene()
    // What the scene itself changed has ticked before.
    await Bun.sleep(150)
    expect(await ticksOf(at, () => scenario(at))).toBe(true)
  })
})

describe('mutate', () => {
  test('ticks once it is committed; not for a failure, not for a replay', async () => {
    const db = await testDatabase()
    const noted: string[] = []
    const mutate = createMutate({ db, changes: { note: (user_id) => void noted.push(user_id) } })
    const ada = await person(db, 'ada')
    await mutate(ada, undefined, () => Promise.reject(new Error('no'))).catch(() => undefined)
    expect(noted).toEqual([])
    const claim = { route: 'POST /tasks', key: 'k', body: {} }
    const effect = async () => {
      expect(noted).toEqual([])
      return 1
    }
    expect(await mutate(ada, claim, effect)).toEqual({ value: 1, replayed: false })
    expect(await mutate(ada, claim, effect)).toEqual({ value: 1, replayed: true })
    expect(noted).toEqual([ada.user_id])
    await db.close()
  })
})
