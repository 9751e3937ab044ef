/** The same card on a page: its words, its boxes, none of the controls that only the ChatKit UI can work. */
import { expect, test } from 'bun:test'
import type { Task } from '../../src/task/schema.ts'
import { widgetOf } from '../../src/widget/card.ts'
import type { Card } from '../../src/widget/schema.ts'
import { Widget } from '../../views/part/widget.tsx'

const AT = '2026-11-20T10:00:00.000Z'
const tasks = (['pending', 'completed'] as const).map(
  (status, index): Task => ({
    id: index + 1,
    title: `<b>${status}</b>`,
    description: null,
    status,
    priority: 'high',
    due_on: '2026-11-21',
    due_time: null,
    repeat: null,
    tags: [],
    remind_at: null,
    created_at: AT,
    updated_at: AT,
    completed_at: null,
  }),
)
const scene = {
  tasks: new Map(tasks.map((task) => [task.id, task])),
  when: { now: AT, time_zone: 'UTC' },
}
const html = (card: Card) =>
  String(
    Widget({
      item: { id: 'w', thread_id: 't', created_at: AT, type: 'widget', ...widgetOf(card, scene) },
      pending: new Set(),
    }),
  )

const entries = tasks.map(({ id, title }) => ({ id, deed: 'added', title }) as const)
const cards: [string, Card, string[]][] = [
  [
    'list',
    { kind: 'list', ids: [1, 2], total: 9 },
    ['>&lt;b&gt;pending', '>&lt;b&gt;completed', 'tomorrow', 'and 7 more'],
  ],
  ['changed', { kind: 'changed', entries }, ['✅ Added', '&lt;b&gt;pending', 'high']],
  [
    'settled',
    {
      kind: 'settled',
      tool: 'delete_task',
      rows: [{ title: '<i>x', lines: ['<i>a → b'] }],
      outcome: 'approved',
      ids: [1],
    },
    ['✅ Confirmed', '&lt;i&gt;x'],
  ],
]
for (const [name, card, words] of cards) {
  test(`a ${name} card`, () => {
    const drawn = html(card)
    for (const word of words) expect(drawn).toContain(word)
    for (const forbidden of ['<b>', '<i>', 'undefined', '[object']) expect(drawn).not.toContain(forbidden)
    // A list: two boxes, two forms of edit, quick add; else only the answer as a whole can be taken back.
    expect(drawn.match(/<button/g)).toHaveLength(name === 'list' ? 5 : 1)
  })
}
