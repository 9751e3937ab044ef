import { expect, test } from 'bun:test'
import { type ActEntry, Bin, Entry, Feed } from '../../views/changes.tsx'

const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: count - n,
    label: 'Added',
    title: `Task ${n}`,
    lines: [],
    undone: false,
    holds: true,
  }))
const act = (more: Partial<ActEntry> = {}): ActEntry => ({
  who: 'You',
  at: '2026-11-20T10:00:00.000Z',
  when: 'Today at 10:00',
  rows: rows(1),
  holds: true,
  ...more,
})
const count = (html: unknown, part: string) => String(html).split(part).length - 1

test('a single change has one way back, several have one each and one for all', () => {
  expect(count(<Entry act={act()} />, '<form')).toBe(1)
  const three = <Entry act={act({ rows: rows(3) })} />
  expect(count(three, '<form')).toBe(4)
  expect(String(three)).toContain('Undo all')
  expect(count(<Entry act={act({ holds: false, rows: rows(1) })} />, '<form')).toBe(0)
})

test('a large act unfolds', () => {
  const html = String(<Entry act={act({ rows: rows(9) })} />)
  expect(html).toContain('<summary>3 more</summary>')
  expect(count(html, '<li')).toBe(9)
})

test('nothing is said as nothing', () => {
  expect(String(<Feed acts={[]} />)).toContain('Nothing was done')
  expect(String(<Bin chats={[]} />)).toBe('<section id="bin" class="bin" aria-label="Deleted chats"></section>')
})
