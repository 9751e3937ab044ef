import { expect, test } from 'bun:test'
import type { Intent } from '../../../src/llm/builtin/intent.ts'
import { look } from '../../../src/llm/builtin/lookup.ts'
import { newTask } from './fake.ts'

const run = (intents: Intent[], pages: object[]) => {
  const script = look(intents)
  let step = script.next()
  const asked: object[] = []
  while (!step.done) {
    asked.push(...step.value.map(({ args }) => args))
    step = script.next(step.value.map(() => pages.shift() ?? { kind: 'failed', message: 'x' }) as never)
  }
  return { asked, seen: step.value }
}

test('nothing is looked at for what needs no look', () => {
  expect(run([{ do: 'undo' }, { do: 'complete', target: { kind: 'ids', ids: [3] } }], []).asked).toEqual([])
})

test('one look serves every name', () => {
  const { asked, seen } = run(
    [
      { do: 'delete', target: { kind: 'words', words: 'milk' } },
      { do: 'when', target: { kind: 'words', words: 'tea' } },
    ],
    [{ kind: 'list', tasks: [newTask(1, 'milk')], total: 1 }],
  )
  expect(asked).toEqual([{ limit: 30 }])
  expect([seen.whole, seen.tasks.length]).toEqual([true, 1])
})

test('a failed look is told', () => {
  expect(
    run(
      [
        {
          do: 'past',
          words: 'bought milk',
          offer: { title: 'x', due_on: null, due_time: null, priority: 'none', repeat: null, tags: [] },
        },
      ],
      [],
    ).seen.failed,
  ).toBe('x')
})
