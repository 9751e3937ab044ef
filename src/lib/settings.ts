/** Kinds of settings and the reader of a table of them. Knows nothing of which settings exist. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

export interface Setting<T = unknown> {
  about: string
  /** The value as `.env.example` shows it. */
  shown: string
  alias?: string
  secret?: boolean
  parse: (raw: string) => T
}

export class ConfigError extends Error {}

interface Extra {
  alias?: string
  /** Least length of a secret, in UTF-16 units. */
  min?: number
  /** Schemes a secret address may begin with. */
  schemes?: readonly string[]
}
type Optional<T> = Setting<T> & { optional: true }

const refuse = (why: string): never => {
  throw new ConfigError(why)
}

export const text = (value: string, about: string, extra: Extra = {}): Setting<string> => ({
  about,
  shown: value,
  ...extra,
  parse: (raw) => raw,
})

const hostName = (raw: string) => {
  const near = raw.includes(':') ? `[${raw}]` : raw
  if (/[\s/?#@]/.test(raw) || !URL.canParse(`http://${near}`)) refuse('must be an IP address or the name of a host')
  return raw
}

/** An address to listen on. */
export const host = (value: string, about: string): Setting<string> => ({ about, shown: value, parse: hostName })

export const optional = (about: string): Optional<string> => ({
  about,
  shown: '',
  optional: true,
  parse: (raw) => raw,
})

export const optionalHost = (about: string): Optional<string> => ({ ...optional(about), parse: hostName })

/** An address of a database may name several hosts (`a:5432,b:5432`), which `URL` does not read: the same with one. */
export const withFirstHost = (address: string) => address.replace(/^(\w+:\/\/(?:[^/?@]*@)?[^/?,]+),[^/?]+/, '$1')

export const secret = (about: string, extra: Extra = {}): Optional<string> => ({
  about,
  shown: '',
  optional: true,
  secret: true,
  alias: extra.alias,
  parse: (raw) => {
    if (raw.length < (extra.min ?? 1)) refuse(`must have at least ${extra.min} characters`)
    const { schemes } = extra
    if (schemes && !schemes.some((scheme) => raw.startsWith(`${scheme}://`)))
      refuse(`must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`)
    if (schemes && !URL.canParse(withFirstHost(raw)))
      refuse(
        'is no address like scheme://user:password@host:port/name; write special characters of a password as %40 and alike',
      )
    return raw
  },
})

const wholeNumber = (least: number, most: number) => (raw: string) => {
  const n = Number(raw)
  if (!/^\d+$/.test(raw) || n < least || n > most) refuse(`must be a whole number from ${least} to ${most}`)
  return n
}

export const int = (value: number, least: number, most: number, about: string, extra: Extra = {}): Setting<number> => ({
  about,
  shown: String(value),
  ...extra,
  parse: wholeNumber(least, most),
})

export const optionalInt = (least: number, most: number, about: string): Optional<number> => ({
  ...optional(about),
  parse: wholeNumber(least, most),
})

/** A decimal number, like 0.2. */
export const optionalNumber = (least: number, most: number, about: string): Optional<number> => ({
  ...optional(about),
  parse: (raw) => {
    const n = Number(raw)
    if (!/^\d+(\.\d+)?$/.test(raw) || n < least || n > most) refuse(`must be a number from ${least} to ${most}`)
    return n
  },
})

export const bool = (value: boolean, about: string): Setting<boolean> => ({
  about,
  shown: String(value),
  parse: (raw) => {
    if (/^(true|1|yes|on)$/i.test(raw)) return true
    if (/^(false|0|no|off)$/i.test(raw)) return false
    return refuse('must be true or false')
  },
})

export const choice = <const T extends string>(
  values: readonly T[],
  value: NoInfer<T>,
  about: string,
  extra: Extra = {},
): Setting<T> => ({
  about,
  shown: value,
  ...extra,
  parse: (raw) => values.find((v) => v === raw.toLowerCase()) ?? refuse(`must be one of ${values.join(', ')}`),
})

/** One of the words, or absent. */
export const optionalChoice = <const T extends string>(values: readonly T[], about: string): Optional<T> => ({
  ...optional(about),
  parse: (raw) => values.find((v) => v === raw.toLowerCase()) ?? refuse(`must be one of ${values.join(', ')}`),
})

const httpUrl = (raw: string) => {
  if (!URL.canParse(raw) || !/^https?:$/.test(new URL(raw).protocol)) refuse('must be an http or https URL')
  return raw.replace(/\/+$/, '')
}

export function url(about: string): Optional<string>
export function url(about: string, value: string): Setting<string>
export function url(about: string, value?: string) {
  return { about, shown: value ?? '', ...(value === undefined && { optional: true }), parse: httpUrl }
}

const parts = (raw: string) =>
  raw
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** Words separated by commas, each one of `values`, none twice. */
export const list = <const T extends string>(values: readonly T[], about: string): Setting<T[]> => ({
  about,
  shown: '',
  parse: (raw) => {
    const named = parts(raw.toLowerCase()).map((part) => values.find((value) => value === part))
    if (named.includes(undefined) || new Set(named).size < named.length)
      refuse(`must be a comma-separated list of ${values.join(', ')}, none twice`)
    return named.filter((part) => part !== undefined)
  },
})

const isRange = (part: string) => {
  const [address = '', bits, ...more] = part.split('/')
  const most = isIP(address) === 6 ? 128 : 32
  return (
    isIP(address) > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  )
}

/** IP addresses and CIDR ranges, separated by commas. */
export const ranges = (about: string): Setting<string[]> => ({
  about,
  shown: '',
  parse: (raw) =>
    parts(raw).every(isRange) ? parts(raw) : refuse('must be a comma-separated list of IP addresses or CIDR ranges'),
})

const isContact = (part: string) =>
  /^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+|tel:\+[\d-]+)$/.test(part) && URL.canParse(part)

/** Addresses under which people are reached, separated by commas, the preferred one first. */
export const contacts = (about: string): Setting<string[]> => ({
  about,
  shown: '',
  parse: (raw) =>
    parts(raw).every(isContact)
      ? parts(raw)
      : refuse('must be a comma-separated list of addresses like mailto:security@example.org, https://… or tel:+49-…'),
})

const isOrigin = (value: unknown) => typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value

export const jsonList = (about: string): Setting<string[]> => ({
  about,
  shown: '[]',
  parse: (raw) => {
    let value: unknown
    try {
      value = JSON.parse(raw)
    } catch {
      refuse('must be a JSON array')
    }
    if (!Array.isArray(value) || !value.every(isOrigin))
      refuse('must be a JSON array of origins like "https://a.example"')
    return value as string[]
  },
})

type Env = Record<string, string | undefined>

const fromFile = (path: string) => {
  try {
    return readFileSync(path, 'utf8').trimEnd()
  } catch {
    return refuse('names a file that cannot be read')
  }
}

/** The raw value under a name: the variable itself, else the file that NAME_FILE points to. Empty counts as absent. */
const raw = (name: string, env: Env): string | undefined =>
  env[name] || (env[`${name}_FILE`] ? fromFile(env[`${name}_FILE`] as string) : undefined)

/** Where a setting’s value came from, for `doctor`: its own name, its alias or the default. */
export const sourceOf = (name: string, setting: Setting, env: Env) =>
  raw(name, env) !== undefined
    ? name
    : setting.alias && raw(setting.alias, env) !== undefined
      ? setting.alias
      : 'default'

const read = (name: string, setting: Setting & { optional?: boolean }, env: Env) => {
  const value = raw(name, env) ?? (setting.alias ? raw(setting.alias, env) : undefined)
  if (value !== undefined) return setting.parse(value)
  return setting.optional ? undefined : setting.parse(setting.shown)
}

export const loadTable = (table: Record<string, Setting & { optional?: boolean }>, env: Env) => {
  const values: Record<string, unknown> = {}
  const wrong: string[] = []
  for (const [name, setting] of Object.entries(table)) {
    try {
      values[name] = read(name, setting, env)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      wrong.push(`  ${name} ${error.message}`)
    }
  }
  if (wrong.length) throw new ConfigError(`Configuration is wrong:\n${wrong.join('\n')}`)
  return values
}

const describe = ([name, setting]: [string, Setting]) => {
  const alias = setting.alias ? ` (also ${setting.alias})` : ''
  return `# ${setting.about}${alias}\n${name}=${setting.shown}\n`
}

/** The table as `.env.example` and `help settings` show it: a sentence and the default of each. */
export const exampleOf = (table: Record<string, Setting>) => Object.entries(table).map(describe).join('\n')
