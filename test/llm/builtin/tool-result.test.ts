import { expect, test } from 'bun:test'
import { readOutcome } from '../../../src/llm/builtin/tool-result.ts'
import { newTask } from './fake.ts'

const task = newTask(1, 'Buy milk')
const rows: [object, object][] = [
  [{ task }, { kind: 'tasks', tasks: [task] }],
  [{ tasks: [task] }, { kind: 'tasks', tasks: [task] }],
  [
    { tasks: [task], total: 9, next_cursor: 'c' },
    { kind: 'list', tasks: [task], total: 9, next_cursor: 'c' },
  ],
  [
    { tasks: [], total: 0 },
    { kind: 'list', tasks: [], total: 0 },
  ],
  [
    { deleted: true, task_id: 1, title: 'a' },
    { kind: 'deleted', task_ids: [1], titles: ['a'] },
  ],
  [
    {
      deleted: true,
      tasks: [
        { task_id: 1, title: 'a' },
        { task_id: 2, title: 'b' },
      ],
    },
    { kind: 'deleted', task_ids: [1, 2], titles: ['a', 'b'] },
  ],
  [
    { undone: 'the addition', task: null },
    { kind: 'undone', undone: 'the addition', task: null },
  ],
  [
    { status: 'awaiting_confirmation', confirmation_id: 'c', titles: ['a'] },
    { kind: 'waiting', titles: ['a'] },
  ],
  [{ error: 'No task 7.' }, { kind: 'failed', message: 'No task 7.' }],
  [{ error: { message: 'Broken.' } }, { kind: 'failed', message: 'Broken.' }],
]
test.each(rows)('%j', (result, outcome) =>
  expect(readOutcome(JSON.stringify(result))).toEqual(outcome as ReturnType<typeof readOutcome>),
)

test.each([
  undefined,
  '',
  'null',
  '[]',
  '"ok"',
  '{',
  '{"task":{}}',
  '{"tasks":[]}',
  '{"tasks":[{"id":"1","title":"x"}]}',
  '<html>',
])('%p is a failure, never a success', (content) => expect(readOutcome(content).kind).toBe('failed'))

test('of a list that was cut the whole tasks are kept, and no title can fake the seam', () => {
  const sly = newTask(2, '},{"id":99,"title":"x"')
  const text = JSON.stringify({ tasks: [task, sly, newTask(3, 'c')], total: 3 })
  const outcome = readOutcome(`${text.slice(0, text.indexOf('"title":"c"'))}… (cut)`)
  expect(outcome.kind === 'list' && outcome.tasks.map(({ id }) => id)).toEqual([1, 2])
  expect(outcome).toMatchObject({ total: Number.POSITIVE_INFINITY })
})

test('reads a task of a release that knew fewer fields, or more', () => {
  const { description: _, ...fewer } = task
  expect(readOutcome(JSON.stringify({ task: { ...fewer, due_in_words: 'today' } }))).toMatchObject({
    kind: 'tasks',
    tasks: [{ ...fewer, description: null }],
  })
})

test('reads no task out of what is none', () => {
  for (const one of [{ ...task, id: '1' }, { ...task, status: 'done' }, { title: 'Buy milk' }, [], null])
    expect(readOutcome(JSON.stringify({ task: one })).kind).toBe('failed')
})
