/** Readers who come and go at random, many times in one answer, and still have the whole of it in the end. */
import { gather, rowOf, talk } from './crowd.ts'
import type { Drill } from './drill.ts'
import { cluster } from './postgres.ts'
import { Instance } from './process.ts'
import { assistant } from './script.ts'

const WORD_MS = 20
/** Chance that a reader leaves after an event. */
const FLIGHT = 0.1

export const flapping: Drill = {
  name: 'flapping',
  about: 'clients that leave and come back at random',
  usual: { full: 50, short: 10 },
  async run(order) {
    const { command, places, n } = order
    const settings = await assistant(places, { word_ms: WORD_MS })
    const rows = []
    for (const kind of order.databases) {
      const env: Record<string, string> = { ...settings }
      if (kind === 'postgres') env.DATABASE_URL = await (await cluster(places)).database()
      const instance = await Instance.make({ command, places, env })
      await instance.start()
      const crowd = await gather(instance.url, n)
      const heard = await talk(crowd, { flees: () => Math.random() < FLIGHT }).heard
      await instance.end()
      rows.push(rowOf({ what: kind, heard, people: crowd.people, instances: [instance] }))
    }
    return rows
  },
}
