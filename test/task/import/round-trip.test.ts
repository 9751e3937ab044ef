/** What was exported comes back as it was, whatever stands in it. */
import { describe, expect, test } from 'bun:test'
import { exportTasks } from '../../../src/task/export/export.ts'
import { importedTask } from '../../../src/task/import/act.ts'
import { readImport } from '../../../src/task/import/import.ts'
import { EXPORT_FORMATS, type ExportFormat, type Task } from '../../../src/task/schema.ts'

const NOW = '2026-11-21T12:00:00.000Z'
const WHEN = { now: NOW, time_zone: 'Europe/Berlin' }
const TASK: Task = {
  id: 1,
  title: 'Buy milk',
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  created_at: '2026-11-19T00:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
  completed_at: null,
}
const done = { status: 'completed', completed_at: '2026-11-20T00:00:00.000Z' } as const

const again = async (tasks: Task[], format: ExportFormat) => {
  const text = await exportTasks(tasks, format, new Date(NOW))
  const { tasks: parts, errors, skipped } = await readImport(text, format, WHEN, 10_000)
  expect({ errors, skipped }).toEqual({ errors: [], skipped: 0 })
  return parts.map((one, at) => {
    const { next_id: _, remind_from: __, ...task } = importedTask(one, at + 1, NOW)
    return { ...task, updated_at: TASK.updated_at }
  })
}

const CHANGES: Partial<Task>[] = [
  {},
  { description: 'two\nlines, and “quotes” "plain"' },
  ...(['low', 'medium', 'high'] as const).map((priority) => ({ priority })),
  { due_on: '2026-11-25' },
  { due_on: '2026-11-25', due_time: '09:30' },
  { due_on: '2020-02-29', due_time: '00:00' },
  { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO' },
  { due_on: '2026-11-23', due_time: '08:00', repeat: 'FREQ=DAILY;UNTIL=20261224' },
  { due_on: '2026-11-30', repeat: 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1' },
  { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE' },
  { tags: ['home', 'büro', 'a-b', "o'clock", '@x', '+y', 'a:b'] },
  done,
  { ...done, priority: 'high', tags: ['a'], due_on: '2026-11-19' },
  { ...done, repeat: 'FREQ=DAILY', due_on: '2026-11-19' },
]
const TITLES = [
  '=1+1',
  '+49 30 1234',
  '-5 degrees',
  '@SUM(A1)',
  "'=x",
  "''=x",
  "'quoted'",
  '＝1+1',
  'a, b; c',
  'say "hi"',
  "rock 'n' roll",
  'x marks the spot',
  'x 2026-01-01 looks done',
  '(A) plan',
  '2026-12-24 is a day',
  'email @bob about +party due:2026-01-01',
  'note:this title:that',
  'pri:A at:0930 rec:1w',
  '- [ ] not a box',
  'Überweisung 🦊 naïve',
  'https://a.example/?x=1&y=2#z',
  '100% sure %41',
  'SUMMARY:END:VTODO',
  'tomorrow 5pm #home !!!',
  'a  b',
]

describe.each(EXPORT_FORMATS.map((format) => [format]))('%s', (format) => {
  test.each(CHANGES.map((change) => [change]))('%j', async (change) => {
    const task = { ...TASK, ...change }
    expect(await again([task], format)).toEqual([task])
  })

  test.each(TITLES.map((title) => [title]))('the title %j', async (title) => {
    const task = { ...TASK, title, description: title }
    expect(await again([task], format)).toEqual([task])
  })

  test.each(format === 'ics' ? [] : ['2026-11-27T09:00', '2026-11-27T09:00:30'])(
    'what rings at %s',
    async (remind_at) => {
      const task = { ...TASK, remind_at }
      expect(await again([task], format)).toEqual([task])
    },
  )

  test('a list keeps its order', async () => {
    const tasks = CHANGES.map((change, at) => ({ ...TASK, ...change, id: at + 1, title: `Task ${at}` }))
    expect(await again(tasks, format)).toEqual(tasks)
  })
})
