/** The table of settings: defaults, the field's names, secrets in files, one message for all that is wrong, and `.env.example`. */
import { describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, SETTINGS } from '../src/config.ts'
import { ConfigError, exampleOf, type Setting } from '../src/lib/settings.ts'

const SECRET = 'correct-horse-battery-staple-0123456789'
const table: Record<string, Setting & { optional?: boolean }> = SETTINGS

/** Every name of the specification, section 9: none may be lost. */
const PROMISED = `HOST PORT PUBLIC_URL DATA_DIR DATABASE_URL DATABASE_POOL_MAX REDIS_URL JWT_SECRET JWT_SECRET_PREVIOUS
JWT_EXPIRATION_MINUTES JWT_JWKS_URL BETTER_AUTH_SECRET CORS_ORIGINS TRUSTED_PROXIES LLM_PROVIDERS OPENROUTER_API_KEY
OPENROUTER_BASE_URL OPENROUTER_MODEL OPENROUTER_SITE_URL OPENROUTER_APP_NAME OPENAI_API_KEY OPENAI_BASE_URL OPENAI_MODEL
GEMINI_API_KEY GEMINI_BASE_URL GEMINI_MODEL AGENT_MAX_TURNS AGENT_TIMEOUT_SECONDS CONFIRM_DESTRUCTIVE MAX_MESSAGE_CHARS
MAX_SESSIONS_PER_USER RATE_LIMIT_REQUESTS_PER_MINUTE RATE_LIMIT_TASKS_PER_MINUTE RATE_LIMIT_IP_PER_MINUTE
USER_DAILY_TOKEN_LIMIT RETENTION_DAYS SHUTDOWN_GRACE_SECONDS LOG_LEVEL METRICS_TOKEN SIGNUP DAILY_TOKEN_LIMIT
DATABASE_MIGRATION_URL DATABASE_LISTEN_URL MCP_HOST MCP_PORT JWT_ISSUER JWT_AUDIENCE JWT_OUTSIDE_MAX_HOURS
RATE_LIMIT_SIGNUPS_PER_DAY RATE_LIMIT_PAGES_PER_MINUTE MAX_TASKS_PER_USER SMTP_URL SMTP_FROM WEBHOOK_ALLOW_PRIVATE AUDIT_KEY`.split(
  /\s+/,
)

test('every promised name is a setting', () => {
  expect(PROMISED.filter((name) => !(name in SETTINGS))).toEqual([])
})

test('published keys without an issuer refuse to start', () => {
  expect(() => loadConfig({ JWT_JWKS_URL: 'https://auth.example/jwks' })).toThrow(/JWT_ISSUER must be set/)
  expect(loadConfig({ JWT_JWKS_URL: 'https://auth.example/jwks', JWT_ISSUER: 'https://auth.example' }).JWT_ISSUER).toBe(
    'https://auth.example',
  )
})

test('an empty environment is enough', () => {
  const config = loadConfig({})
  expect(config).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 8000,
    DATA_DIR: './data',
    DATABASE_POOL_MAX: 20,
    JWT_EXPIRATION_MINUTES: 1440,
    CORS_ORIGINS: [],
    TRUSTED_PROXIES: [],
    SIGNUP: undefined,
    LLM_PROVIDERS: [],
    AGENT_MAX_TURNS: 10,
    AGENT_TIMEOUT_SECONDS: undefined,
    LLM_CONNECT_SECONDS: 5,
    CONFIRM_DESTRUCTIVE: true,
    MAX_MESSAGE_CHARS: 500,
    MAX_SESSIONS_PER_USER: 100,
    RATE_LIMIT_REQUESTS_PER_MINUTE: 30,
    RATE_LIMIT_TASKS_PER_MINUTE: 600,
    RATE_LIMIT_IP_PER_MINUTE: 100,
    USER_DAILY_TOKEN_LIMIT: undefined,
    DAILY_TOKEN_LIMIT: undefined,
    RETENTION_DAYS: 0,
    SHUTDOWN_GRACE_SECONDS: 20,
    LOG_LEVEL: 'info',
  })
  for (const name of ['PUBLIC_URL', 'DATABASE_URL', 'JWT_SECRET', 'REDIS_URL', 'OPENAI_API_KEY', 'MCP_PORT'] as const)
    expect(config[name], name).toBeUndefined()
})

test.each([
  ['SECRET_KEY', 'JWT_SECRET', SECRET, SECRET],
  ['ACCESS_TOKEN_EXPIRE_MINUTES', 'JWT_EXPIRATION_MINUTES', '60', 60],
  ['NEON_DATABASE_URL', 'DATABASE_URL', 'postgres://neon.example/db', 'postgres://neon.example/db'],
  ['LOGGING_LEVEL', 'LOG_LEVEL', 'DEBUG', 'debug'],
] as const)('the field’s name %s stands for %s', (alias, name, raw, value) => {
  expect(loadConfig({ [alias]: raw })[name]).toBe(value)
})

test('every setting may come from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'))
  try {
    const file = join(folder, 'secret')
    writeFileSync(file, `${SECRET}\n`)
    expect(loadConfig({ JWT_SECRET_FILE: file }).JWT_SECRET).toBe(SECRET)
    expect(loadConfig({ SECRET_KEY_FILE: file }).JWT_SECRET).toBe(SECRET)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('wrong values', () => {
  const WRONG: Record<string, string> = {
    PORT: '70000',
    PUBLIC_URL: 'todo.example',
    DATABASE_URL: 'mysql://root:hunter2@db.example/todo',
    DATABASE_POOL_MAX: '0',
    REDIS_URL: 'http://:hunter2@cache.example',
    JWT_SECRET: 'hunter2',
    BETTER_AUTH_SECRET: 'hunter2',
    CORS_ORIGINS: '["*"]',
    TRUSTED_PROXIES: 'everyone',
    SIGNUP: 'perhaps',
    LLM_PROVIDERS: 'oracle',
    CONFIRM_DESTRUCTIVE: 'sometimes',
    AGENT_MAX_TURNS: '-1',
    LOG_LEVEL: 'chatty',
    MCP_PORT: 'eight',
  }
  const failure = () => {
    try {
      loadConfig(WRONG)
    } catch (error) {
      if (error instanceof ConfigError) return error.message
      throw error
    }
    return ''
  }

  test('come in one message, a line each', () => {
    const lines = failure().split('\n')
    expect(lines[0]).toBe('Configuration is wrong:')
    const named = lines.slice(1).map((line) => line.trim().split(' ')[0])
    expect(named.toSorted()).toEqual(Object.keys(WRONG).toSorted())
  })

  test('are not repeated', () => {
    expect(failure()).not.toMatch(/hunter2|everyone|perhaps|oracle|chatty|70000|mysql/)
  })
})

describe('.env.example', () => {
  const example = readFileSync(join(import.meta.dir, '..', '.env.example'), 'utf8')

  test('equals the table (write it anew with `bun src/main.ts help settings > .env.example`)', () => {
    expect(example).toEndWith(exampleOf(SETTINGS))
  })

  test('names every setting and alias, gives no secret a value', () => {
    for (const [name, setting] of Object.entries(table)) {
      expect(example).toMatch(new RegExp(`^${name}=${setting.secret ? '$' : ''}`, 'm'))
      if (setting.alias) expect(example).toContain(`(also ${setting.alias})`)
    }
  })

  test('copied as it is, it changes nothing', () => {
    const lines = example.split('\n').filter((line) => /^[A-Z_]+=/.test(line))
    const env = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)))
    expect(Object.keys(env)).toEqual(Object.keys(SETTINGS))
    expect(loadConfig(env)).toEqual(loadConfig({}))
  })
})
