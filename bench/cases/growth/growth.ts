/** What lists, filters and searches cost while the database grows around an ordinary person, and for one with a lot. */
import postgres from 'postgres'
import type { Bench, Figure, Order, Plot } from '../../lib/bench.ts'
import { makePeople, type Person } from '../../lib/people.ts'
import { type Server, startServer } from '../../lib/process.ts'
import { figureOf } from '../../lib/statistics.ts'
import { type Amount, fillFor, fillWith } from './fill.ts'
import { hotPlans } from './plans.ts'

const ORDINARY: Amount = { people: 1, threads: 10, items: 10, tasks: 20 }
const HEAVY: Amount = { people: 1, threads: 200, items: 100, tasks: 5000 }
/** People beside the measured ones, each an ordinary one. */
const STAGES = { full: [0, 100, 1000, 10_000], short: [0, 50, 200] }
const TIMES = { full: 60, short: 12 }
const WARM = 6
const TODAY = new Date().toISOString().slice(0, 10)

const PATHS: Record<string, string> = {
  'list sessions': '/chatkit/sessions',
  'search sessions': '/chatkit/sessions?q=zucchini',
  'list tasks': '/tasks',
  'tasks by status': '/tasks?status=completed',
  'tasks by tag': '/tasks?tag=tag-3',
  'tasks by priority': '/tasks?priority=high',
  'tasks overdue': '/tasks?overdue=true',
  'tasks due': `/tasks?due_before=${TODAY}&due_after=2020-01-01`,
  'tasks by words': '/tasks?q=zucchini',
  'tasks by title': '/tasks?sort=title',
  changes: '/changes',
}

type Times = Record<string, number[]>

const timesOf = async (server: Server, { token }: Person, times: number): Promise<Times> => {
  const found: Times = {}
  for (const [name, path] of Object.entries(PATHS)) {
    const taken: number[] = []
    for (let at = 0; at < WARM + times; at++) {
      const began = performance.now()
      const response = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`${path} answered ${response.status}`)
      if (at >= WARM) taken.push(performance.now() - began)
    }
    found[name] = taken
  }
  return found
}

interface Stage {
  items: number
  times: Times
}

const figuresOf = (who: string, ratio_max: number, first: Times, last: Times): Figure[] =>
  Object.keys(PATHS).map((name) => {
    const [before, after] = [first, last].map((times) => figureOf({ what: '', unit: 'ms' }, times[name] ?? []))
    return {
      ...figureOf({ what: `${name}, ${who}`, unit: 'ms', aim: { of: 'ratio', at_most: ratio_max } }, last[name] ?? []),
      ratio: (after?.median ?? Number.NaN) / (before?.median ?? Number.NaN),
    }
  })

const SHOWN = ['list sessions', 'list tasks', 'tasks by tag', 'tasks by words', 'search sessions']

const plotOf = (stages: Stage[]): Plot => ({
  ...{ title: 'An ordinary person while the database grows', x: 'items of everybody', y: 'ms' },
  series: SHOWN.map((name) => ({
    name,
    points: stages.map(({ items, times }) => [items, figureOf({ what: '', unit: '' }, times[name] ?? []).median]),
  })),
})

const run = async (order: Order) => {
  const server = await startServer(order)
  const sql = postgres(server.database_url, { max: 2, onnotice: () => undefined })
  order.places.later(() => sql.end())
  const times = order.short ? TIMES.short : TIMES.full
  const [ordinary, heavy] = await makePeople(server.database_url, 2)
  if (!ordinary || !heavy) throw new Error('There is nobody.')
  await fillFor(sql, [ordinary.user_id], ORDINARY)
  const stages: Stage[] = []
  let there = 0
  for (const people of order.short ? STAGES.short : STAGES.full) {
    await fillWith(sql, { ...ORDINARY, people: people - there })
    there = people
    await sql`vacuum (analyze)`
    const [row] = await sql<[{ items: number }]>`select count(*)::integer as items from items`
    order.say(`  ${row.items} items`)
    stages.push({ items: row.items, times: await timesOf(server, ordinary, times) })
  }
  await fillFor(sql, [heavy.user_id], HEAVY)
  await sql`vacuum (analyze)`
  const [empty, full] = [stages[0]?.times ?? {}, stages.at(-1)?.times ?? {}]
  const plans = await hotPlans(server.database_url)
  const whole = plans.filter((plan) => plan.whole.length > 0).map(({ name, whole }) => `${name} (${whole.join()})`)
  for (const one of whole) order.say(`  read whole: ${one}`)
  return {
    figures: [
      ...figuresOf('ordinary', 1.5, empty, full),
      ...figuresOf('heavy', 3, empty, await timesOf(server, heavy, times)),
      {
        what: `of ${plans.length} hot statements, those whose generic plan reads a whole table`,
        ...{ unit: 'plans', n: plans.length, median: whole.length, aim: { of: 'median', at_most: 0 } as const },
      },
    ],
    plots: { growth: plotOf(stages) },
    faults: [],
  }
}

export const growth: Bench = {
  name: 'growth',
  about: 'lists, filters, searches from an empty database to 1,000,000 items, a heavy person, generic plans',
  run,
}
