/** What rings, in words and forms. */
import { describe, expect, test } from 'bun:test'
import type { Ring } from '../../../src/reminder/schema.ts'
import { Rings } from '../../../views/part/rings.tsx'

const ring = (task_id: number, more: Partial<Ring> = {}): Ring => ({
  id: `key-${task_id}`,
  task_id,
  title: `<b>Task ${task_id}</b>`,
  remind_at: '2026-11-20T09:00',
  missed: false,
  ...more,
})
const shown = (rings: Ring[], sound = false) =>
  String(<Rings rings={rings} today="2026-11-20" next="/tasks" sound={sound} />)

describe('rings', () => {
  test('are an empty live region while nothing rings', () => {
    const html = shown([])
    expect(html).toContain('role="status"')
    expect(html).not.toContain('data-keys')
    expect(html).not.toContain('<ul>')
  })

  test('have their title as text, their moment, and forms that need no script', () => {
    const html = shown([ring(1), ring(2, { remind_at: '2026-11-19T23:00' })], true)
    expect(html).toContain('&lt;b>Task 1&lt;/b>'.replaceAll('>', html.includes('&gt;') ? '&gt;' : '>'))
    expect(html).toContain('data-keys="key-1 key-2"')
    expect(html).toContain('data-sound="on"')
    expect(html).toContain('>09:00</time>')
    expect(html).toContain('>Yesterday at 23:00</time>')
    for (const act of ['done', 'hour', 'tomorrow', 'week', 'dismiss']) expect(html).toContain(`value="${act}"`)
    expect(html.match(/action="\/rings\/1"/g)).toHaveLength(5)
  })

  test('that were missed share one line', () => {
    const html = shown(Array.from({ length: 7 }, (_, at) => ring(at + 1, { missed: true })))
    expect(html.match(/<li/g)).toHaveLength(1)
    expect(html).toContain('and 2 more')
    expect(html).toContain('action="/rings/missed"')
  })
})
