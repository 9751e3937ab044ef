/** Pieces of calls put together, however a server numbers them. */
import { expect, test } from 'bun:test'
import { createCalls } from '../../../src/llm/stream/calls.ts'

const MILK = '{"title":"Milk"}'
const EGGS = '{"title":"Eggs"}'
const piece = (index: number | undefined, id: string, name: string, written: string) => ({
  ...(index !== undefined && { index }),
  ...{ id, name, arguments: written },
})
const both = [
  ['add_task', MILK],
  ['add_task', EGGS],
]

test.each([
  ['all at index 0, without ids', [piece(0, '', 'add_task', MILK), piece(0, '', 'add_task', EGGS)], both],
  ['all at index 0, other ids', [piece(0, 'a', 'add_task', MILK), piece(0, 'b', 'add_task', EGGS)], both],
  ['without an index', [piece(undefined, '', 'add_task', MILK), piece(undefined, '', 'add_task', EGGS)], both],
  ['by index', [piece(0, 'a', 'add_task', MILK), piece(1, 'b', 'add_task', EGGS)], both],
  [
    'the name again with every piece',
    [piece(0, 'a', 'add_task', '{"title":'), piece(0, 'a', 'add_task', '"Milk"}')],
    [['add_task', MILK]],
  ],
  ['a name in two pieces', [piece(0, 'a', 'add_', ''), piece(0, '', 'task', MILK)], [['add_task', MILK]]],
])('%s', (_, pieces, wanted) => {
  const calls = createCalls()
  for (const one of pieces) calls.take(one)
  expect(calls.closed().map((call) => [call.name, call.arguments])).toEqual(wanted)
})

test('signatures stay with their calls', () => {
  const calls = createCalls()
  calls.take({ ...piece(0, 'a', 'x', '{}'), extra: { s: 1 } })
  calls.take(piece(1, 'b', 'y', '{}'))
  expect(calls.extras()).toEqual([{ s: 1 }, {}])
})

test('arguments without end, and calls without end, are refused', () => {
  expect(() => createCalls().take(piece(0, 'a', 'x', 'x'.repeat(65 * 1024)))).toThrow('too long')
  const calls = createCalls()
  expect(() => {
    for (let at = 0; at < 100; at++) calls.take(piece(at, `${at}`, 'x', ''))
  }).toThrow('too long')
})
