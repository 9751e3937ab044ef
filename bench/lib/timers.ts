/**
 * Loaded into the server of a soak before the program: writes to BENCH_TIMERS how many timers keep the process awake, which
 * nobody can count from outside.
 */
import { heapStats } from 'bun:jsc'

/** Counting walks the heap. */
const COUNT_MS = 15_000
const { BENCH_TIMERS: file } = process.env
const count = () => void Bun.write(file ?? '', `${heapStats().protectedObjectTypeCounts.Timeout ?? 0}`)

if (file) {
  count()
  setInterval(count, COUNT_MS)
}
