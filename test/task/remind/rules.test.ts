/** When a task rings by itself, and where its reminder goes when the task moves. */
import { describe, expect, test } from 'bun:test'
import { partsOfChanged, partsOfNew } from '../../../src/task/fields.ts'
import { remindChanged, remindNew, remindNext } from '../../../src/task/remind/rules.ts'
import type { NewTask, StoredTask, TaskEdit } from '../../../src/task/schema.ts'

const TODAY = '2026-11-20'
const TASK: StoredTask = {
  id: 1,
  title: 'Call Bob',
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: '2026-11-27',
  due_time: '17:00',
  repeat: null,
  tags: [],
  remind_at: '2026-11-27T16:50',
  remind_from: null,
  created_at: '2026-11-19T10:00:00.000Z',
  updated_at: '2026-11-19T10:00:00.000Z',
  completed_at: null,
  next_id: null,
}

describe('a new task', () => {
  const made = (told: Omit<NewTask, 'title'>, remind_before: number | null = 10) => {
    const input = { title: 'Call Bob', ...told }
    return remindNew(partsOfNew(input, TODAY), input, { remind_before }).remind_at
  }
  const timed = { due_on: '2026-11-27', due_time: '00:05' }

  test('with a time rings so long before it, when its person wants that', () => {
    expect(made(timed)).toBe('2026-11-26T23:55')
    expect(made(timed, 0)).toBe('2026-11-27T00:05')
    expect(made(timed, null)).toBeNull()
  })
  test('without a time does not', () => {
    expect(made({ due_on: '2026-11-27' })).toBeNull()
    expect(made({})).toBeNull()
  })
  test('rings as it was told, or not at all', () => {
    expect(made({ ...timed, remind_at: '2026-11-25T08:00:00' })).toBe('2026-11-25T08:00')
    expect(made({ ...timed, remind_at: null })).toBeNull()
  })
  test.each(['2026-02-30T09:00', '1899-12-31T09:00', '3000-01-01T09:00'])('cannot ring at %s', (remind_at) => {
    expect(() => made({ remind_at })).toThrow('Remind at')
  })
})

describe('a changed task', () => {
  const changed = (task: Partial<StoredTask>, told: TaskEdit, remind_before: number | null = 10) => {
    const before = { ...TASK, ...task }
    const { remind_at, remind_from } = remindChanged(before, partsOfChanged(before, told, TODAY), told, {
      remind_before,
    })
    return [remind_at, remind_from]
  }
  const late = { remind_at: '2026-11-28T09:00', remind_from: '2026-11-27T16:50' }

  test.each<[string, Partial<StoredTask>, TaskEdit, (string | null)[]]>([
    ['keeps it when something else changes', {}, { title: 'Call Al' }, ['2026-11-27T16:50', null]],
    ['keeps it put off when something else changes', late, { title: 'Call Al' }, [late.remind_at, late.remind_from]],
    [
      'takes it along to another day and time',
      {},
      { due_on: '2026-11-29', due_time: '18:00' },
      ['2026-11-29T17:50', null],
    ],
    [
      'takes it along from where it stood before it was put off',
      late,
      { due_on: '2026-11-29' },
      ['2026-11-29T16:50', null],
    ],
    [
      'takes it along by days when the time goes',
      {},
      { due_on: '2026-11-28', due_time: null },
      ['2026-11-28T16:50', null],
    ],
    ['drops it with the day', {}, { due_on: null }, [null, null]],
    [
      'gets one by habit with its first time',
      { due_time: null, remind_at: null },
      { due_time: '17:00' },
      ['2026-11-27T16:50', null],
    ],
    ['gets none back that was taken away', { remind_at: null }, { due_time: '18:00' }, [null, null]],
    ['does as it is told', {}, { due_time: '18:00', remind_at: '2026-11-20T08:00' }, ['2026-11-20T08:00', null]],
    ['rings no more when told', {}, { remind_at: null }, [null, null]],
    ['stays put off when told what it has', late, { remind_at: late.remind_at }, [late.remind_at, late.remind_from]],
    ['remembers where it stood', {}, { remind_at: late.remind_at, put_off: true }, [late.remind_at, late.remind_from]],
    [
      'remembers where it stood at first',
      late,
      { remind_at: '2026-11-30T09:00', put_off: true },
      ['2026-11-30T09:00', late.remind_from],
    ],
    [
      'keeps a reminder that is of no day',
      { due_on: null, due_time: null },
      { due_on: '2026-12-24' },
      ['2026-11-27T16:50', null],
    ],
  ])('%s', (_, task, told, expected) => {
    expect(changed(task, told)).toEqual(expected)
  })
})

test('the next occurrence rings as long before as this one was to, however often that was put off', () => {
  const next = { remind_at: '2026-12-04T16:50', remind_from: null }
  expect(remindNext(TASK, '2026-12-04')).toEqual(next)
  expect(remindNext({ ...TASK, remind_at: '2026-11-28T09:00', remind_from: TASK.remind_at }, '2026-12-04')).toEqual(
    next,
  )
  expect(remindNext({ ...TASK, remind_at: null }, '2026-12-04')).toEqual({ remind_at: null, remind_from: null })
})
