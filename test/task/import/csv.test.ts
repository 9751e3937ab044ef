import { describe, expect, test } from 'bun:test'
import { reading } from './support.ts'

const csv = (...rows: string[]) => reading('csv', rows.join('\n'))

describe('names of columns', () => {
  test.each([
    ['title,due_on\nBuy milk,2026-11-25'],
    ['\ufeffTitle,Due Date\r\nBuy milk,2026-11-25\r\n'],
    ['Task Name;Deadline\nBuy milk;2026-11-25'],
    ['name\tdate\nBuy milk\t2026-11-25'],
    ['"Subject","DUE-DATE","Whatever"\n"Buy milk","2026-11-25","x"'],
    ['due,content,content\n2026-11-25,Buy milk,Bread'],
  ])('%j', async (text) => {
    expect(await reading('csv', text)).toEqual({
      said: [{ title: 'Buy milk', due_on: '2026-11-25' }],
      skipped: 0,
      errors: [],
    })
  })

  test.each([['milk\nbread'], ['due_on,priority\n2026-11-25,high'], ['']])('%j names no title', async (text) => {
    const { said, errors } = await reading('csv', text)
    expect(said).toEqual([])
    if (text !== '') expect(errors).toMatchObject([{ line: 1, message: expect.stringContaining('title') }])
  })
})

describe('Todoist', () => {
  const HEAD = 'TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE'

  test('tasks with labels, priorities and dates in words; sections and comments are passed over', async () => {
    const { said, skipped, errors } = await csv(
      HEAD,
      'section,Home,,,,,,,,',
      'task,Water plants @garden @home,all of them,1,1,Ada (1),,every monday,en,UTC',
      'note,a comment,,,,,,,,',
      'task,Call mum,,4,1,Ada (1),,2026-11-25T17:00:00Z,en,UTC',
      ',,,,,,,,,',
    )
    expect(errors).toEqual([])
    expect(skipped).toBe(3)
    expect(said).toEqual([
      {
        title: 'Water plants',
        description: 'all of them',
        priority: 'high',
        due_on: '2026-11-23',
        repeat: 'FREQ=WEEKLY;BYDAY=MO',
        tags: ['garden', 'home'],
      },
      { title: 'Call mum', due_on: '2026-11-25', due_time: '18:00' },
    ])
  })
})

describe('cells', () => {
  const rows: [string, string, object][] = [
    ['priority', 'HIGH', { priority: 'high' }],
    ['priority', 'urgent', { priority: 'high' }],
    ['priority', '3', { priority: 'low' }],
    ['priority', 'p2', { priority: 'medium' }],
    ['due_on', '2026-11-25 09:00', { due_on: '2026-11-25', due_time: '09:00' }],
    ['due_on', '2026-11-25T23:30:00+00:00', { due_on: '2026-11-26', due_time: '00:30' }],
    ['due_on', '2026-07-25T23:30Z', { due_on: '2026-07-26', due_time: '01:30' }],
    ['due', 'tomorrow 5pm', { due_on: '2026-11-22', due_time: '17:00' }],
    ['status', 'Done', { completed: true }],
    ['completed', 'no', {}],
    ['completed at', '2026-11-20T10:00:00Z', { completed: true }],
    ['labels', '"Work stuff, Home"', { tags: ['Work-stuff', 'Home'] }],
    ['tags', '#a b', { tags: ['a', 'b'] }],
    ['Project', 'My house', { tags: ['My-house'] }],
    ['repeat', 'FREQ=DAILY', { repeat: 'FREQ=DAILY', due_on: '2026-11-21' }],
    ['notes', '"two\nlines"', { description: 'two\nlines' }],
    ['due time', '9:05', { due_on: '2026-11-25', due_time: '09:05' }],
  ]
  test.each(rows)('%s: %s', async (name, cell, said) => {
    const [extra, value] = name === 'due time' ? [',due_on', ',2026-11-25'] : ['', '']
    expect(await csv(`title,${name}${extra}`, `Tea,${cell}${value}`)).toEqual({
      said: [{ title: 'Tea', ...said }],
      skipped: 0,
      errors: [],
    })
  })

  test.each([
    ['due_on', '2026-02-30', 'Due date “2026-02-30”'],
    ['due_on', 'tomorrow', 'Due date “tomorrow”'],
    ['due', 'the day the music died', 'Due date'],
    ['priority', 'sometime', 'Priority “sometime”'],
    ['status', 'maybe', 'Status “maybe”'],
    ['due_time', '25:00', 'Due time “25:00”'],
    ['due_time', '09:00', 'A due time needs a due date.'],
    ['repeat', 'every monday', 'Repeat must be'],
  ])('%s: %s is an error that names its line', async (name, cell, message) => {
    const { said, errors } = await csv(`title,${name}`, 'Milk,', `Tea,${cell}`)
    expect(said).toEqual([{ title: 'Milk' }])
    expect(errors).toMatchObject([{ line: 3, message: expect.stringContaining(message) }])
  })

  test('a title that is missing, too long or not storable', async () => {
    const { errors } = await csv('title,tags', ',home', `${'x'.repeat(201)},`, 'a\0b,')
    expect(errors.map(({ line }) => line)).toEqual([2, 3, 4])
    expect(errors[0]?.message).toContain('Title')
  })
})

test('lines are counted by what stands in the file', async () => {
  const { errors } = await csv('title,due_on', '"two', 'lines",2026-11-25', '', '', 'Tea,never')
  expect(errors).toMatchObject([{ line: 6 }])
})

test.each([
  ['a quote left open', 'title\n"Tea\nMilk\n'],
  ['a quote within a cell', 'title\n"Tea"x,\n'],
  ['a row without an end', `title\n"${'x'.repeat(100_000)}`],
])('%s is an error, not a failure', async (_, text) => {
  const { said, errors } = await reading('csv', text)
  expect(said).toEqual([])
  expect(errors).toHaveLength(1)
})

test('a row of very many cells is an error', async () => {
  const { errors } = await csv('title,tags', `Tea${','.repeat(5000)}`)
  expect(errors).toMatchObject([{ line: 2, message: expect.stringContaining('200 cells') }])
})
