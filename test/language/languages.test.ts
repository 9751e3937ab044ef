import { expect, test } from 'bun:test'
import { LANGUAGES, languageOf, languagesOf } from '../../src/language/languages.ts'

test.each([
  ['add milk to my list', 'en'],
  ['füge Milch zur Liste hinzu', 'de'],
  ['añade leche a mi lista', 'es'],
  ['ajoute du lait à ma liste', 'fr'],
  ['adiciona leite à minha lista', 'pt'],
  ['aggiungi il latte alla lista', 'it'],
  ['voeg melk toe aan mijn lijst', 'nl'],
])('%p is %s', (words, tag) => expect(languagesOf(words)[0].tag).toBe(tag))

test('words that tell nothing are in the language spoken before, else the person’s own, else English', () => {
  expect(languagesOf('3', 'fr-FR')[0].tag).toBe('fr')
  expect(languagesOf('3', 'fr-FR', languageOf('de'))[0].tag).toBe('de')
  expect([languagesOf('3')[0].tag, languagesOf('3', 'pl-PL')[0].tag]).toEqual(['en', 'en'])
})

test('a locale names its language by its first letters', () => {
  expect([languageOf('pt-BR')?.tag, languageOf('DE')?.tag, languageOf('pl'), languageOf(undefined)]).toEqual([
    'pt',
    'de',
    undefined,
    undefined,
  ])
  expect(new Set(LANGUAGES.map(({ tag }) => tag)).size).toBe(7)
})
