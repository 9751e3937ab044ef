import { describe, expect, test } from 'bun:test'
import { reading } from './support.ts'

const calendar = (...todos: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...todos.flatMap((rows) => ['BEGIN:VTODO', 'SUMMARY:Tea', ...rows, 'END:VTODO']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

const rows: [string[], object][] = [
  [[], {}],
  [['DESCRIPTION:two\\nlines\\, one', 'UID:x', 'X-ODD:1'], { description: 'two\nlines, one' }],
  [['PRIORITY:1'], { priority: 'high' }],
  [['PRIORITY:5'], { priority: 'medium' }],
  [['PRIORITY:9'], { priority: 'low' }],
  [['PRIORITY:0'], {}],
  [['STATUS:COMPLETED'], { completed: true }],
  [['COMPLETED:20261120T090000Z'], { completed: true }],
  [['STATUS:IN-PROCESS', 'PERCENT-COMPLETE:50'], {}],
  [['DUE;VALUE=DATE:20261125'], { due_on: '2026-11-25' }],
  [['DTSTART;VALUE=DATE:20261125'], { due_on: '2026-11-25' }],
  [['DUE:20261125T093000'], { due_on: '2026-11-25', due_time: '09:30' }],
  [['DUE:20261125T233000Z'], { due_on: '2026-11-26', due_time: '00:30' }],
  [['DUE;TZID=Europe/Berlin:20261125T093000'], { due_on: '2026-11-25', due_time: '09:30' }],
  [['DUE;TZID=America/New_York:20261125T200000'], { due_on: '2026-11-26', due_time: '02:00' }],
  [['DUE;TZID=Nowhere/Land:20261125T093000'], { due_on: '2026-11-25', due_time: '09:30' }],
  [
    ['DUE;VALUE=DATE:20261123', 'RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101T000000Z'],
    { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101' },
  ],
  [['CATEGORIES:Home,Work stuff', 'CATEGORIES:#x'], { tags: ['Home', 'Work-stuff', 'x'] }],
  [['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT15M', 'DESCRIPTION:ring', 'END:VALARM'], {}],
]
test.each(rows)('%j', async (lines, said) => {
  expect(await reading('ics', calendar(lines))).toEqual({ said: [{ title: 'Tea', ...said }], skipped: 0, errors: [] })
})

describe('a calendar', () => {
  test('may hold folded lines, other components and called-off to-dos', async () => {
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'SUMMARY:No task',
      'END:VEVENT',
      'BEGIN:VTODO',
      'SUMMARY:Buy m',
      ' ilk BEGIN:VTODO',
      'END:VTODO',
      'BEGIN:VTODO',
      'SUMMARY:Off',
      'STATUS:CANCELLED',
      'END:VTODO',
      'END:VCALENDAR',
    ].join('\n')
    expect(await reading('ics', text)).toEqual({ said: [{ title: 'Buy milk BEGIN:VTODO' }], skipped: 2, errors: [] })
  })

  test.each([
    ['no calendar', 'Buy milk\n', 1],
    ['a to-do without an end', 'BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\n', 2],
    ['a line that is none', calendar(['nonsense']), 3],
    ['a day that is none', calendar(['DUE;VALUE=DATE:20260230']), 3],
    ['a rule that is none', calendar(['RRULE:FREQ=OFTEN']), 3],
    ['a rule of hours', calendar(['RRULE:FREQ=HOURLY']), 3],
    ['far too much', calendar(['DESCRIPTION:', ...Array(3000).fill(` ${'x'.repeat(60)}`)]), 3],
  ])('%s is an error', async (_, text, line) => {
    expect((await reading('ics', text)).errors).toMatchObject([{ line }])
  })
})
