/** `eval`: what the configured models, and the built-in assistant, do to a to-do list; on data of its own, thrown away. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, loadConfig } from '../../config.ts'
import { openDatabase, prepareSchema } from '../../db/open.ts'
import { type Row, tableOf } from '../../eval/eval.ts'
import { conversations } from '../../eval/judge.ts'
import { type Command, type Terminal, UsageError } from '../command.ts'
import { VERSION } from '../version.ts'
import { rowFor } from './row.ts'

const REMOTES = ['openrouter', 'openai', 'gemini'] as const
type Remote = (typeof REMOTES)[number]
const BUILTIN = 'builtin'

/** The data are thrown away, so nothing about the operator’s own may be read or written. */
const onlyHere = (env: Terminal['env'], data_dir: string): Terminal['env'] => ({
  ...Object.fromEntries(
    Object.entries(env).filter(([name]) => /^(?:LLM|OPENROUTER|OPENAI|GEMINI|AGENT|HTTPS?_PROXY)/.test(name)),
  ),
  DATA_DIR: data_dir,
  EMBEDDED_SYNC: 'off',
  JWT_SECRET: crypto.randomUUID() + crypto.randomUUID(),
  USER_DAILY_TOKEN_LIMIT: '0',
  DAILY_TOKEN_LIMIT: '0',
})

/** The first row is the built-in assistant, then every configured provider, or the one that was asked for. */
const subjectsOf = (config: Config, wanted: string | undefined): string[] => {
  if (wanted !== undefined && wanted !== BUILTIN && !REMOTES.includes(wanted as Remote))
    throw new UsageError(`There is no provider "${wanted}"; there are ${[BUILTIN, ...REMOTES].join(', ')}`)
  const has: Record<Remote, boolean> = {
    openrouter: Boolean(config.OPENROUTER_API_KEY),
    openai: Boolean(config.OPENAI_API_KEY || config.OPENAI_BASE_URL),
    gemini: Boolean(config.GEMINI_API_KEY),
  }
  const remotes = REMOTES.filter((name) => (wanted === undefined || wanted === name) && has[name])
  if (wanted !== undefined && wanted !== BUILTIN && remotes.length === 0)
    throw new UsageError(`The provider "${wanted}" has no key`)
  return [BUILTIN, ...remotes]
}

export const evalCommand: Command = {
  name: 'eval',
  form: '[--provider P] [--model M] [--json]',
  about: 'Hold 60 conversations with the configured models, judge them by the list afterwards, show a table.',
  words: 0,
  json: true,
  values: ['provider', 'model'],
  async run({ json, given = {} }, terminal) {
    const { provider, model } = given
    if (model !== undefined && provider === undefined) throw new UsageError('Say whose model it is: --provider P')
    const data_dir = await mkdtemp(join(tmpdir(), 'todochat-eval-'))
    const chosen = model && provider ? { [`${provider.toUpperCase()}_MODEL`]: model } : {}
    const env = { ...onlyHere(terminal.env, data_dir), ...chosen }
    try {
      const db = await openDatabase(loadConfig(env))
      try {
        await prepareSchema(loadConfig(env), db, VERSION)
        const rows: Row[] = []
        for (const name of subjectsOf(loadConfig(env), provider)) {
          const config = loadConfig({ ...env, LLM_PROVIDERS: name })
          rows.push(await rowFor(name, { config, db, list: conversations(), tell: terminal.tell }))
        }
        terminal.print(json ? JSON.stringify({ rows }) : tableOf(rows))
      } finally {
        await db.close()
      }
    } finally {
      await rm(data_dir, { recursive: true, force: true })
    }
    return 0
  },
}
