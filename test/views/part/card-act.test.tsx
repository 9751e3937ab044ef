import { describe, expect, test } from 'bun:test'
import type { Task } from '../../../src/task/schema.ts'
import type { WidgetItem } from '../../../src/thread/schema.ts'
import { widgetOf } from '../../../src/widget/card.ts'
import type { Card } from '../../../src/widget/schema.ts'
import { Widget } from '../../../views/part/widget.tsx'
import { waiting } from '../fixtures.tsx'

const task = (id: number, title: string, more: Partial<Task> = {}): Task => ({
  id,
  title,
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  created_at: '2026-11-20T10:00:00.000Z',
  updated_at: '2026-11-20T10:00:00.000Z',
  completed_at: null,
  ...more,
})
const when = { now: '2026-11-20T10:00:00.000Z', time_zone: 'UTC' }
const draw = (card: Card, tasks: Task[], thread_id = 't1') => {
  const scene = { tasks: new Map(tasks.map((one) => [one.id, one])), when }
  const item: WidgetItem = { ...waiting('x'), thread_id, ...widgetOf(card, scene) }
  return String(<Widget item={item} pending={new Set()} />)
}
const LIST: Card = { kind: 'list', ids: [1, 2], total: 2 }
const TWO = [task(1, 'Milk'), task(2, 'Bread', { status: 'completed' })]

describe('a card in a chat', () => {
  test('ticks and clears its tasks by plain forms', () => {
    const html = draw(LIST, TWO)
    expect(html).toContain('action="/chat/t1/card"')
    expect(html).toContain('aria-label="Complete: Milk"')
    expect(html).toContain('aria-label="Reopen: Bread"')
    expect(html).toContain('name="payload" value="{&#34;id&#34;:1}"')
    expect(html.match(/value="task\.toggle"/g)).toHaveLength(2)
  })

  test('has the same actions as on ChatKit: edit, quick add', () => {
    const html = draw(LIST, TWO)
    expect(html.match(/value="task\.edit"/g)).toHaveLength(2)
    expect(html).toContain('value="task.add"')
    expect(html).toMatch(/<input type="text" name="title"[^>]* required/)
  })

  test('edits a task in place, with a label for each field', () => {
    const html = draw({ kind: 'edit', id: 1, from: LIST }, [
      task(1, 'Milk', { due_on: '2026-12-01', priority: 'high' }),
    ])
    for (const label of ['Title', 'Due', 'Priority']) expect(html).toContain(`aria-label="${label}"`)
    expect(html).toMatch(/<input type="date" name="due_on" value="2026-12-01"/)
    expect(html).toContain('<option value="high" selected')
    expect(html).toContain('name="no_due_date"')
    for (const type of ['task.save', 'task.delete', 'card.show']) expect(html).toContain(`value="${type}"`)
  })

  test('takes titles as words', () => {
    const html = draw(LIST, [task(1, '"><img src=x>'), ...TWO.slice(1)])
    expect(html).not.toContain('<img')
  })
})

test('a card outside a chat can only be read', () => {
  const html = draw(LIST, TWO, '')
  expect(html).toContain('Milk')
  expect(html).not.toContain('<form')
})
