import { expect, test } from 'bun:test'
import { english } from '../../../../src/language/en.ts'
import type { Language } from '../../../../src/language/language.ts'
import { LANGUAGES, languageOf } from '../../../../src/language/languages.ts'
import { commandsOf, matches, pattern, vocabularyOf } from '../../../../src/llm/builtin/parse/patterns.ts'

test('slots are given as written, the shortest reading first', () => {
  const [first, second] = [...matches('Move Call to Bob to Friday', english)].filter(({ kind }) => kind === 'move')
  expect([first?.slots, second?.slots]).toEqual([
    { x: 'Call', w: 'Bob to Friday' },
    { x: 'Call to Bob', w: 'Friday' },
  ])
})

test('what begins with a verb of ours comes before what ends like one', () => {
  expect([...matches('clear completed', english)].map(({ kind }) => kind)[0]).toBe('delete')
})

test('a long clause can only be something to add', () => {
  expect(new Set([...matches(`delete ${'x '.repeat(200)}`, english)].map(({ kind }) => kind))).toEqual(new Set())
})

test('patterns are anchored as told, and our words are known', () => {
  expect([
    pattern('hi', 'whole').test('hi!'),
    pattern('hi', 'whole').test('hill'),
    pattern('hi', 'start').test('hill'),
  ]).toEqual([true, false, true])
  expect(vocabularyOf(english).has('delete')).toBe(true)
})

test('verbs that requests begin with, in each of their spellings', () => {
  const verbs = (tag: string) => commandsOf(languageOf(tag) ?? (LANGUAGES[0] as Language))
  for (const [tag, ...known] of [
    ['de', 'verschieb', 'verschiebe', 'losche'],
    ['it', 'sposta', 'rimanda', 'elimina'],
    ['fr', 'repousse', 'supprime'],
  ] as const)
    for (const verb of known) expect(verbs(tag).has(verb), verb).toBe(true)
  expect(verbs('fr').has('acheter')).toBe(false)
})
