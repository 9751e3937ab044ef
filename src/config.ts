/**
 * Every setting of the program, once: kind, default and one sentence. `.env.example` is kept equal to this table by
 * a test. Values come from the environment only; `NAME_FILE` names a file that holds the value.
 */
import {
  bool,
  ConfigError,
  choice,
  contacts,
  host,
  int,
  jsonList,
  list,
  loadTable,
  optional,
  optionalChoice,
  optionalHost,
  optionalInt,
  optionalNumber,
  ranges,
  secret,
  text,
  url,
} from './lib/settings.ts'

const POSTGRES = ['postgres', 'postgresql'] as const
const PORT_MAX = 65535

export const SETTINGS = {
  HOST: host('127.0.0.1', 'Address to listen on; the container image sets 0.0.0.0.'),
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
  DATABASE_LISTEN_URL: secret(
    'Address of Postgres around a transaction pooler, to hear notices of other instances; they are looked up without it.',
    { schemes: POSTGRES },
  ),
  EMBEDDED_SYNC: choice(
    ['on', 'off'],
    'on',
    'Whether the embedded database waits for the disk; off loses it with the power.',
  ),
  BACKUP_DIR: optional(
    'Folder of the nightly backups. Default: DATA_DIR/backups; with DATABASE_URL none are made without it.',
  ),
  BACKUP_KEEP: int(30, 1, 10_000, 'Nightly backups kept; older ones are deleted.'),
  BACKUP_PASSPHRASE: secret('Encrypts backups; needed to restore them.', { min: 8 }),
  DATABASE_WAIT_SECONDS: int(30, 0, 3600, 'How long a start waits for a database server that is away.'),
  DATABASE_POOL_MAX: int(20, 1, 500, 'Connections to Postgres at most.'),
  REDIS_URL: secret('Redis for limits and notices shared by several instances.', {
    schemes: ['redis', 'rediss', 'redis+unix'],
  }),
  JWT_SECRET: secret('Signs tokens; 32 characters at least. Generated in DATA_DIR on the embedded default.', {
    alias: 'SECRET_KEY',
    min: 32,
  }),
  JWT_SECRET_PREVIOUS: secret('The former JWT_SECRET; its tokens stay valid until it is removed.', { min: 32 }),
  JWT_EXPIRATION_MINUTES: int(1440, 1, 525600, 'Life of a token.', { alias: 'ACCESS_TOKEN_EXPIRE_MINUTES' }),
  JWT_JWKS_URL: url('Keys of an outside issuer whose tokens are accepted too; needs JWT_ISSUER.'),
  BETTER_AUTH_SECRET: secret('Shared HS256 secret of an outside issuer.', { min: 32 }),
  JWT_ISSUER: optional('The `iss` that tokens of the outside issuer must carry.'),
  JWT_AUDIENCE: optional(
    'The `aud` values, separated by commas, one of which outside tokens must carry. Default: PUBLIC_URL, its /mcp and JWT_ISSUER.',
  ),
  JWT_OUTSIDE_MAX_HOURS: int(24, 1, 8760, 'Life of an outside token at most, from `iat` to `exp`.'),
  CORS_ORIGINS: jsonList('Origins of other sites that may call the API, as a JSON array of exact origins.'),
  TRUSTED_PROXIES: ranges('Addresses or CIDR ranges of proxies whose X-Forwarded-For counts.'),
  SIGNUP: optionalChoice(
    ['open', 'closed'],
    'Whether new people may sign up; when set, administrators cannot change it in the pages. Open until they do.',
  ),
  LLM_PROVIDERS: list(
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
  AGENT_TIMEOUT_SECONDS: optionalInt(
    1,
    3600,
    'Active time of one run at most; waiting for a first token is not counted. 30, for a base URL of one’s own 120.',
  ),
  LLM_FIRST_TOKEN_SECONDS: optionalInt(1, 3600, 'Wait for a first token. 20, for a base URL of one’s own 60.'),
  LLM_SILENCE_SECONDS: optionalInt(1, 3600, 'Wait between two tokens. 15, for a base URL of one’s own 60.'),
  LLM_CONNECT_SECONDS: int(5, 1, 300, 'Wait for a connection to a model provider.'),
  LLM_CONTEXT_TOKENS: optionalInt(
    500,
    1000000,
    'Tokens of a conversation sent to a model, by estimate. 12000, for a base URL of one’s own 6000.',
  ),
  LLM_TEMPERATURE: optionalNumber(0, 2, 'Temperature asked of every model; the model’s own when absent.'),
  CONFIRM_DESTRUCTIVE: bool(true, 'Deletes and bulk changes by the assistant wait for the person.'),
  MAX_MESSAGE_CHARS: int(500, 1, 100000, 'Length of a message at most, in UTF-16 units.'),
  MAX_SESSIONS_PER_USER: int(100, 1, 1000000, 'Sessions of one user at most.'),
  MAX_TASKS_PER_USER: int(10_000, 1, 10_000_000, 'Open tasks of one user at most.'),
  RATE_LIMIT_REQUESTS_PER_MINUTE: int(30, 1, 1000000, 'Chat requests of one user in a sliding minute.'),
  RATE_LIMIT_TASKS_PER_MINUTE: int(600, 1, 1000000, 'Task and MCP requests of one user in a sliding minute.'),
  RATE_LIMIT_IP_PER_MINUTE: int(100, 1, 1000000, 'Requests of one address before authentication in a sliding minute.'),
  RATE_LIMIT_PAGES_PER_MINUTE: int(
    300,
    1,
    1000000,
    'Page views, exports and searches of one user in a sliding minute.',
  ),
  RATE_LIMIT_SIGNUPS_PER_DAY: int(100, 1, 1000000, 'New accounts from one address in a day.'),
  USER_DAILY_TOKEN_LIMIT: optionalInt(
    0,
    1e12,
    'Model tokens of one user in a UTC day; 0 is no limit. 200000 when a provider has a key.',
  ),
  DAILY_TOKEN_LIMIT: optionalInt(
    0,
    1e12,
    'Model tokens of the whole instance in a UTC day; 0 is no limit. 2000000 when a provider has a key.',
  ),
  SMTP_URL: secret('Mail server for reminders, digests and reset links, like smtps://user:password@mail.example.', {
    schemes: ['smtp', 'smtps'],
  }),
  SMTP_FROM: optional('Sender of mail, like TodoChat <todo@example.org>. Default: the user of SMTP_URL.'),
  WEBHOOK_ALLOW_PRIVATE: bool(
    false,
    'Whether webhooks may lead to private addresses and plain http: for receivers in the operator’s own network.',
  ),
  RETENTION_DAYS: int(0, 0, 36500, 'Age at which sessions and finished tasks are deleted; 0 keeps them.'),
  SHUTDOWN_GRACE_SECONDS: int(20, 0, 600, 'Time running answers get after SIGTERM.'),
  AUDIT_KEY: secret(
    'Seals the audit; 32 characters at least, the same on every instance. Generated in DATA_DIR on the embedded default, else made from JWT_SECRET.',
    { min: 32 },
  ),
  LOG_LEVEL: choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info', 'Least level logged.', {
    alias: 'LOGGING_LEVEL',
  }),
  METRICS_TOKEN: secret('Bearer token of /metrics; without it only loopback may read them.'),
  SECURITY_CONTACT: contacts(
    'Where holes are reported, separated by commas: mailto: or https: addresses, told in /.well-known/security.txt.',
  ),
  MCP_HOST: optionalHost('Address of a second listener for /mcp alone.'),
  MCP_PORT: optionalInt(1, PORT_MAX, 'Port of a second listener for /mcp alone.'),
  MCP_TOKEN: secret('Access token of the person for whom `todochat mcp` serves on standard input and output.'),
  OTEL_SDK_DISABLED: bool(false, 'Whether traces stay off, whatever else is set.'),
  OTEL_TRACES_EXPORTER: optionalChoice(
    ['otlp', 'none'],
    'otlp sends traces, to port 4318 of this machine when no collector is named; none sends none. They are sent when one is named.',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('Collector of traces, like http://collector:4318; /v1/traces is added.'),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url('The same as a whole address, with its path.'),
  OTEL_EXPORTER_OTLP_PROTOCOL: choice(['http/protobuf'], 'http/protobuf', 'How traces are sent: OTLP over HTTP.'),
  OTEL_EXPORTER_OTLP_HEADERS: secret('Headers for the collector, like authorization=Basic%20…,x-team=a.'),
  OTEL_SERVICE_NAME: optional('Name of this program in traces. Default: todochat.'),
  OTEL_RESOURCE_ATTRIBUTES: optional('Facts of this installation in traces, like deployment.environment.name=home.'),
  OTEL_TRACES_SAMPLER: choice(
    [
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ],
    'parentbased_always_on',
    'Which requests are traced; parentbased_… does as the traceparent of the request says.',
  ),
  OTEL_TRACES_SAMPLER_ARG: optionalNumber(0, 1, 'Share of the requests that …traceidratio traces; all when absent.'),
  NODE_ENV: text('', 'production refuses to start without JWT_SECRET.'),
} as const

type Settings = typeof SETTINGS
/** The parsed settings; keys are the environment’s names, so that no table translates them. */
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
export const loadConfig = (env: Environment): Config => {
  const config = loadTable(SETTINGS, env) as Config
  if (config.JWT_JWKS_URL && !config.JWT_ISSUER)
    throw new ConfigError(
      'Configuration is wrong:\n  JWT_ISSUER must be set when JWT_JWKS_URL is: a key alone does not say whose tokens are meant',
    )
  return config
}
