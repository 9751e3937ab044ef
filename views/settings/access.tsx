/** Who else may enter: programs with a token, and the person’s own browsers. */
import type { AccessToken, Login, Scope } from '../../src/account/schema.ts'
import { sayDayFrom } from '../../src/task/format.ts'
import { Part, PasswordAgain } from './part.tsx'

export type AccessTokenRow = Pick<AccessToken, 'id' | 'name' | 'scopes' | 'expires_at' | 'used_at'>
export type LoginRow = Pick<Login, 'id' | 'user_agent' | 'seen_at' | 'current'>

/** A token that was just made: its secret is shown this once. */
export interface MadeToken {
  name: string
  token: string
  /** Address of this site. */
  url: string
}

/** What a token may do, with the field of its box in the form. */
export const SCOPE_LABELS = [
  { scope: 'chat', field: 'chat', words: 'Read and write chats' },
  { scope: 'tasks:read', field: 'tasks_read', words: 'Read tasks' },
  { scope: 'tasks:write', field: 'tasks_write', words: 'Change tasks' },
  { scope: 'tasks:delete', field: 'tasks_delete', words: 'Delete tasks without asking you' },
] as const satisfies { scope: Scope; field: string; words: string }[]

const scopeWords = (scopes: readonly Scope[]) =>
  SCOPE_LABELS.filter(({ scope }) => scopes.includes(scope))
    .map(({ words }) => words)
    .join(', ')

/** A line for each kind of client, ready to be pasted there. */
const clientLines = ({ token, url }: Pick<MadeToken, 'token' | 'url'>): [client: string, line: string][] => [
  ['The token alone', token],
  ['API, in a shell', `curl -H "Authorization: Bearer ${token}" ${url}/api/v1/tasks`],
  [
    'An MCP client’s configuration',
    JSON.stringify({
      mcpServers: { todochat: { type: 'http', url: `${url}/mcp`, headers: { Authorization: `Bearer ${token}` } } },
    }),
  ],
  [
    'A tool of an OpenAI-style request',
    JSON.stringify({ type: 'mcp', server_label: 'todochat', server_url: `${url}/mcp`, authorization: token }),
  ],
]

/** Stands at the top of the page: it is there only once. */
export const Made = ({ made }: { made: MadeToken }) => (
  <section class="made" aria-labelledby="made-title">
    <h2 id="made-title" dir="auto">{`Copy “${made.name}” now`}</h2>
    <p>It is not shown again. Each line holds the token, for the client that it names.</p>
    {clientLines(made).map(([client, line]) => (
      <div class="copied">
        <h3>{client}</h3>
        <p>
          <code>{line}</code>
          <button class="copy" type="button" aria-label={`Copy: ${client}`} hidden>
            Copy
          </button>
        </p>
      </div>
    ))}
  </section>
)

const TokenForm = ({ prove }: { prove: boolean }) => (
  <form method="post" action="/settings/tokens">
    <p class="field">
      <label for="token-name">Name of a new token</label>
      <input id="token-name" name="token_name" required maxlength={100} dir="auto" autocomplete="off" />
    </p>
    <fieldset>
      <legend>Permissions</legend>
      {SCOPE_LABELS.map(({ field, words }) => (
        <label>
          <input id={`may-${field}`} type="checkbox" name={field} value="true" checked={field !== 'tasks_delete'} />{' '}
          {words}
        </label>
      ))}
    </fieldset>
    <p class="field">
      <label for="days">Expires</label>
      <select id="days" name="days">
        <option value="30">in 30 days</option>
        <option value="365">in a year</option>
        <option value="">never</option>
      </select>
    </p>
    {prove && <PasswordAgain id="token-password" />}
    <button type="submit">Create token</button>
  </form>
)

const day = (time: string, today: string) => sayDayFrom(today, time.slice(0, 10))

const tokenFacts = ({ scopes, expires_at, used_at }: AccessTokenRow, today: string) =>
  [
    scopeWords(scopes),
    expires_at ? `expires ${day(expires_at, today)}` : 'never expires',
    used_at ? `last used ${day(used_at, today)}` : 'never used',
  ].join(' · ')

interface TokensProps {
  tokens: AccessTokenRow[]
  today: string
  prove: boolean
  error?: string
}
export const Tokens = ({ tokens, today, prove, error }: TokensProps) => (
  <Part id="tokens" title="Access tokens" error={error}>
    <p class="hint">
      For programs that use the <a href="/docs">API</a> or MCP as you.
    </p>
    <ul class="rows">
      {tokens.map((token) => (
        <li>
          <span class="what">
            <span dir="auto">{token.name}</span>
            <span class="hint">{tokenFacts(token, today)}</span>
          </span>
          <form method="post" action={`/settings/tokens/${token.id}/delete`}>
            <button class="quiet" type="submit" aria-label={`Remove token ${token.name}`}>
              Remove
            </button>
          </form>
        </li>
      ))}
    </ul>
    <TokenForm prove={prove} />
  </Part>
)

/** Programs that name themselves, the more special first: most say that they are all of them. */
const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['CrOS', 'ChromeOS'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** A browser as its person would call it; one that we do not know by its own words. */
export const browserWords = (user_agent: string) => {
  const named = (table: readonly (readonly [string, string])[]) =>
    table.find(([sign]) => user_agent.includes(sign))?.[1]
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)]
  if (browser) return system ? `${browser} on ${system}` : browser
  return user_agent || 'A browser without a name'
}

export const Logins = ({ logins, today }: { logins: LoginRow[]; today: string }) => (
  <Part id="logins" title="Browsers">
    <p class="hint">Where you are signed in.</p>
    <ul class="rows">
      {logins.map(({ id, user_agent, seen_at, current }) => (
        <li>
          <span class="what">
            <span dir="auto">{browserWords(user_agent)}</span>
            <span class="hint">{current ? 'This browser' : `Seen ${day(seen_at, today)}`}</span>
          </span>
          {!current && (
            <form method="post" action={`/settings/logins/${id}/delete`}>
              <button class="quiet" type="submit" aria-label={`Sign out: ${browserWords(user_agent)}`}>
                Sign out
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  </Part>
)
