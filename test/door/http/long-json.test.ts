import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { longJson } from '../../../src/door/http/long-json.ts'

describe('long JSON', () => {
  test('is what JSON.stringify gives', async () => {
    const at = new Date('2026-11-21T12:00:00Z')
    const messages = [{ content: [{ text: 'a "b"\n\u{1F600}' }], at }, { content: [] }]
    const value = {
      at,
      gone: undefined,
      none: [],
      sessions: [
        { id: 1, messages },
        { id: 2, messages: [] },
      ],
      tags: ['a'],
    }
    expect(await longJson(value).text()).toBe(JSON.stringify(value))
    expect(await longJson({}).text()).toBe('{}')
  })

  test('for any value of a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (value) => {
        expect(await longJson(value).text()).toBe(JSON.stringify(value))
      }),
    )
  })

  test('says what it is, and what it is told to say', () => {
    const { headers } = longJson({}, { 'content-disposition': 'attachment' })
    expect(headers.get('content-type')).toBe('application/json;charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment')
  })

  test('comes in pieces, and ends when the reader leaves', async () => {
    const rows = Array.from({ length: 5_000 }, (_, id) => ({ id, title: 'Water the plants' }))
    const reader = longJson({ rows }).body?.getReader()
    const first = await reader?.read()
    expect(first?.value?.length).toBeLessThan(40_000)
    await reader?.cancel()
    expect((await reader?.read())?.done).toBe(true)
  })
})
