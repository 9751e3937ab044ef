/** How a person wants things: kept as one object, missing parts at their defaults, null to go back to a default. */
import { type Static, Type } from '@sinclair/typebox'
import { invalid } from '../errors.ts'
import { oneOf } from '../lib/one-of.ts'

const strict = { additionalProperties: false }
/** Minutes of a week. */
const REMIND_BEFORE_MAX = 10_080
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const Preferences = Type.Object(
  {
    locale: nullable(
      Type.String({ minLength: 2, maxLength: 35, description: 'BCP 47, like de-AT: words, dates, their order.' }),
    ),
    theme: oneOf(['system', 'light', 'dark'], 'How pages look.'),
    week_start: oneOf(['monday', 'saturday', 'sunday'], 'First day of the week.'),
    remind_before: nullable(
      Type.Integer({
        minimum: 0,
        maximum: REMIND_BEFORE_MAX,
        description: 'Minutes before its time at which a task rings by itself; null does not.',
      }),
    ),
    digest_at: nullable(
      Type.String({
        pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
        description: 'HH:MM of the daily digest; null sends none.',
      }),
    ),
    mail: Type.Optional(Type.Boolean({ description: 'Whether reminders also come by mail; absent until chosen.' })),
    sound: Type.Optional(Type.Boolean({ description: 'Whether open pages ring with a sound; absent until chosen.' })),
  },
  strict,
)
export type Preferences = Static<typeof Preferences>

const DEFAULTS: Preferences = {
  locale: null,
  theme: 'system',
  week_start: 'monday',
  remind_before: null,
  digest_at: null,
}

/** Any part of them; null sets a part back to its default. */
export const PreferencesChange = Type.Partial(
  Type.Object(
    {
      ...Preferences.properties,
      theme: nullable(Preferences.properties.theme),
      week_start: nullable(Preferences.properties.week_start),
    },
    strict,
  ),
)
export type PreferencesChange = Static<typeof PreferencesChange>

/** What is stored, with the defaults of what is not. */
export const toPreferences = (stored: Partial<Preferences>): Preferences => ({ ...DEFAULTS, ...stored })

/** The change with its locale in canonical form. @throws validation_error */
export const readPreferences = (change: PreferencesChange): PreferencesChange =>
  typeof change.locale === 'string' ? { ...change, locale: canonicalLocale(change.locale) } : change

/** The tag in canonical form; undefined when it is none. */
export const knownLocale = (tag: string): string | undefined => {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

const canonicalLocale = (tag: string): string => {
  const locale = knownLocale(tag)
  if (locale !== undefined) return locale
  throw invalid('/preferences/locale', 'Must be a language tag such as en, de-AT or pt-BR.')
}
