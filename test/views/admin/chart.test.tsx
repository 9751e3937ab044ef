import { expect, test } from 'bun:test'
import { DayChart } from '../../../views/admin/chart.tsx'

const heights = (values: number[]) => {
  const bars = values.map((value, at) => ({ day: `2026-01-0${at + 1}`, value }))
  const svg = String(<DayChart title="Tokens" bars={bars} />)
  return { svg, heights: [...svg.matchAll(/<rect[^>]* height="(\d+)"/g)].map(([, height]) => Number(height)) }
}

test('the most is the whole height, little is still seen, nothing is nothing', () => {
  expect(heights([0, 1, 1000, 500]).heights).toEqual([0, 2, 60, 30])
  expect(heights([0, 0]).heights).toEqual([0, 0])
})

test('it says in words what it shows, and has nothing inline', () => {
  const { svg } = heights([1, 1000])
  expect(svg).toContain('aria-label="Tokens: 1,001 in all, 2026-01-01 to 2026-01-02"')
  expect(svg).toContain('<title>2026-01-02: 1,000</title>')
  expect(svg).not.toMatch(/style|script/)
})

test('words in it are no markup', () => {
  const words = '"><img src=x onerror=alert(1)><hx-x hx-get=/x>'
  const html = String(<DayChart title={words} bars={[{ day: words, value: 1 }]} />)
  expect(html).not.toMatch(/<(img|hx-x)/)
  expect(html.match(/alert\(1\)/g)?.length).toBe(5)
})
