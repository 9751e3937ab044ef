/** The rules between the parts of a task: real dates, a time only on a day, a repeat that falls on some day. */
import { describe, expect, test } from 'bun:test'
import { AppError } from '../../src/errors.ts'
import { partsOfChanged, partsOfNew } from '../../src/task/fields.ts'
import type { NewTask, StoredTask, TaskChange } from '../../src/task/schema.ts'

const FRIDAY = '2026-11-20'

/** The JSON pointer that is refused, or undefined. */
const refused = (work: () => unknown) => {
  try {
    work()
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || !Array.isArray(error.details)) throw error
    return error.details[0]?.path
  }
}
const made = (input: Partial<NewTask>) => partsOfNew({ title: 'Milk', ...input }, FRIDAY)

describe('a new task', () => {
  test('is whole: what is not named is empty', () => {
    expect(made({})).toMatchObject({
      title: 'Milk',
      description: null,
      priority: 'none',
      due_on: null,
      due_time: null,
      repeat: null,
      tags: [],
    })
  })

  test('has each tag once, and no empty description', () => {
    expect(made({ tags: ['a', 'b', 'a'], description: '' })).toMatchObject({ tags: ['a', 'b'], description: null })
  })

  test('that repeats begins on the first day of its rule, or on the day that is named', () => {
    expect(made({ repeat: 'FREQ=WEEKLY;BYDAY=MO' }).due_on).toBe('2026-11-23')
    expect(made({ repeat: 'FREQ=WEEKLY;BYDAY=MO', due_on: '2026-12-07' }).due_on).toBe('2026-12-07')
  })

  test.each([
    [{ due_on: '2026-02-30' }, '/due_on'],
    [{ due_time: '10:00' }, '/due_time'],
    [{ repeat: 'FREQ=SECONDLY' }, '/repeat'],
    [{ repeat: 'nonsense' }, '/repeat'],
    [{ repeat: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, '/repeat'],
  ] as [Partial<NewTask>, string][])('%j is refused at %s', (input, path) => {
    expect(refused(() => made(input))).toBe(path)
  })
})

describe('a changed task', () => {
  const task = { ...made({ due_on: FRIDAY, due_time: '10:00' }) } as StoredTask
  const changed = (change: TaskChange, from = task) => partsOfChanged(from, change, FRIDAY)

  test('keeps what the change does not name', () => {
    expect(changed({ title: 'Bread' })).toMatchObject({ title: 'Bread', due_on: FRIDAY, due_time: '10:00' })
  })

  test('without its day loses its time, unless the time was asked for', () => {
    expect(changed({ due_on: null })).toMatchObject({ due_on: null, due_time: null })
    expect(refused(() => changed({ due_on: null, due_time: '11:00' }))).toBe('/due_time')
  })

  test('that repeats cannot be without a day: it gets the next one', () => {
    const weekly = { ...task, repeat: 'FREQ=WEEKLY;BYDAY=FR' }
    expect(changed({ due_on: null }, weekly).due_on).toBe(FRIDAY)
    expect(changed({ repeat: 'FREQ=DAILY' }).repeat).toContain('DAILY')
  })
})
