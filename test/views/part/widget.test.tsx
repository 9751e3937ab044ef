import { describe, expect, test } from 'bun:test'
import type { WidgetItem } from '../../../src/thread/schema.ts'
import { confirmationOf, Widget } from '../../../views/part/widget.tsx'
import { ASKED, richWidget, settled, waiting } from '../fixtures.tsx'

const draw = (item: WidgetItem, ...pending: string[]) => String(<Widget item={item} pending={new Set(pending)} />)
const widgetOf = (widget: Record<string, unknown>): WidgetItem => ({ ...waiting('x'), widget })

describe('a question', () => {
  test('has forms that work without scripts while it waits', () => {
    const html = draw(waiting('Milk'), ASKED)
    expect(html).toContain('class="widget waits"')
    expect(html.match(new RegExp(`action="/confirmations/${ASKED}"`, 'g'))).toHaveLength(2)
    // The buttons for clients that draw no others are not drawn beside these.
    expect(html.match(/<button/g)).toHaveLength(2)
    expect(html.indexOf('Confirm')).toBeLessThan(html.indexOf('Cancel'))
    expect(html).toContain('>Milk</p>')
  })
  test('has none when it no longer waits', () => {
    const html = draw(waiting('Milk'))
    expect(html).not.toContain('<form')
    expect(html).not.toContain('<button')
    expect(html).toContain('This no longer waits for you.')
  })
  test('shows its outcome when settled', () => {
    const html = draw(settled('Milk'), ASKED)
    expect(html).not.toContain('<form')
    expect(html).toContain('✅ Confirmed')
    expect(html).not.toContain('no longer waits')
  })
  test('is known by its payload and by nothing else', () => {
    expect(confirmationOf(waiting('x'))).toBe(ASKED)
    for (const confirm of [
      undefined,
      null,
      'x',
      {},
      { action: 'x' },
      { action: { payload: [] } },
      { action: { payload: { confirmation_id: 7 } } },
    ]) {
      expect(confirmationOf(widgetOf({ type: 'Card', confirm }))).toBeUndefined()
    }
  })
})

describe('any widget', () => {
  test('shows the words of the nodes it knows and looks through those it does not', () => {
    const html = draw(richWidget('words'))
    expect(html.match(/words/g)?.length).toBeGreaterThanOrEqual(7)
    expect(html).toContain('<hr/>')
    expect(html).toContain('<ul><li><p class="text" dir="auto">words</p></li></ul>')
    expect(html).not.toContain('[object')
  })
  test('ends where nesting stops making sense', () => {
    let node: Record<string, unknown> = { type: 'Text', value: 'too deep' }
    for (let n = 0; n < 50; n++) node = { type: 'Box', children: [node] }
    expect(draw(widgetOf(node))).not.toContain('too deep')
  })
  test('of a broken shape is an empty card, not a failure', () => {
    for (const widget of [
      {},
      { type: 7 },
      { children: 'x' },
      { children: [null, 1, []] },
      { type: 'Text', value: null },
    ]) {
      expect(draw(widgetOf(widget))).toStartWith('<section id="i-c1"')
    }
  })
})
