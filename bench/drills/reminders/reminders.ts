/**
 * Reminders under all that can befall their senders: each must ring once in each channel, none may be lost, and none may
 * ring after its task was completed or moved. In the table a run is one reminder in one channel, `gaps` are those that
 * rang too early or too late to be right, `breaks` are second attempts under the same key, seconds are lateness.
 */
import type { Drill, Order, Row } from '../drill.ts'
import { frozen } from './frozen.ts'
import { killEmbedded, killTwo } from './kills.ts'
import { steps } from './steps.ts'
import { moves, year } from './year.ts'

type Scene = (order: Order) => Promise<Row[]>

const onPostgres: Scene[] = [killTwo, frozen, steps, year, moves]
/** What needs little waiting; the others wait for leases and for looks. */
const onPostgresShort: Scene[] = [killTwo, moves]

export const reminders: Drill = {
  name: 'reminders',
  about: 'kill -9, a freeze, stepped clocks, clock changes and moves around the moments at which reminders ring',
  usual: { full: 100, short: 2 },
  async run(order) {
    const scenes = [
      ...(order.databases.includes('postgres') ? (order.short ? onPostgresShort : onPostgres) : []),
      ...(order.databases.includes('embedded') ? [killEmbedded] : []),
    ]
    // In short all side by side, because waiting is most of it; in full one after the other, because figures are.
    if (order.short) return (await Promise.all(scenes.map((scene) => scene(order)))).flat()
    const rows: Row[] = []
    for (const scene of scenes) rows.push(...(await scene(order)))
    return rows
  },
}
