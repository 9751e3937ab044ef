/** Preferences alone: defaults, canonical locales. */
import { expect, test } from 'bun:test'
import { readPreferences, toPreferences } from '../../src/account/preferences.ts'
import { isAppError } from '../../src/errors.ts'

test('what is not stored is at its default', () => {
  expect(toPreferences({})).toEqual({
    locale: null,
    theme: 'system',
    week_start: 'monday',
    remind_before: null,
    digest_at: null,
  })
  expect(toPreferences({ theme: 'dark', remind_before: 0 })).toMatchObject({ theme: 'dark', remind_before: 0 })
})

test.each([
  ['de-at', 'de-AT'],
  ['PT-br', 'pt-BR'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['en', 'en'],
])('the locale %s is kept as %s', (given, kept) => {
  expect(readPreferences({ locale: given })).toEqual({ locale: kept })
})

test.each(['de_DE', 'x', '-', 'en US', '1234567890'])('%p is no locale', (locale) => {
  let failure: unknown
  try {
    readPreferences({ locale })
  } catch (error) {
    failure = error
  }
  expect(isAppError(failure, 'validation_error')).toBe(true)
})

test('null and absence pass', () => {
  expect(readPreferences({ locale: null })).toEqual({ locale: null })
  expect(readPreferences({ theme: 'light' })).toEqual({ theme: 'light' })
})
