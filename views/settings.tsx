/** A person’s own account: name and time zone, password, programs and browsers that may enter, taking all away. */
import type { Scope, User } from '../src/account/schema.ts'
import { dayWords } from './due.ts'
import type { Child } from './jsx/runtime.ts'
import { Layout, type Shell } from './layout.tsx'
import { Field } from './part/field.tsx'

export interface AccessTokenRow {
  id: string
  name: string
  scopes: readonly Scope[]
  expires_at: string | null
  used_at: string | null
}
export interface LoginRow {
  id: string
  user_agent: string
  seen_at: string
  current: boolean
}
export type Section = 'profile' | 'password' | 'tokens' | 'erase'

export interface SettingsPageProps {
  shell: Shell
  user: User
  time_zones: string[]
  tokens: AccessTokenRow[]
  logins: LoginRow[]
  /** Today in the person’s time zone, YYYY-MM-DD. */
  today: string
  /** A token that was just made: its secret is shown this once. */
  made?: { name: string; token: string }
  /** Why the form of a section was refused. */
  problem?: { section: Section; message: string }
}

interface PartProps {
  id: string
  title: string
  error?: string
  children?: Child
}
const Part = ({ id, title, error, children }: PartProps) => (
  <section id={id} class="list part" aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{title}</h2>
    {error && (
      <p class="alert" role="alert">
        {error}
      </p>
    )}
    {children}
  </section>
)

const day = (time: string, today: string) => dayWords(time.slice(0, 10), today)

const Profile = ({ user, time_zones, error }: { user: User; time_zones: string[]; error?: string }) => (
  <Part id="profile" title="You" error={error}>
    <form method="post" action="/settings/profile">
      <Field name="name" label="Name" type="text" autocomplete="name" value={user.name} required maxlength={100} />
      <p class="field">
        <label for="time_zone">Time zone</label>
        <select id="time_zone" name="time_zone" aria-describedby="zone-hint">
          {time_zones.map((zone) => (
            <option value={zone} selected={zone === user.time_zone}>
              {zone}
            </option>
          ))}
        </select>
        <span class="hint" id="zone-hint">
          “Tomorrow” is a day there.
        </span>
      </p>
      <button class="primary" type="submit">
        Save
      </button>
    </form>
    <p class="hint">
      Signed in as <span dir="auto">{user.email}</span>.
    </p>
    <form method="post" action="/signout">
      <button type="submit">Sign out of this browser</button>
    </form>
  </Part>
)

const Password = ({ error }: { error?: string }) => (
  <Part id="password-part" title="Password" error={error}>
    <form method="post" action="/settings/password">
      <Field
        name="old_password"
        label="Present password"
        type="password"
        autocomplete="current-password"
        required
        maxlength={128}
      />
      <Field
        name="password"
        label="New password"
        type="password"
        autocomplete="new-password"
        hint="8 to 128 characters. It signs out every other browser and ends every access token."
        required
        minlength={8}
        maxlength={128}
      />
      <button type="submit">Change password</button>
    </form>
  </Part>
)

/** What a token may do, with the field of its box in the form. */
export const SCOPES: { scope: Scope; field: string; words: string }[] = [
  { scope: 'chat', field: 'chat', words: 'Read and write chats' },
  { scope: 'tasks:read', field: 'tasks_read', words: 'Read tasks' },
  { scope: 'tasks:write', field: 'tasks_write', words: 'Change tasks' },
]

const TokenForm = () => (
  <form method="post" action="/settings/tokens">
    <p class="field">
      <label for="token-name">Name of a new token</label>
      <input id="token-name" name="token_name" required maxlength={100} dir="auto" autocomplete="off" />
    </p>
    <fieldset>
      <legend>It may</legend>
      {SCOPES.map(({ field, words }) => (
        <label>
          <input id={`may-${field}`} type="checkbox" name={field} value="true" checked /> {words}
        </label>
      ))}
    </fieldset>
    <p class="field">
      <label for="days">It ends</label>
      <select id="days" name="days">
        <option value="30">in 30 days</option>
        <option value="365">in a year</option>
        <option value="">never</option>
      </select>
    </p>
    <button type="submit">Create token</button>
  </form>
)

const tokenFacts = ({ scopes, expires_at, used_at }: AccessTokenRow, today: string) =>
  [
    scopes.join(', '),
    expires_at ? `ends ${day(expires_at, today)}` : 'never ends',
    used_at ? `last used ${day(used_at, today)}` : 'never used',
  ].join(' · ')

const Tokens = ({ tokens, today, made, error }: Omit<SettingsPageProps, 'shell'> & { error?: string }) => (
  <Part id="tokens" title="Access tokens" error={error}>
    <p class="hint">For programs that use the API or MCP as you.</p>
    {made && (
      <p class="made">
        {`Copy “${made.name}” now; it is not shown again: `}
        <code>{made.token}</code>
      </p>
    )}
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
    <TokenForm />
  </Part>
)

const Logins = ({ logins, today }: { logins: LoginRow[]; today: string }) => (
  <Part id="logins" title="Browsers">
    <ul class="rows">
      {logins.map(({ id, user_agent, seen_at, current }) => (
        <li>
          <span class="what">
            <span dir="auto">{user_agent || 'A browser without a name'}</span>
            <span class="hint">{current ? 'This browser' : `Seen ${day(seen_at, today)}`}</span>
          </span>
          {!current && (
            <form method="post" action={`/settings/logins/${id}/delete`}>
              <button class="quiet" type="submit" aria-label={`Sign out: ${user_agent}`}>
                Sign out
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  </Part>
)

const Leave = ({ user, error }: { user: User; error?: string }) => (
  <Part id="erase" title="Your data" error={error}>
    <p>
      <a href="/settings/export" download="todochat-export.json">
        Take everything with you
      </a>{' '}
      as one JSON file.
    </p>
    <details>
      <summary>Delete the account</summary>
      <form method="post" action="/settings/delete">
        <p class="field">
          <label for="confirm">{`All chats and tasks go with it, for good. Write ${user.email} to confirm.`}</label>
          <input id="confirm" name="confirm" required autocomplete="off" />
        </p>
        <button class="danger" type="submit">
          Delete everything
        </button>
      </form>
    </details>
  </Part>
)

export const SettingsPage = ({ shell, ...page }: SettingsPageProps) => {
  const at = (section: Section) => (page.problem?.section === section ? page.problem.message : undefined)
  return (
    <Layout shell={shell} title="Settings">
      <main id="main" class="board settings">
        <h1>Settings</h1>
        <Profile user={page.user} time_zones={page.time_zones} error={at('profile')} />
        <Password error={at('password')} />
        <Tokens {...page} error={at('tokens')} />
        <Logins logins={page.logins} today={page.today} />
        <Leave user={page.user} error={at('erase')} />
        <p class="hint">
          <a href="/status">How the program is doing</a>
        </p>
      </main>
    </Layout>
  )
}
