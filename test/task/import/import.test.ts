/** What holds for every format: bounds, moments, and files that nobody wrote. */
import { describe, expect, test } from 'bun:test'
import { openIn } from '../../../src/task/import/act.ts'
import { readImport } from '../../../src/task/import/import.ts'
import { IMPORT_FORMATS, type ImportFormat } from '../../../src/task/import/schema.ts'
import { errorOf } from '../../support/failure.ts'
import { reading, WHEN } from './support.ts'

const read = (format: ImportFormat, text: string, max_open = 10_000) => readImport(text, format, WHEN, max_open)

test('no more than 100 errors are told', async () => {
  const { errors } = await reading('csv', `title,due_on\n${'Tea,never\n'.repeat(500)}`)
  expect(errors).toHaveLength(100)
})

describe('too many tasks', () => {
  test('that are open', async () => {
    expect(await errorOf(read('todotxt', 'x\n'.repeat(10_001)))).toMatchObject({ code: 'task_limit_reached' })
  })
  test('that are done', async () => {
    expect(await errorOf(read('todotxt', 'x a\n'.repeat(10_001)))).toMatchObject({ code: 'validation_error' })
  })
  test('but not ten thousand', async () => {
    const { tasks } = await read('todotxt', 'x a\nb\n'.repeat(5_000))
    expect([tasks.length, openIn(tasks)]).toEqual([10_000, 5_000])
  })
})

test('moments are kept, unless they have not been yet', async () => {
  const rows = [
    'a,completed,2026-11-01T10:00:00Z,2026-11-02T10:00:00Z',
    'b,completed,2099-01-01T00:00:00Z,2099-01-01T00:00:00Z',
    'c,completed,never,',
    'd,pending,1901-01-01,2026-11-02T10:00:00Z',
  ]
  const { tasks } = await read('csv', ['title,status,created_at,completed_at', ...rows].join('\n'))
  expect(tasks.map(({ created_at, completed_at }) => [created_at, completed_at])).toEqual([
    ['2026-11-01T10:00:00.000Z', '2026-11-02T10:00:00.000Z'],
    [WHEN.now, WHEN.now],
    [WHEN.now, WHEN.now],
    [WHEN.now, null],
  ])
})

/** The same numbers in every run; tells which text failed. */
const numbers = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return seed / 2 ** 31
}

const PIECES = [
  ...['title', 'content', 'due', 'due_on', 'status', 'tags', 'Tea', '2026-11-25', '2026-02-30', 'high', 'every monday'],
  ...[',', ';', '\t', '"', '""', '\n', '\r\n', '\r', ' ', "'", '=', '\ufeff', '🦊', 'ä', '\u0000', '\u2028', '%', '\\'],
  ...[
    'x ',
    '(A) ',
    '@home',
    '+work',
    'due:',
    'rec:',
    'rec:1w',
    'pri:A',
    'at:0900',
    'note:%41',
    'title:%zz',
    'rrule:FREQ=DAILY',
  ],
  ...[
    'BEGIN:VCALENDAR',
    'BEGIN:VTODO',
    'END:VTODO',
    'SUMMARY:',
    'DUE;VALUE=DATE:',
    'DUE:',
    'RRULE:',
    'CATEGORIES:a,',
    'TZID=',
  ],
  ...['20261125', 'T090000Z', 'FREQ=WEEKLY', 'PRIORITY:1', 'STATUS:COMPLETED', 'BEGIN:VALARM', 'END:VCALENDAR'],
  ...[
    '- ',
    '* ',
    '1. ',
    '[ ] ',
    '[x] ',
    '# ',
    '## tomorrow',
    '---',
    '> ',
    '```',
    'tomorrow 5pm',
    '#tag',
    '!!!',
    'jeden Tag',
  ],
]

test.each(IMPORT_FORMATS.map((format) => [format]))('%s: any text is read or said to be wrong', async (format) => {
  const random = numbers(7)
  for (let round = 0; round < 400; round++) {
    const text = Array.from(
      { length: 1 + Math.floor(random() * 40) },
      () => PIECES[Math.floor(random() * PIECES.length)],
    )
    const whole = `${format === 'csv' && random() < 0.7 ? 'title,due,tags\n' : ''}${text.join('')}`
    // What ends a line is for the parser of tables to say.
    const lines = format === 'csv' ? whole.length : whole.split('\n').length
    const { tasks, errors } = await read(format, whole)
    for (const { line, message } of errors) {
      expect([whole, line >= 1 && line <= lines]).toEqual([whole, true])
      expect([whole, message.length < 300 && message.length > 5]).toEqual([whole, true])
    }
    for (const { title, tags } of tasks) {
      expect([whole, title.trim() === title && title.length >= 1 && title.length <= 200]).toEqual([whole, true])
      for (const tag of tags) expect([whole, /^[^\s#,]{1,50}$/.test(tag)]).toEqual([whole, true])
    }
  }
})
