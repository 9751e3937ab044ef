/** The installation itself: who may come, what is used, how it is doing, and its backups. */
import type { Invitation } from '../../src/account/schema.ts'
import type { BackupsState, InstallationState, UsageOfDay } from '../../src/admin/schema.ts'
import { dateWords } from '../due.ts'
import { Part } from '../settings/part.tsx'
import { CheckFacts } from '../status.tsx'
import { DayChart } from './chart.tsx'

interface SignupProps {
  mode: 'open' | 'closed'
  /** SIGNUP decides. */
  fixed: boolean
  invitations: Invitation[]
  error?: string
}

const MODES = [
  { mode: 'open', words: 'Anybody may create an account' },
  { mode: 'closed', words: 'Only people who are invited or added here' },
] as const

const Mode = ({ mode, fixed }: Pick<SignupProps, 'mode' | 'fixed'>) =>
  fixed ? (
    <p>
      {`Sign-up is ${mode}. SIGNUP is set for this server and decides; unset it to choose here. Invitations work either way.`}
    </p>
  ) : (
    <form method="post" action="/admin/signup">
      <fieldset>
        <legend>Who may sign up</legend>
        {MODES.map((one) => (
          <label>
            <input id={`mode-${one.mode}`} type="radio" name="mode" value={one.mode} checked={one.mode === mode} />{' '}
            {one.words}
          </label>
        ))}
      </fieldset>
      <button type="submit">Save</button>
    </form>
  )

export const Signup = ({ mode, fixed, invitations, error }: SignupProps) => (
  <Part id="signup" title="Sign-up and invitations" error={error}>
    <Mode mode={mode} fixed={fixed} />
    <ul class="rows">
      {invitations.map(({ id, note, expires_at }) => (
        <li>
          <span class="what">
            <span dir="auto">{note || 'An invitation'}</span>
            <span class="hint">{`not used yet, until ${dateWords(expires_at)}`}</span>
          </span>
          <form method="post" action={`/admin/invitations/${id}/delete`}>
            <button class="quiet" type="submit" aria-label={`Withdraw the invitation: ${note}`}>
              Withdraw
            </button>
          </form>
        </li>
      ))}
    </ul>
    <form method="post" action="/admin/invitations">
      <p class="field">
        <label for="note">Invite somebody (a note for you, like their name)</label>
        <input id="note" name="note" maxlength={100} dir="auto" autocomplete="off" />
      </p>
      <button type="submit">Make an invitation link</button>
    </form>
  </Part>
)

const number = new Intl.NumberFormat('en-GB')

export const UsageOfAll = ({ days }: { days: UsageOfDay[] }) => (
  <Part id="usage" title="Usage">
    <DayChart title="Model tokens" bars={days.map(({ day, tokens }) => ({ day: dateWords(day), value: tokens }))} />
    <DayChart
      title="People who asked a model"
      bars={days.map(({ day, people }) => ({ day: dateWords(day), value: people }))}
    />
    <details>
      <summary>Day by day</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            <th scope="col">Tokens</th>
            <th scope="col">People</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, tokens, people }) => (
            <tr>
              <th scope="row">{dateWords(day)}</th>
              <td>{number.format(tokens)}</td>
              <td>{number.format(people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
    <p class="hint">The built-in assistant uses no tokens.</p>
  </Part>
)

const size = (bytes: number) =>
  bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`

const count = (n: number, one: string, many: string) => `${number.format(n)} ${n === 1 ? one : many}`

const FACTS: [name: string, words: (state: InstallationState) => string][] = [
  ['Version', ({ version }) => version],
  [
    'Storage',
    ({ embedded, server, bytes }) => `${embedded ? 'embedded' : 'server'}, Postgres ${server}, ${size(bytes)}`,
  ],
  [
    'Schema',
    ({ schema, newest_schema }) =>
      schema === newest_schema ? `${schema}, the newest` : `${schema}; this release knows ${newest_schema}`,
  ],
  [
    'People',
    ({ people, administrators }) =>
      `${number.format(people)}, ${count(administrators, 'administrator', 'administrators')}`,
  ],
  [
    'Load',
    ({ running, queued, owners }) =>
      `${count(running, 'answer', 'answers')} being written by ${count(owners, 'instance', 'instances')}, ${queued} waiting`,
  ],
]

export const State = ({ state, facts }: { state: InstallationState; facts: Record<string, string> }) => (
  <Part id="state" title="State">
    <dl class="states">
      {FACTS.map(([name, words]) => (
        <div>
          <dt>{name}</dt>
          <dd>{words(state)}</dd>
        </div>
      ))}
      <CheckFacts facts={facts} />
    </dl>
    <p>
      <a href="/status">Status page</a>
    </p>
  </Part>
)

const BACKUP_WORDS: Record<string, string> = {
  current: 'The newest is fresh.',
  stale: 'The newest is too old.',
  failing: 'The last attempt failed.',
  none: 'None was made yet.',
  off: 'None are made here: set BACKUP_DIR, or rely on those of the database server.',
}

export const Backups = ({ backups, error }: { backups: BackupsState; error?: string }) => (
  <Part id="backups" title="Backups" error={error}>
    <p>{BACKUP_WORDS[backups.status] ?? backups.status}</p>
    {backups.outcome && <p class="hint">{backups.outcome}</p>}
    {backups.making && <p role="status">One is being made now.</p>}
    {backups.files.length > 0 && (
      <table>
        <thead>
          <tr>
            <th scope="col">{`In ${backups.folder}`}</th>
            <th scope="col">Made (UTC)</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {backups.files.map(({ name, bytes, made_at }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{made_at.slice(0, 16).replace('T', ' ')}</td>
              <td>{size(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {backups.ready && !backups.making && (
      <form method="post" action="/admin/backup">
        <button type="submit">Make one now</button>
      </form>
    )}
  </Part>
)
