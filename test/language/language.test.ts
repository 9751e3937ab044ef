/** The tables are whole: what one language has, every language has. */
import { describe, expect, test } from 'bun:test'
import { fold } from '../../src/language/fold.ts'
import { dates, REQUEST_KINDS, requests, TOPICS } from '../../src/language/language.ts'
import { LANGUAGES } from '../../src/language/languages.ts'

test('date words are read from rows and bars', () => {
  expect(dates('\n W0: monday mon | q20:00: tonight\n r1: tomorrow\n')).toEqual({
    W0: 'monday mon',
    'q20:00': 'tonight',
    r1: 'tomorrow',
  })
})

test('requests are gathered by their kind', () => {
  const made = requests('\n  undo: undo\n  add: add {t}\n  add: new {t}\n')
  expect([made.undo, made.add, made.delete]).toEqual([['undo'], ['add {t}', 'new {t}'], []])
})

describe.each(LANGUAGES.map((language) => [language.name, language] as const))('%s', (_, language) => {
  test('has every weekday, month and part of a date', () => {
    const keys = Object.keys(language.dates)
    for (let day = 0; day < 7; day++) expect(keys).toContain(`W${day}`)
    for (let month = 1; month <= 12; month++) expect(keys).toContain(`M${month}`)
    for (const key of ['r0', 'r1', 'r2', 'ud', 'uw', 'um', 'uy', 'e', 'N', 'T', 'i', 'K', '&'])
      expect(keys).toContain(key)
  })

  test('its date words are folded, as they are compared', () => {
    for (const phrases of Object.values(language.dates))
      for (const word of phrases.split(' ')) if (word !== 'mañna') expect(fold(word)).toBe(word)
  })

  test('can be asked for everything and answers every topic', () => {
    const optional = new Set(['when', 'search', 'toggle'])
    for (const kind of REQUEST_KINDS)
      if (!optional.has(kind)) expect(language.requests[kind].length, kind).toBeGreaterThan(0)
    for (const topic of TOPICS) expect(language.answers[topic].length, topic).toBeGreaterThan(0)
  })

  test('its patterns are patterns, and its sentences keep the gaps of the English ones', () => {
    for (const sources of Object.values(language.requests))
      for (const source of sources) expect(() => new RegExp(source.replace(/\{\w\}/g, '.+'))).not.toThrow()
    const gaps = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join()
    const english = LANGUAGES[0]?.say
    for (const [name, sentence] of Object.entries(language.say))
      expect(`${name} ${gaps(sentence)}`).toBe(`${name} ${gaps(String(english?.[name as keyof typeof english]))}`)
  })
})
