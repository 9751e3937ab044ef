/** The drills’ own eyes: they must see what is wrong with a stream. */
import { describe, expect, test } from 'bun:test'
import { View } from '../../../bench/drills/view.ts'
import type { RunEvent } from '../../../src/run/schema.ts'
import type { AssistantMessageItem, WorkflowItem } from '../../../src/thread/schema.ts'
import { delta } from '../../run/log/support.ts'

const base = { thread_id: 't', created_at: '2026-11-20T10:00:00.000Z' }
const message = (id: string, text?: string): AssistantMessageItem => ({
  ...base,
  id,
  type: 'assistant_message',
  content: text === undefined ? [] : [{ type: 'output_text', text, annotations: [] }],
})
const added = (id: string): RunEvent => ({ type: 'thread.item.added', item: message(id) })
const opened = (id: string): RunEvent => ({
  type: 'thread.item.updated',
  item_id: id,
  update: {
    type: 'assistant_message.content_part.added',
    content_index: 0,
    content: { type: 'output_text', text: '', annotations: [] },
  },
})
const done = (id: string, text: string): RunEvent => ({ type: 'thread.item.done', item: message(id, text) })
const removed = (id: string): RunEvent => ({ type: 'thread.item.removed', item_id: id })
const begun = (id: string, ...words: string[]) => [added(id), opened(id), ...words.map((word) => delta(word, id))]

const card = (title: string): WorkflowItem => ({
  ...base,
  id: 'w',
  type: 'workflow',
  workflow: { type: 'custom', tasks: [{ type: 'custom', title, status_indicator: 'complete' }], expanded: false },
})
const worked = (title: string): RunEvent => ({
  type: 'thread.item.updated',
  item_id: 'w',
  update: {
    type: 'workflow.task.updated',
    task_index: 0,
    task: { type: 'custom', title, status_indicator: 'complete' },
  },
})

const cases: { name: string; events: RunEvent[]; shows: string[]; fault?: RegExp }[] = [
  { name: 'a streamed message', events: [...begun('a', 'Hi ', 'Ada'), done('a', 'Hi Ada')], shows: ['a'] },
  {
    name: 'a withdrawn message and the one asked again',
    events: [...begun('a', 'Hi '), removed('a'), ...begun('b', 'Hi'), done('b', 'Hi')],
    shows: ['b'],
  },
  { name: 'an item that comes whole', events: [done('a', 'Hi')], shows: ['a'] },
  {
    name: 'a card that changes',
    events: [
      { type: 'thread.item.added', item: card('Add') },
      worked('Added'),
      { type: 'thread.item.done', item: card('Added') },
    ],
    shows: ['w'],
  },
  {
    name: 'a lost delta',
    events: [...begun('a', 'Hi '), done('a', 'Hi Ada')],
    shows: ['a'],
    fault: /ended as .*Hi Ada.*, streamed was .*"Hi "/,
  },
  {
    name: 'a lost change of a card',
    events: [
      { type: 'thread.item.added', item: card('Add') },
      { type: 'thread.item.done', item: card('Added') },
    ],
    shows: ['w'],
    fault: /workflow ended as/,
  },
  { name: 'an item added twice', events: [...begun('a'), added('a')], shows: ['a'], fault: /added twice/ },
  { name: 'an item done twice', events: [done('a', 'Hi'), done('a', 'Hi')], shows: ['a'], fault: /done twice/ },
  { name: 'words for nobody', events: [delta('Hi', 'z')], shows: [], fault: /text_delta of an item that is not there/ },
  { name: 'a removal of nothing', events: [removed('z')], shows: [], fault: /removed that is not there/ },
  {
    name: 'a replacement of nothing',
    events: [{ type: 'thread.item.replaced', item: message('z', 'Hi') }],
    shows: [],
    fault: /replaced that is not there/,
  },
]

describe('the view', () => {
  for (const { name, events, shows, fault } of cases) {
    test(`${name}${fault ? ' is a fault' : ''}`, () => {
      const view = new View()
      for (const event of events) view.apply(event)
      expect(view.items.map(({ id }) => id)).toEqual(shows)
      if (fault) expect(view.faults.join('\n')).toMatch(fault)
      else expect(view.faults).toEqual([])
    })
  }
})
