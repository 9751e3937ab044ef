/** The soak itself, for seconds: that it has a figure of everything, and takes no refusal for an answer. */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { soak, soakEmbedded } from '../../../bench/cases/soak.ts'
import { Places } from '../../../bench/drills/place.ts'
import { ROOT } from '../../../bench/lib/process.ts'
import { SERVER_URL } from '../../support/database.ts'

const HELD = ['memory', 'descriptors', 'timers', 'connections of the database', 'rows of logs and notices']

test.each([soak, soakEmbedded].filter((one) => one === soakEmbedded || SERVER_URL))('$name', async ({ run }) => {
  const places = new Places()
  const command = ['bun', '--no-env-file', join(ROOT, 'src/main.ts')]
  const { figures, faults } = await run({ short: true, command, minutes: 0.02, places, say: () => undefined })
  expect(await places.leave()).toEqual([])
  expect(faults).toEqual([])
  expect(figures.map(({ what }) => what)).toEqual(HELD)
  for (const { n } of figures) expect(n).toBeGreaterThan(0)
})
