import { describe, expect, test } from 'bun:test'
import type { Database } from '../../../src/db/database.ts'
import { AppError } from '../../../src/errors.ts'
import { createLog } from '../../../src/log.ts'
import { createWriter, retryWhileDown } from '../../../src/run/log/batch-writer.ts'
import { Journal, LostRun } from '../../../src/run/log/journal.ts'
import type { LoggedEvent } from '../../../src/run/schema.ts'
import { errorOf } from '../../support/failure.ts'
import { eventually } from '../../support/watched.ts'
import { delta, run, textOf } from './support.ts'

const log = createLog('silent')

/** A database that records each statement’s flushes and answers when told. */
const slowDatabase = () => {
  const statements: { events: number; answer: () => void }[] = []
  const db = {
    query: () =>
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
    keep: () => Promise.reject(new Error('not used')),
    store: () => Promise.reject(new Error('not used')),
  })

/** What was sent so far is answered, and what follows from that has been done. */
const answered = async (statements: { answer: () => void }[], from = 0) => {
  for (const { answer } of statements.slice(from)) answer()
  await Bun.sleep(0)
}

describe('writer', () => {
  test('one statement carries what all runs streamed meanwhile', async () => {
    const { db, statements } = slowDatabase()
    const writer = createWriter({ db, owner: 'me', log })
    const seen: LoggedEvent[][] = [[], []]
    const journals = [run.id, `${run.id}-2`].map((id, i) => journalOn(writer, id, seen[i] as LoggedEvent[]))
    for (const journal of journals) {
      journal.push(delta('first '))
      journal.push(delta('second'))
    }
    await eventually(async () => statements.length > 0)
    await answered(statements)
    expect(seen.map(textOf)).toEqual(['first second', 'first second'])
    expect(statements).toHaveLength(1)
  })

  test('the wait grows with the answers of the append before it, not with those that had nothing new', async () => {
    const { db, statements } = slowDatabase()
    const asked: number[] = []
    const tick = (answers: number) => {
      asked.push(answers)
      return 0
    }
    const writer = createWriter({ db, owner: 'me', log, tick })
    const crowd = [run.id, `${run.id}-2`].map((id) => journalOn(writer, id, []))
    for (const journal of crowd) journal.push(delta('first '))
    await eventually(async () => statements.length === 1)
    await answered(statements)
    crowd[0]?.push(delta('second'))
    await eventually(async () => statements.length === 2)
    await answered(statements, 1)
    expect(asked).toEqual([0, 2, 1])
  })

  test('words after a silence do not wait for a tick', async () => {
    const { db, statements } = slowDatabase()
    const writer = createWriter({ db, owner: 'me', log })
    journalOn(writer, run.id, []).push(delta('word'))
    // Timers come in the order in which they are due, however busy the machine is; a tick takes longer than this one.
    await Bun.sleep(25)
    expect(statements).toHaveLength(1)
  })

  test('first words do not wait for an append of others that is under way, up to a bound', async () => {
    const { db, statements } = slowDatabase()
    const writer = createWriter({ db, owner: 'me', log })
    const ids = Array.from({ length: 8 }, (_, at) => `${run.id}-${at}`)
    const journals = ids.map((id) => journalOn(writer, id, []))
    for (const journal of journals) journal.push(delta('first'), 'now')
    // One append of the tick and four beside it; the others go together when it has landed.
    expect(statements).toHaveLength(5)
    await answered(statements)
    expect(statements).toHaveLength(6)
  })

  test('words of one run are appended one flush after the other', async () => {
    const { db, statements } = slowDatabase()
    const writer = createWriter({ db, owner: 'me', log })
    const seen: LoggedEvent[] = []
    const journal = journalOn(writer, run.id, seen)
    journal.push(delta('first '), 'now')
    journal.push(delta('second '), 'now')
    journal.push(delta('third'))
    await Bun.sleep(0)
    expect(statements).toHaveLength(1)
    await answered(statements)
    // What was refused while the first was under way is not left to the next tick.
    expect(statements).toHaveLength(2)
    await answered(statements, 1)
    expect(textOf(seen)).toBe('first second third')
    expect(seen.map(({ seq }) => seq)).toEqual([1, 2])
  })

  test('a run that is not ours any more is told, the others go on', async () => {
    const db = { query: async () => new Set([run.id]) } as unknown as Database
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
    expect(await retryWhileDown(away, log)).toBe('back')
    expect(String(await errorOf(retryWhileDown(() => Promise.reject(new TypeError('bug')), log)))).toContain('bug')
  })
})
