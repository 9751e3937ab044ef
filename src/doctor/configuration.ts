/** Where settings come from, which alias won, and what looks like a setting but is none. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, type Environment, SETTINGS } from '../config.ts'
import { type Setting, sourceOf } from '../lib/settings.ts'
import { type Finding, note, ok, warning } from './finding.ts'

const CHECK = 'configuration'
const ENTRIES: [string, Setting][] = Object.entries(SETTINGS)

const given = (env: Environment, name: string) => Boolean(env[name] || env[`${name}_FILE`])

const aliasFindings = (env: Environment): Finding[] =>
  ENTRIES.flatMap(([name, setting]) => {
    const { alias } = setting
    if (!alias || !given(env, alias)) return []
    if (sourceOf(name, setting, env) === alias) return [note(CHECK, `${name} is taken from its alias ${alias}.`)]
    return [warning(CHECK, `${alias} is ignored: ${name} is set too and wins.`, `Remove ${alias}.`)]
  })

/** First words of our settings; foreign programs share none of them but a few names that are theirs. */
const OURS =
  /^(JWT|RATE_LIMIT|LLM|OPENROUTER|GEMINI|BACKUP|EMBEDDED|DATABASE|AGENT|MAX|SMTP|MCP|WEBHOOK|RETENTION|AUDIT)_/

/** How many letters have to be changed to make one word of the other. */
const distance = (a: string, b: string) => {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row.at(-1) ?? 0
}

const nearest = (name: string) =>
  ENTRIES.map(([known]) => known).toSorted((a, b) => distance(a, name) - distance(b, name))[0]

const isKnown = (name: string) =>
  ENTRIES.some(([known, { alias }]) => [known, `${known}_FILE`, alias, `${alias}_FILE`].includes(name))

const strangeFindings = (env: Environment): Finding[] =>
  Object.keys(env)
    .filter((name) => OURS.test(name) && !isKnown(name))
    .map((name) =>
      warning(
        CHECK,
        `${name} is no setting and has no effect.`,
        `Did you mean ${nearest(name)}? See "todochat help settings".`,
      ),
    )

const OTHERS_BITS = 0o077

const secrecyFindings = ({ DATA_DIR }: Config): Finding[] => {
  const path = join(DATA_DIR, 'jwt_secret')
  if (!existsSync(path) || (statSync(path).mode & OTHERS_BITS) === 0) return []
  return [warning(CHECK, `${path} can be read by other users.`, `chmod 600 ${path}`)]
}

/** How often the key was typed by a person shows in how few different letters it has. */
const LETTERS_LEAST = 8

const weakFindings = ({ JWT_SECRET }: Config): Finding[] =>
  JWT_SECRET !== undefined && new Set(JWT_SECRET).size < LETTERS_LEAST
    ? [
        warning(
          CHECK,
          'JWT_SECRET can be guessed: it has few different characters.',
          'Set one made by "openssl rand -base64 48".',
        ),
      ]
    : []

export const checkConfiguration = (env: Environment, config: Config): Finding[] => {
  const set = ENTRIES.filter(([name, setting]) => sourceOf(name, setting, env) !== 'default').length
  return [
    ok(CHECK, `${set} of ${ENTRIES.length} settings are set, the others have their defaults.`),
    ...aliasFindings(env),
    ...strangeFindings(env),
    ...secrecyFindings(config),
    ...weakFindings(config),
  ]
}
