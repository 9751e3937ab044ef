import { describe, expect, test } from 'bun:test'
import { createReaders, READER_MAX_EVENTS } from '../../../src/run/log/readers.ts'
import type { LoggedEvent, Run, RunEvent } from '../../../src/run/schema.ts'
import { delta } from './support.ts'

const RUN = 'run-1'
const WHO = { user_id: 'user-1', run_id: RUN }
const done: RunEvent = { type: 'run.done', run: { id: RUN } as Run }
const at = (seq: number, event: RunEvent = delta(String(seq))): LoggedEvent => ({ seq, event })
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => at(from + i))

/** A log that can be read and counts how often it was. */
const logOf = (events: LoggedEvent[]) => {
  const log = { events, reads: 0 }
  const read = async (after: number) => {
    log.reads += 1
    return log.events.filter((logged) => logged.seq > after)
  }
  return { log, read }
}

const collect = async (batches: AsyncGenerator<LoggedEvent[]>) => {
  const seqs: number[] = []
  for await (const batch of batches) seqs.push(...batch.map(({ seq }) => seq))
  return seqs
}
const turn = () => Bun.sleep(0)

describe('live readers', () => {
  test('a finished run is replayed from any event on', async () => {
    const { read } = logOf([...range(1, 4), at(5, done)])
    for (const after of [0, 2, 4]) {
      const readers = createReaders()
      const seqs = await collect(readers.read(WHO, after, read, new AbortController().signal))
      expect(seqs).toEqual([1, 2, 3, 4, 5].filter((seq) => seq > after))
      expect(readers.size()).toBe(0)
    }
  })

  test('joins the log and what is published without gap or repeat', async () => {
    const { log, read } = logOf(range(1, 3))
    const readers = createReaders()
    const seqs = collect(readers.read(WHO, 0, read, new AbortController().signal))
    await turn()
    for (const event of [...range(4, 6), at(7, done)]) {
      log.events.push(event)
      readers.publish(RUN, [event])
      await turn()
    }
    expect(await seqs).toEqual([1, 2, 3, 4, 5, 6, 7])
    // Once for what there was and once more to see that this was all: fed readers cost no statements.
    expect(log.reads).toBe(2)
  })

  test('a lost publication is read from the log, a doubled one changes nothing', async () => {
    const { log, read } = logOf(range(1, 1))
    const readers = createReaders()
    const seqs = collect(readers.read(WHO, 0, read, new AbortController().signal))
    await turn()
    log.events.push(...range(2, 4))
    readers.publish(RUN, range(4, 4))
    await turn()
    readers.publish(RUN, range(3, 4))
    await turn()
    log.events.push(at(5, done))
    readers.publish(RUN, [at(5, done)])
    expect(await seqs).toEqual([1, 2, 3, 4, 5])
  })

  test('what writer and hint bring together is told once, and a hole between them is read from the log', async () => {
    const { log, read } = logOf(range(1, 1))
    const readers = createReaders()
    const seqs = collect(readers.read(WHO, 0, read, new AbortController().signal))
    await turn()
    log.events.push(...range(2, 4))
    readers.publish(RUN, range(2, 3))
    readers.publish(RUN, range(2, 4))
    readers.publish(RUN, range(1, 4))
    await turn()
    log.events.push(...range(5, 8))
    readers.publish(RUN, range(5, 5))
    readers.publish(RUN, range(7, 8))
    await turn()
    log.events.push(at(9, done))
    readers.publish(RUN, [at(9, done)])
    readers.publish(RUN, [at(9, done)])
    expect(await seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('two readers see the same', async () => {
    const { log, read } = logOf([])
    const readers = createReaders()
    const both = [0, 0].map(() => collect(readers.read(WHO, 0, read, new AbortController().signal)))
    await turn()
    log.events.push(...range(1, 9), at(10, done))
    readers.publish(RUN, log.events)
    const [first, second] = await Promise.all(both)
    expect(first).toEqual(second as number[])
    expect(first).toHaveLength(10)
  })

  test('a reader that does not keep up costs bounded memory and still misses nothing', async () => {
    const { log, read } = logOf([])
    const readers = createReaders()
    const batches = readers.read(WHO, 0, read, new AbortController().signal)
    const first = batches.next()
    await turn()
    log.events.push(at(1))
    readers.publish(RUN, [at(1)])
    expect((await first).value).toHaveLength(1)
    for (let seq = 2; seq <= READER_MAX_EVENTS * 3; seq++) {
      log.events.push(at(seq))
      readers.publish(RUN, [at(seq)])
    }
    log.events.push(at(READER_MAX_EVENTS * 3 + 1, done))
    readers.publish(RUN, [at(READER_MAX_EVENTS * 3 + 1, done)])
    expect(await collect(batches)).toEqual(Array.from({ length: READER_MAX_EVENTS * 3 }, (_, i) => i + 2))
  })

  test('leaving ends the reading and frees its place', async () => {
    const { read } = logOf(range(1, 2))
    const readers = createReaders()
    const leave = new AbortController()
    const seqs = collect(readers.read(WHO, 0, read, leave.signal))
    await turn()
    expect(readers.size()).toBe(1)
    leave.abort()
    expect(await seqs).toEqual([1, 2])
    expect(readers.size()).toBe(0)
  })
})
