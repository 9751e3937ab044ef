/** SIGTERM in the middle of answers: what the grace allows is finished, the rest is handed over, and the exit is 0. */
import { gather, rowOf, talk } from './crowd.ts'
import type { DatabaseKind, Drill, Order, Row } from './drill.ts'
import { cluster } from './postgres.ts'
import { Instance } from './process.ts'
import { assistant } from './script.ts'

/** Guarantee 14 of the reliability reference. */
const EXIT_MAX_MS = 30_000
const WORD_MS = 30
const MIDDLE_MS = 700
/** Enough for an answer of 4 s, and far too little. */
const GRACES = [
  { name: 'long grace', seconds: 20, handed_over: false },
  { name: 'short grace', seconds: 1, handed_over: true },
]

const stopOnce = async (order: Order, kind: DatabaseKind, grace: (typeof GRACES)[number]): Promise<Row> => {
  const { command, places } = order
  const settings: Record<string, string> = await assistant(places, { word_ms: WORD_MS })
  if (kind === 'postgres') settings.DATABASE_URL = await (await cluster(places)).database()
  const env = { ...settings, SHUTDOWN_GRACE_SECONDS: `${grace.seconds}` }
  const instance = await Instance.make({ command, places, env })
  await instance.start()
  const crowd = await gather(instance.url, order.n)
  const { accepted, heard } = talk(crowd)
  await accepted
  await Bun.sleep(MIDDLE_MS)
  const struck_at = Date.now()
  const { exit, took_ms } = await instance.stop('SIGTERM')
  await instance.start()
  const all = await heard
  await instance.end()
  const row = rowOf({
    what: `${kind}, ${grace.name}`,
    heard: all,
    people: crowd.people,
    instances: [instance],
    struck_at,
  })
  const handed = row.takeovers?.length ?? 0
  const faults = [
    ...(exit === 0 ? [] : [`the exit code was ${exit}`]),
    ...(took_ms <= EXIT_MAX_MS ? [] : [`stopping took ${took_ms.toFixed(0)} ms`]),
    ...(handed > 0 === grace.handed_over ? [] : [`${handed} of ${all.length} were handed over`]),
  ]
  const facts = { exit: exit ?? 'none', 'stopped after s': (took_ms / 1000).toFixed(2), 'handed over': handed }
  return { ...row, facts: { ...facts, ...row.facts }, faults: [...row.faults, ...faults] }
}

export const sigterm: Drill = {
  name: 'sigterm',
  about: 'SIGTERM in the middle of answers: finish, hand over, exit 0',
  usual: { full: 20, short: 5 },
  async run(order) {
    const rows: Row[] = []
    const graces = order.short ? GRACES.filter(({ handed_over }) => handed_over) : GRACES
    for (const kind of order.databases) for (const grace of graces) rows.push(await stopOnce(order, kind, grace))
    return rows
  },
}
