/**
 * Ends a process whose main loop is silent: Postgres in WebAssembly runs there, and when it spins (seen after a full
 * disk) nothing else gets a turn. Killing is safe for the data, and its supervisor starts it anew.
 */

/** Silence that is no longer a slow query. */
const SILENCE_MAX_MS = 30_000
/** The silence is counted in parts, so that a process that was suspended gets a turn before it is judged. */
const PARTS = 3

/** Runs in its own thread and needs no event loop: it sleeps on the shared counter. */
const GUARD_SOURCE = `
  const { writeSync } = require('node:fs')
  self.onmessage = ({ data: { beats, part_ms, parts } }) => {
    for (let silent = 0; silent < parts; ) {
      const seen = Atomics.load(beats, 0)
      silent = Atomics.wait(beats, 0, seen, part_ms) === 'timed-out' ? silent + 1 : 0
    }
    writeSync(2, JSON.stringify({ level: 60, time: Date.now(), msg: 'main loop silent, process killed' }) + '\\n')
    process.kill(process.pid, 'SIGKILL')
  }`

/** Starts watching; the answered function ends it. */
export const startWatchdog = (silence_max_ms = SILENCE_MAX_MS): (() => void) => {
  const beats = new Int32Array(new SharedArrayBuffer(4))
  const part_ms = silence_max_ms / PARTS
  const source = URL.createObjectURL(new Blob([GUARD_SOURCE], { type: 'application/javascript' }))
  const worker = new Worker(source, { smol: true })
  ;(worker as unknown as { unref(): void }).unref()
  worker.postMessage({ beats, part_ms, parts: PARTS })
  const heart = setInterval(() => {
    Atomics.add(beats, 0, 1)
    Atomics.notify(beats, 0)
  }, part_ms / 4)
  heart.unref()
  return () => {
    clearInterval(heart)
    worker.terminate()
    URL.revokeObjectURL(source)
  }
}
