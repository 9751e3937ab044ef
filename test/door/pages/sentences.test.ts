/** No date of machines, rule of a repeat or name of a tool reaches a person, on any page of a filled account. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { filledAccount } from './filled.ts'
import { visitor } from './visitor.ts'

let it: TestApp
let filled: Awaited<ReturnType<typeof filledAccount>>
beforeAll(async () => {
  it = await testApp({ settings: { WEBHOOK_ALLOW_PRIVATE: 'true' } })
  filled = await filledAccount(it)
})
afterAll(() => it.close())

const PAGES_MIN = 15
const INTERNAL =
  /\d{4}-\d\d-\d\d|\bT\d\d:\d\d|FREQ=|BYDAY|RRULE|\b(add|list|update|complete|delete|toggle)_tasks?\b|undo_(last_change|act)\b/
/** For strangers alone. */
const WAYS_IN = /^\/(signin|signup|forgot)/
/** Fields hold what their kind asks for, and a backup has the name of its file. */
const NO_SENTENCE = /<(script|template|input|option)\b[^>]*>|todochat-[\w.-]+/g

/** Words between elements, and those that are spoken or shown from attributes. */
const sentencesOf = (html: string) => {
  const words = html.replace(NO_SENTENCE, ' ')
  const spoken = [...words.matchAll(/ (?:aria-label|title|alt|placeholder|content)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  )
  return [...words.split(/<[^>]*>/), ...spoken]
}

test('on any page', async () => {
  expect(filled.paths.length).toBeGreaterThan(PAGES_MIN)
  const found: Record<string, string[]> = {}
  for (const path of filled.paths) {
    const who = WAYS_IN.test(path) ? visitor(it) : filled.ada
    const seen = await who.get(path)
    const { status, html } = seen.location ? await who.get(seen.location) : seen
    expect({ path, status }).toEqual({ path, status: 200 })
    const wrong = sentencesOf(html).filter((words) => INTERNAL.test(words))
    if (wrong.length > 0) found[path] = wrong
  }
  expect(found).toEqual({})
})

test('a page with one of them would be found', () => {
  for (const html of ['<p>since 2026-11-20</p>', '<i title="FREQ=WEEKLY">x</i>', '<b>Call list_tasks</b>'])
    expect(sentencesOf(html).some((words) => INTERNAL.test(words))).toBe(true)
  expect(sentencesOf('<time datetime="2026-11-20">Friday</time>').some((words) => INTERNAL.test(words))).toBe(false)
})
