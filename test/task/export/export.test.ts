import { describe, expect, test } from 'bun:test'
import ICAL from 'ical.js'
import { EXPORT_FILES, exportTasks } from '../../../src/task/export/export.ts'
import type { ExportFormat, Task } from '../../../src/task/schema.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const TASK: Task = {
  id: 3,
  title: 'Buy milk',
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  created_at: '2026-11-19T23:30:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
  completed_at: null,
}
const done = { status: 'completed', completed_at: '2026-11-20T09:00:00.000Z' } as const
const written = (format: ExportFormat, ...changes: Partial<Task>[]) =>
  exportTasks(
    changes.map((change) => ({ ...TASK, ...change })),
    format,
    NOW,
  )

describe('csv', () => {
  const HEAD =
    'id,title,description,status,priority,due_on,due_time,repeat,tags,created_at,updated_at,completed_at,remind_at\r\n'
  const row = async (change: Partial<Task>) => (await written('csv', change)).slice(HEAD.length)

  test('has a line of names and one per task', async () => {
    const whole = { ...done, description: 'two', due_on: '2026-11-21', due_time: '09:30', tags: ['a', 'b'] }
    expect(await written('csv', {}, { ...whole, id: 4, priority: 'high', repeat: 'FREQ=DAILY' })).toBe(
      `${HEAD}3,Buy milk,,pending,none,,,,,2026-11-19T23:30:00.000Z,2026-11-20T08:00:00.000Z,,\r\n` +
        '4,Buy milk,two,completed,high,2026-11-21,09:30,FREQ=DAILY,a b,2026-11-19T23:30:00.000Z,' +
        '2026-11-20T08:00:00.000Z,2026-11-20T09:00:00.000Z,\r\n',
    )
    expect(await written('csv')).toBe(HEAD)
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['=cmd|"/c calc"!A1', '"\'=cmd|""/c calc""!A1"'],
    ['+49 30 1234', "'+49 30 1234"],
    ['-5 degrees', "'-5 degrees"],
    ["'=1+1", "''=1+1"],
    ["'quoted'", "'quoted'"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['a, b', '"a, b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['a\rb', '"a\rb"'],
    ['a=b', 'a=b'],
    ['1-2', '1-2'],
  ])('the title %j becomes %s', async (title, cell) => {
    expect(await row({ title })).toStartWith(`3,${cell},`)
  })

  test.each([['=x'], ['\t=x'], ['\n=x'], ['\rx']])('the description %j is harmless too', async (description) => {
    expect(await row({ description })).toMatch(/^3,Buy milk,"?'/)
  })

  test('and so are tags', async () => {
    expect(await row({ tags: ['=x', 'y'] })).toContain(",'=x y,")
  })
})

describe('ics', () => {
  const todo = async (change: Partial<Task>) => {
    const calendar = new ICAL.Component(ICAL.parse(await written('ics', change)))
    const found = calendar.getAllSubcomponents('vtodo')
    expect(found).toHaveLength(1)
    return (name: string) => found[0]?.getFirstProperty(name)?.toICALString()
  }

  test('is a calendar of to-dos, undated ones too', async () => {
    const text = await written('ics', {}, { id: 4 })
    expect(text).toStartWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:')
    expect(text).toEndWith('END:VCALENDAR\r\n')
    expect(text.match(/BEGIN:VTODO/g)).toHaveLength(2)
    expect(await written('ics')).toContain('END:VCALENDAR')
  })

  const rows: [Partial<Task>, Record<string, string | undefined>][] = [
    [{}, { summary: 'SUMMARY:Buy milk', status: 'STATUS:NEEDS-ACTION', due: undefined, rrule: undefined }],
    [{}, { created: 'CREATED:20261119T233000Z', dtstamp: 'DTSTAMP:20261120T120000Z', priority: 'PRIORITY:0' }],
    [{ priority: 'high' }, { priority: 'PRIORITY:1' }],
    [{ priority: 'low' }, { priority: 'PRIORITY:9' }],
    [done, { status: 'STATUS:COMPLETED', completed: 'COMPLETED:20261120T090000Z' }],
    [{ due_on: '2026-11-21' }, { due: 'DUE;VALUE=DATE:20261121', dtstart: undefined }],
    [{ due_on: '2026-11-21', due_time: '09:30' }, { due: 'DUE:20261121T093000' }],
    [
      { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO' },
      { rrule: 'RRULE:FREQ=WEEKLY;BYDAY=MO', dtstart: 'DTSTART;VALUE=DATE:20261123' },
    ],
    [
      { due_on: '2026-11-23', repeat: 'FREQ=DAILY;UNTIL=20261224T000000Z' },
      { rrule: 'RRULE:FREQ=DAILY;UNTIL=20261224' },
    ],
    [
      { due_on: '2026-11-23', due_time: '08:00', repeat: 'FREQ=DAILY;UNTIL=20261224' },
      { rrule: 'RRULE:FREQ=DAILY;UNTIL=20261224T235959' },
    ],
    [{ tags: ['home', 'a;b'] }, { categories: 'CATEGORIES:home,a\\;b' }],
    [{ description: 'two\nlines, one; end' }, { description: 'DESCRIPTION:two\\nlines\\, one\\; end' }],
  ]
  test.each(rows)('%j', async (change, expected) => {
    const property = await todo(change)
    for (const [name, line] of Object.entries(expected)) expect(property(name)).toBe(line as never)
  })

  test('a title cannot end its to-do, and folded lines read as they were', async () => {
    const title = `x\r\nEND:VTODO\rBEGIN:VEVENT ${'é🦊'.repeat(60)}`
    const property = await todo({ title })
    expect(property('summary')).toContain('END:VTODO')
    const again = new ICAL.Component(ICAL.parse(await written('ics', { title })))
    expect(again.getFirstSubcomponent('vtodo')?.getFirstPropertyValue('summary')).toBe(title.replace(/\r\n?/g, '\n'))
    expect(await written('ics', { title })).not.toMatch(/\r(?!\n)/)
    expect(again.getAllSubcomponents('vevent')).toHaveLength(0)
  })

  test('what rings has an alarm that floats with it', async () => {
    const text = await written('ics', { due_on: '2026-11-23', due_time: '08:00', remind_at: '2026-11-23T07:45' })
    expect(text).toContain(
      'BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Buy milk\r\nTRIGGER;RELATED=END:-PT15M\r\nEND:VALARM',
    )
  })

  test('a long list is whole', async () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ id: at + 1 }))
    expect((await written('ics', ...many)).match(/BEGIN:VTODO/g)).toHaveLength(1000)
  })

  test('its name is the same in every export', async () => {
    const later = await todo({ title: 'New', updated_at: '2026-12-01T00:00:00.000Z' })
    expect((await todo({}))('uid')).toBe(later('uid') as never)
  })
})

describe('todo.txt', () => {
  const rows: [Partial<Task>, string][] = [
    [{}, '2026-11-19 Buy milk'],
    [{ priority: 'high' }, '(A) 2026-11-19 Buy milk'],
    [{ priority: 'medium' }, '(B) 2026-11-19 Buy milk'],
    [{ priority: 'low' }, '(C) 2026-11-19 Buy milk'],
    [{ tags: ['home', 'shop'] }, '2026-11-19 Buy milk @home @shop'],
    [{ due_on: '2026-11-21', due_time: '09:30' }, '2026-11-19 Buy milk due:2026-11-21 at:0930'],
    [{ due_on: '2026-11-21', repeat: 'FREQ=DAILY' }, '2026-11-19 Buy milk due:2026-11-21 rrule:FREQ=DAILY'],
    [done, 'x 2026-11-20 2026-11-19 Buy milk'],
    [{ ...done, priority: 'high' }, 'x 2026-11-20 2026-11-19 Buy milk pri:A'],
    [{ title: 'x marks the spot' }, '2026-11-19 x marks the spot'],
    [{ title: '(A) plan' }, '2026-11-19 (A) plan'],
    [{ title: 'two\r\nlines\u2028three' }, '2026-11-19 two lines three title:two%0D%0Alines%E2%80%A8three'],
    [{ title: 'mail @bob', tags: ['x'] }, '2026-11-19 mail @bob @x title:mail%20%40bob'],
    [{ description: 'with: milk' }, '2026-11-19 Buy milk note:with%3A%20milk'],
  ]
  test.each(rows)('%j is %j', async (change, line) => {
    expect(await written('todotxt', change)).toBe(`${line}\n`)
  })

  test('is one line per task', async () => {
    expect((await written('todotxt', {}, { title: 'x 2020-01-01 fake\n(A) fake' }, done)).split('\n')).toHaveLength(4)
    expect(await written('todotxt')).toBe('')
  })
})

test('every format has its type and file name', () => {
  expect(Object.values(EXPORT_FILES).map(({ type, name }) => [type.split(';')[0], name])).toEqual([
    ['text/csv', 'tasks.csv'],
    ['text/calendar', 'tasks.ics'],
    ['text/plain', 'todo.txt'],
  ])
})
