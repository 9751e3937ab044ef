/** Cards as data: they fit the types of the ChatKit UI, stay small, and are drawn from what is true now. */
import { describe, expect, test } from 'bun:test'
import type { Widgets } from '@openai/chatkit'
import type { Task } from '../../src/task/schema.ts'
import { draw, idsOf, widgetOf } from '../../src/widget/card.ts'
import { confirmationCard, settledCard } from '../../src/widget/confirmation-card.ts'
import type { Card, CardNode } from '../../src/widget/schema.ts'
import { type CardScene, LIST_MAX_BYTES } from '../../src/widget/task-card.ts'
import { changedCard, listCard } from '../../src/widget/turn-card.ts'

const AT = '2026-11-20T10:00:00.000Z'
const when = { now: AT, time_zone: 'UTC' }
const task = (id: number, more: Partial<Task> = {}): Task => ({
  id,
  title: `Task ${id}`,
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  created_at: AT,
  updated_at: AT,
  completed_at: null,
  ...more,
})
const sceneOf = (...tasks: Task[]): CardScene => ({ tasks: new Map(tasks.map((one) => [one.id, one])), when })
const many = (n: number, more: Partial<Task> = {}) => Array.from({ length: n }, (_, i) => task(i + 1, more))
const text = (card: Card, scene: CardScene) => JSON.stringify(draw(card, scene))
const list = (n: number): Card => ({ kind: 'list', ids: many(n).map(({ id }) => id), total: n })

describe('the types of the ChatKit UI', () => {
  /** Refused by the compiler when a node of ours is not one of theirs. */
  const fits = (card: CardNode): Widgets.Card => card

  test('know all that we send', () => {
    const scene = sceneOf(task(1, { due_on: '2026-11-19', priority: 'high' }))
    const entry = { id: 1, deed: 'added', title: 'Task 1' } as const
    const cards: Card[] = [
      list(1),
      { kind: 'changed', entries: [entry] },
      { kind: 'edit', id: 1, from: list(1) },
      { kind: 'edit', id: 2, from: list(1) },
      { kind: 'settled', tool: 'delete_task', rows: [{ title: 'x', lines: [] }], outcome: 'approved', ids: [1] },
    ]
    for (const card of cards) expect(fits(draw(card, scene)).type).toBe('Card')
    expect(
      fits(confirmationCard('id', { tool: 'delete_task', rows: [{ title: 'x', lines: [] }] })).confirm?.label,
    ).toBe('Confirm')
  })
})

describe('a list', () => {
  test('of 50 tasks is under 20 KB, whatever their titles', () => {
    for (const title of ['Buy milk', 'x'.repeat(200), '漢'.repeat(200), '"\\'.repeat(100)]) {
      const tasks = many(50, { title, due_on: '2026-11-20', due_time: '10:00', priority: 'high' })
      const { widget } = widgetOf(list(50), sceneOf(...tasks))
      const size = Buffer.byteLength(JSON.stringify(widget))
      expect(size).toBeLessThan(20_000)
      expect(size).toBeGreaterThan(3000)
    }
    expect(LIST_MAX_BYTES).toBeLessThan(20_000)
  })

  test('of 50 ordinary tasks shows them all; what does not fit is counted', () => {
    const rows = (card: Card, scene: CardScene) => text(card, scene).split('"Checkbox"').length - 1
    expect(rows(list(50), sceneOf(...many(50, { due_on: '2026-11-20', priority: 'high' })))).toBe(50)
    const long = many(50, { title: '漢'.repeat(200), due_on: '2026-11-20' })
    const shown = rows(list(50), sceneOf(...long))
    expect(shown).toBeLessThan(50)
    expect(text(list(50), sceneOf(...long))).toContain(`and ${50 - shown} more`)
    expect(text({ kind: 'list', ids: [1], total: 71 }, sceneOf(task(1)))).toContain('and 70 more')
  })

  test('shows lateness, urgency and what is done; short lists can be edited', () => {
    const late = text(list(1), sceneOf(task(1, { due_on: '2026-11-19', priority: 'medium' })))
    for (const part of ['"yesterday","color":"danger"', '"medium","color":"warning"', '"Edit"'])
      expect(late).toContain(part)
    const done = text(list(1), sceneOf(task(1, { status: 'completed', due_on: '2026-11-19' })))
    for (const part of ['"defaultChecked":true', '"yesterday","color":"info"']) expect(done).toContain(part)
    expect(text(list(30), sceneOf(...many(30)))).not.toContain('"Edit"')
    expect(text(list(0), sceneOf())).toContain('Nothing here')
  })

  test('leaves out tasks that are gone', () => {
    expect(text(list(3), sceneOf(task(2)))).toContain('Task 2')
    expect(text(list(3), sceneOf(task(2)))).not.toContain('Task 1')
  })

  test('says days in the words of the person', () => {
    const scene = (locale?: string): CardScene => ({
      ...sceneOf(task(1, { due_on: '2026-12-24' })),
      when: { ...when, ...(locale && { locale }) },
    })
    expect(text(list(1), scene())).toContain('Thu 24 Dec')
    expect(text(list(1), scene('de-DE'))).toContain('Do., 24. Dez.')
    for (const locale of ['en-US', 'en-GB', 'EN-au']) expect(text(list(1), scene(locale))).toContain('Thu 24 Dec')
  })
})

describe('what a turn leaves behind', () => {
  test('is one card for all that was changed, by the last deed', () => {
    const left = changedCard([
      { verb: 'list', output: { tasks: [task(9)], total: 1 } },
      { verb: 'add', output: { tasks: [task(1), task(2)] } },
      { verb: 'complete', output: { task: task(1, { status: 'completed' }) } },
      { verb: 'toggle', output: { task: task(3) } },
      { verb: 'delete', output: { deleted: true, task_id: 4, title: 'Gone' } },
    ])
    expect(left?.card).toEqual({
      kind: 'changed',

      entries: [
        { id: 1, deed: 'completed', title: 'Task 1' },
        { id: 2, deed: 'added', title: 'Task 2' },
        { id: 3, deed: 'reopened', title: 'Task 3' },
        { id: 4, deed: 'deleted', title: 'Gone' },
      ],
    })
    expect(left && idsOf(left.card)).toEqual([1, 2, 3, 4])
    expect([...(left?.tasks.keys() ?? [])]).toEqual([1, 2, 3])
  })

  test('is nothing when nothing was changed', () => {
    expect(changedCard([])).toBeUndefined()
    expect(changedCard([{ verb: 'list', output: { tasks: [task(1)], total: 1 } }])).toBeUndefined()
    expect(changedCard([{ verb: 'undo', output: { undone: 'x', task: null } }])).toBeUndefined()
  })

  test('or the last list that was asked for', () => {
    const call = (n: number) => ({ verb: 'list' as const, output: { tasks: many(n), total: n + 5 } })
    expect(listCard([call(1), call(2)])?.card).toEqual({ kind: 'list', ids: [1, 2], total: 7 })
    expect(listCard([call(90)])?.card).toMatchObject({ ids: many(50).map(({ id }) => id) })
    expect(listCard([])).toBeUndefined()
  })
})

describe('a changed card', () => {
  const entries = many(12).map(({ id, title }) => ({ id, deed: 'added', title }) as const)
  test('spells out ten and counts the rest; many have no Edit', () => {
    const shown = text({ kind: 'changed', entries }, sceneOf(...many(12)))
    expect(shown).toContain('and 2 more')
    expect(shown).not.toContain('"Edit"')
    expect(shown).toContain('"Undo"')
  })

  test('remembers the titles of tasks that are gone, and says that they are', () => {
    const gone = text({ kind: 'changed', entries: entries.slice(0, 1) }, sceneOf())
    expect(gone).toContain('Task 1')
    expect(gone).toContain('no longer there')
    expect(gone).not.toContain('"Edit"')
  })

  test('has no buttons once it was undone', () => {
    expect(text({ kind: 'changed', entries, undone: true }, sceneOf(...many(12)))).not.toContain('"Button"')
  })
})

test('a settled question offers Undo only for what it deleted', () => {
  expect(
    JSON.stringify(settledCard({ tool: 'delete_task', rows: [{ title: 'x', lines: [] }] }, 'approved', { ids: [4] })),
  ).toContain('"ids":[4]')
  expect(
    JSON.stringify(settledCard({ tool: 'delete_task', rows: [{ title: 'x', lines: [] }] }, 'declined')),
  ).not.toContain('Button')
  expect(
    JSON.stringify(
      settledCard({ tool: 'delete_task', rows: [{ title: 'x', lines: [] }] }, 'approved', { ids: [4], undone: true }),
    ),
  ).toContain('Undone')
})
