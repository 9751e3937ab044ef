import { describe, expect, test } from 'bun:test'
import { localeOf, preferred, prefersHtml } from '../../../src/door/http/accept.ts'

const JSON_TYPE = 'application/json'
const SSE = 'text/event-stream'

describe('the preferred type', () => {
  test.each([
    [null, SSE],
    ['', SSE],
    ['*/*', SSE],
    [JSON_TYPE, JSON_TYPE],
    ['application/*', JSON_TYPE],
    [`${JSON_TYPE}, ${SSE}`, SSE],
    [`${JSON_TYPE}, ${SSE};q=0.5`, JSON_TYPE],
    ['text/*;q=0.1, application/json;q=0.2', JSON_TYPE],
    ['*/*, text/event-stream;q=0', JSON_TYPE],
    ['APPLICATION/JSON; charset=utf-8', JSON_TYPE],
    ['image/png', undefined],
    ['text/html', undefined],
    ['application/json;q=0', undefined],
    ['application/json;q=nonsense', undefined],
    ['application/json;q=7', undefined],
    [',,,;;;', undefined],
  ])('of %p is %p', (accept, wanted) => {
    expect(preferred(accept, [SSE, JSON_TYPE])).toBe(wanted as string)
  })
})

describe('a page instead of JSON', () => {
  test.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    ['text/html', true],
    ['application/json, text/html;q=0.5', false],
    ['application/json', false],
    ['*/*', false],
    [null, false],
    ['text/html;q=0', false],
  ])('for %p: %p', (accept, html) => {
    expect(prefersHtml(accept)).toBe(html)
  })
})

test.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'de-AT'],
  ['pt-br', 'pt-BR'],
  ['en', undefined],
  ['en-US', 'en-US'],
  ['*', undefined],
  ['', undefined],
  ['not a locale', undefined],
])('the language %j is the locale %p', (header, locale) => {
  const { locale: seen } = localeOf(new Request('http://localhost/', { headers: { 'accept-language': header } }))
  expect(seen).toBe(locale as never)
})
