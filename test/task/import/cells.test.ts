import { describe, expect, test } from 'bun:test'
import {
  Fault,
  readDue,
  readPriorityCell,
  readStatus,
  readTagList,
  readTime,
  tagOf,
} from '../../../src/task/import/cells.ts'
import { WHEN } from './support.ts'

const faultOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof Fault) return error.message
    throw error
  }
  return undefined
}

describe('days', () => {
  test.each([
    ['2026-11-25', { due_on: '2026-11-25', due_time: null }],
    ['2026-11-25T09:00', { due_on: '2026-11-25', due_time: '09:00' }],
    ['2026-11-25 09:00:30.123', { due_on: '2026-11-25', due_time: '09:00' }],
    ['2026-11-25T09:00:00-0500', { due_on: '2026-11-25', due_time: '15:00' }],
    ['2026-11-25t23:30:00z', { due_on: '2026-11-26', due_time: '00:30' }],
    ['tomorrow', { due_on: '2026-11-22', due_time: null, repeat: null }],
    ['morgen um 9', { due_on: '2026-11-22', due_time: '09:00', repeat: null }],
  ])('%s', (cell, due) => {
    expect<object>(readDue('Due', cell, WHEN, { words: true })).toEqual(due)
  })

  test.each([['2026-13-01'], ['2026-02-30T09:00'], ['2026-11-25T99:00Z'], ['0000-01-01'], ['soon']])(
    '%s is none',
    (cell) => {
      expect(faultOf(() => readDue('Due', cell, WHEN, { words: true }))).toContain('YYYY-MM-DD')
      expect(faultOf(() => readDue('Due', cell, WHEN, { words: true }))?.length).toBeLessThan(120)
    },
  )

  test('a long one is none either, and is not repeated whole', () => {
    expect(faultOf(() => readDue('Due', 'x'.repeat(5000), WHEN, { words: true }))?.length).toBeLessThan(120)
  })

  test('words only where people wrote them', () => {
    expect(faultOf(() => readDue('Due', 'tomorrow', WHEN, { words: false }))).toContain('Due “tomorrow”')
  })
})

test('times, priorities, states and tags', () => {
  expect([readTime('T', '9:05'), readTime('T', '0905'), readTime('T', '23:59:59')]).toEqual(['09:05', '09:05', '23:59'])
  expect(faultOf(() => readTime('T', '9'))).toContain('HH:MM')
  expect(['None', 'p1', 'B', '3'].map(readPriorityCell)).toEqual(['none', 'high', 'medium', 'low'])
  expect(faultOf(() => readPriorityCell('9'))).toContain('“9”')
  expect(['To Do', 'in_process', 'DONE', 'X', '0'].map(readStatus)).toEqual([false, false, true, true, false])
  expect(faultOf(() => readStatus('half'))).toContain('“half”')
  expect(tagOf('  #Work stuff, more ')).toBe('Work-stuff-more')
  expect(readTagList('a,,  b c ,')).toEqual(['a', 'b-c'])
})
