/**
 * Every setting of the program, once: kind, default and one sentence. `.env.example` is kept equal to this table by
 * a test. Values come from the environment only; `NAME_FILE` names a file that holds the value.
 */
import {
  bool,
  int,
  jsonList,
  listOf,
  loadTable,
  oneOf,
  optional,
  optionalInt,
  ranges,
  secret,
  text,
  url,
} from './lib/settings.ts'

const POSTGRES = ['postgres', 'postgresql'] as const
const PORT_MAX = 65535

export const SETTINGS = {
  HOST: text('127.0.0.1', 'Address to listen on; the container image sets 0.0.0.0.'),
  PORT: int(8000, 0, PORT_MAX, 'Port to listen on; 0 lets the system choose.'),
  PUBLIC_URL: url('Address people use, for links, cookies and origin checks; https turns on HSTS and Secure cookies.'),
  DATA_DIR: text('./data', 'Folder of the embedded database and generated secrets.'),
  DATABASE_URL: secret('Postgres 14+ to use instead of the embedded database.', {
    alias: 'NEON_DATABASE_URL',
    schemes: POSTGRES,
  }),
  DATABASE_MIGRATION_URL: secret('Postgres address with the right to change the schema, when it differs.', {
    schemes: POSTGRES,
  }),
  DATABASE_POOL_MAX: int(20, 1, 500, 'Connections to Postgres at most.'),
  REDIS_URL: secret('Redis for limits and hints shared by several instances.', {
    schemes: ['redis', 'rediss', 'redis+unix'],
  }),
  JWT_SECRET: secret('Signs tokens; 32 characters at least. Generated in DATA_DIR on the embedded default.', {
    alias: 'SECRET_KEY',
    min: 32,
  }),
  JWT_SECRET_PREVIOUS: secret('The former JWT_SECRET; its tokens stay valid until it is removed.', { min: 32 }),
  JWT_EXPIRATION_MINUTES: int(1440, 1, 525600, 'Life of a token.', { alias: 'ACCESS_TOKEN_EXPIRE_MINUTES' }),
  JWT_JWKS_URL: url('Keys of an outside issuer whose tokens are accepted too.'),
  BETTER_AUTH_SECRET: secret('Shared HS256 secret of an outside issuer.', { min: 32 }),
  CORS_ORIGINS: jsonList('Origins of other sites that may call the API, as a JSON array of exact origins.'),
  TRUSTED_PROXIES: ranges('Addresses or CIDR ranges of proxies whose X-Forwarded-For counts.'),
  SIGNUP: oneOf(['open', 'closed'], 'open', 'Whether newcomers may make an account.'),
  LLM_PROVIDERS: listOf(
    ['openrouter', 'openai', 'gemini', 'builtin'],
    'Order of model providers, separated by commas: openrouter, openai, gemini, builtin. Default: those with a key, then builtin.',
  ),
  OPENROUTER_API_KEY: secret('Key of OpenRouter.'),
  OPENROUTER_BASE_URL: url('Base URL of OpenRouter.', 'https://openrouter.ai/api/v1'),
  OPENROUTER_MODEL: text('openai/gpt-4o-mini', 'Model asked of OpenRouter.'),
  OPENROUTER_SITE_URL: url('Site named to OpenRouter.'),
  OPENROUTER_APP_NAME: text('TodoChat', 'Application named to OpenRouter.'),
  OPENAI_API_KEY: secret('Key of OpenAI; may stay empty for a local server behind OPENAI_BASE_URL.'),
  OPENAI_BASE_URL: url('Base URL of OpenAI or any compatible server (Ollama, llama.cpp, vLLM).'),
  OPENAI_MODEL: text('gpt-4o-mini', 'Model asked of OPENAI_BASE_URL.'),
  GEMINI_API_KEY: secret('Key of Gemini.'),
  GEMINI_BASE_URL: url(
    'Base URL of Gemini’s OpenAI-compatible endpoint.',
    'https://generativelanguage.googleapis.com/v1beta/openai',
  ),
  GEMINI_MODEL: text('gemini-2.5-flash', 'Model asked of Gemini.'),
  AGENT_MAX_TURNS: int(10, 1, 100, 'Model calls in one run at most.'),
  AGENT_TIMEOUT_SECONDS: int(30, 1, 3600, 'Active time of one run at most.'),
  CONFIRM_DESTRUCTIVE: bool(true, 'Deletes and bulk changes by the assistant wait for the person.'),
  MAX_MESSAGE_CHARS: int(500, 1, 100000, 'Length of a message at most, in UTF-16 units.'),
  MAX_SESSIONS_PER_USER: int(100, 1, 1000000, 'Sessions of one user at most.'),
  RATE_LIMIT_REQUESTS_PER_MINUTE: int(30, 1, 1000000, 'Chat requests of one user in a sliding minute.'),
  RATE_LIMIT_TASKS_PER_MINUTE: int(600, 1, 1000000, 'Task and MCP requests of one user in a sliding minute.'),
  RATE_LIMIT_IP_PER_MINUTE: int(100, 1, 1000000, 'Requests of one address before authentication in a sliding minute.'),
  USER_DAILY_TOKEN_LIMIT: int(0, 0, 1e12, 'Model tokens of one user in a UTC day; 0 is no limit.'),
  DAILY_TOKEN_LIMIT: int(0, 0, 1e12, 'Model tokens of the whole instance in a UTC day; 0 is no limit.'),
  RETENTION_DAYS: int(0, 0, 36500, 'Age at which sessions and finished tasks are deleted; 0 keeps them.'),
  SHUTDOWN_GRACE_SECONDS: int(20, 0, 600, 'Time running answers get after SIGTERM.'),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info', 'Least level logged.', {
    alias: 'LOGGING_LEVEL',
  }),
  METRICS_TOKEN: secret('Bearer token of /metrics; without it only loopback may read them.'),
  MCP_HOST: optional('Address of a second listener for /mcp alone.'),
  MCP_PORT: optionalInt(1, PORT_MAX, 'Port of a second listener for /mcp alone.'),
  MCP_TOKEN: secret('Access token of the person for whom `todochat mcp` serves on standard input and output.'),
  NODE_ENV: text('', 'production refuses to start without JWT_SECRET.'),
} as const

type Settings = typeof SETTINGS
/** The parsed settings; keys are the environment’s names so that nobody has to translate. */
export type Config = {
  readonly [K in keyof Settings]: Settings[K] extends { parse: (raw: string) => infer T }
    ? Settings[K] extends { optional: true }
      ? T | undefined
      : T
    : never
}

export type Environment = Record<string, string | undefined>

/**
 * Reads the whole table from `env`.
 * @throws ConfigError listing every wrong value at once, one line each, never a value of a secret.
 */
export const loadConfig = (env: Environment): Config => loadTable(SETTINGS, env) as Config
