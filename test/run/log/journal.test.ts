import { describe, expect, test } from 'bun:test'
import { LostRun } from '../../../src/run/log/journal.ts'
import type { Flush } from '../../../src/run/log/store.ts'
import { errorOf } from '../../support/failure.ts'
import { delta, effect, journalInMemory, run, textOf } from './support.ts'

const kept = (...ids: string[]) => Promise.resolve(new Set(ids))

describe('journal', () => {
  test('numbers events from the last one in the log', async () => {
    const { journal, published } = journalInMemory(7)
    await journal.commit(async () => ({ step: {}, events: [effect('a'), effect('b')], value: undefined }))
    expect(published.map(({ seq }) => seq)).toEqual([8, 9])
  })

  test('merges deltas of one item that wait, and only those', () => {
    const { journal } = journalInMemory()
    for (const event of [delta('a'), delta('b'), delta('x', 'item-2'), delta('c'), effect('e'), delta('d')])
      journal.push(event)
    const flush = journal.take()
    expect(flush?.events).toEqual([delta('ab'), delta('x', 'item-2'), delta('c'), effect('e'), delta('d')])
  })

  test('shows an event only after it is in the log', async () => {
    const { journal, published } = journalInMemory()
    journal.push(delta('a'))
    const flush = journal.take() as Flush
    const answer = Promise.withResolvers<Set<string>>()
    const tracked = journal.track(flush, answer.promise)
    expect(published).toEqual([])
    answer.resolve(new Set([run.id]))
    await tracked
    expect(textOf(published)).toBe('a')
  })

  test('a commit waits for the flush under way and takes along what came since', async () => {
    const { journal, published, stored } = journalInMemory()
    journal.push(delta('a'))
    const answer = Promise.withResolvers<Set<string>>()
    const tracked = journal.track(journal.take() as Flush, answer.promise)
    journal.push(delta('b'))
    const committed = journal.commit(async () => ({ step: {}, events: [effect('end')], value: 1 }))
    expect(journal.take()).toBeUndefined()
    answer.resolve(new Set([run.id]))
    await tracked
    expect(await committed).toBe(1)
    expect(stored).toHaveLength(1)
    expect(stored[0]).toMatchObject({ first_seq: 2, events: [delta('b'), effect('end')] })
    expect(published.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  test('a record takes along what was streamed, in one piece', async () => {
    const { journal, published, stored } = journalInMemory()
    journal.push(delta('a'))
    await journal.record({ step: {}, events: [effect('end')] })
    expect(stored).toMatchObject([{ first_seq: 1, events: [delta('a'), effect('end')] }])
    expect(published.map(({ seq }) => seq)).toEqual([1, 2])
  })

  test('a commit that fails shows nothing and keeps what was streamed for the next', async () => {
    const { journal, published } = journalInMemory()
    journal.push(delta('a'))
    const failing = journal.commit(async () => Promise.reject(new Error('no')))
    expect(String(await errorOf(failing))).toBe('Error: no')
    expect(published).toEqual([])
    await journal.commit(async () => ({ step: {}, events: [], value: undefined }))
    expect(textOf(published)).toBe('a')
  })

  test('a run that is somebody else’s now takes no more events', async () => {
    const { journal, published } = journalInMemory()
    journal.push(delta('a'))
    await journal.track(journal.take() as Flush, kept())
    expect(() => journal.push(delta('b'))).toThrow(LostRun)
    expect(await errorOf(journal.record({ step: {}, events: [effect('x')] }))).toBeInstanceOf(LostRun)
    const committed = journal.commit(async () => ({ step: {}, events: [effect('x')], value: undefined }))
    expect(await errorOf(committed)).toBeInstanceOf(LostRun)
    expect(published).toEqual([])
  })

  test('asks the writer at once for what must not wait', () => {
    const { journal, asked } = journalInMemory()
    journal.push(delta('a'), 'now')
    journal.push(delta('b'))
    expect(asked).toEqual(['now', 'soon'])
  })
})
