/** Starts the watchdog with the patience of argv 2 (ms), then spins for ever or, as argv 3 says, lives on and ends. */
import { startWatchdog } from '../../../src/db/pglite/watchdog.ts'

const patience = Number(process.argv[2])
const stop = startWatchdog(patience)
await Bun.sleep(patience * 2)
if (process.argv[3] === 'spin') for (;;);
if (process.argv[3] === 'stop') {
  stop()
  const ends = performance.now() + patience * 2
  while (performance.now() < ends);
}
process.stdout.write('ended by itself\n')
