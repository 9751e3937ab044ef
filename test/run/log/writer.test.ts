import { describe, expect, test } from 'bun:test'
import type { Database } from '../../../src/db/database.ts'
import { AppError } from '../../../src/errors.ts'
import { createLog } from '../../../src/log.ts'
import { Journal, LostRun } from '../../../src/run/log/journal.ts'
import { createWriter, patiently } from '../../../src/run/log/writer.ts'
import type { LoggedEvent } from '../../../src/run/schema.ts'
import { delta, run, textOf } from './support.ts'

const log = createLog('silent')

/** A database that records each statement’s flushes and answers when told. */
const slowDatabase = () => {
  const statements: { events: number; answer: () => void }[] = []
  const db = {
    read: () =>
      new Promise((resolve) => {
        statements.push({ events: 0, answer: () => resolve(new Set([run.id, `${run.id}-2`])) })
      }),
  } as unknown as Database
  return { db, statements }
}

const journalOn = (writer: ReturnType<typeof createWriter>, id: string, seen: LoggedEvent[]) =>
  new Journal({
    run: { ...run, id },
    last_seq: 0,
    flush: writer.flush,
    publish: (_, events) => void seen.push(...events),
    store: () => Promise.reject(new Error('not used')),
  })

describe('writer', () => {
  test('one statement carries what all runs streamed meanwhile', async () => {
    const { db, statements } = slowDatabase()
    const writer = createWriter({ db, owner: 'me', log })
    const seen: LoggedEvent[][] = [[], []]
    const journals = [run.id, `${run.id}-2`].map((id, i) => journalOn(writer, id, seen[i] as LoggedEvent[]))
    for (const journal of journals) journal.push(delta('first '), 'now')
    await Bun.sleep(0)
    for (const journal of journals) {
      journal.push(delta('second '))
      journal.push(delta('third'), 'now')
    }
    expect(statements).toHaveLength(1)
    statements[0]?.answer()
    await Bun.sleep(0)
    // The first run was flushed alone and at once; everything since goes together.
    expect(statements).toHaveLength(2)
    statements[1]?.answer()
    await Bun.sleep(0)
    expect(textOf(seen[0] as LoggedEvent[])).toBe('first second third')
    expect(textOf(seen[1] as LoggedEvent[])).toBe('first second third')
    expect(statements).toHaveLength(2)
  })

  test('a run that is not ours any more is told, the others go on', async () => {
    const db = { read: async () => new Set([run.id]) } as unknown as Database
    const writer = createWriter({ db, owner: 'me', log })
    const seen: LoggedEvent[] = []
    const [mine, lost] = [journalOn(writer, run.id, seen), journalOn(writer, 'lost', [])]
    for (const journal of [mine, lost]) journal?.push(delta('a'), 'now')
    await Bun.sleep(60)
    mine?.push(delta('b'), 'now')
    expect(() => lost?.push(delta('b'))).toThrow(LostRun)
    await Bun.sleep(0)
    expect(textOf(seen)).toBe('ab')
  })

  test('an outage is waited for, anything else is not', async () => {
    let tries = 0
    const away = async () => {
      tries += 1
      if (tries === 1) throw new AppError('database_unavailable', 'away')
      return 'back'
    }
    expect(await patiently(away, log)).toBe('back')
    expect(patiently(() => Promise.reject(new TypeError('bug')), log)).rejects.toThrow('bug')
  })
})
