/** What the person has here: what was used, what can be taken along, and the end of it. */
import type { Usage, User } from '../../src/account/schema.ts'
import { dayWords } from '../due.ts'
import { Part, PasswordAgain } from './part.tsx'

const number = new Intl.NumberFormat('en-GB')

const allowance = ({ limit, left }: Usage) =>
  limit === null
    ? 'There is no daily limit.'
    : `${number.format(left ?? 0)} of ${number.format(limit)} tokens are left today.`

export const UsageByDay = ({ usage, today }: { usage: Usage; today: string }) => (
  <Part id="usage" title="Usage">
    <p>{allowance(usage)}</p>
    {usage.days.length === 0 ? (
      <p class="hint">No model has been asked yet. The built-in assistant uses no tokens.</p>
    ) : (
      <details>
        <summary>Day by day</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Tokens</th>
            </tr>
          </thead>
          <tbody>
            {usage.days.map(({ day, tokens }) => (
              <tr>
                <th scope="row">{dayWords(day, today)}</th>
                <td>{number.format(tokens)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    )}
  </Part>
)

const FILES = [
  ['csv', 'a table (CSV)'],
  ['ics', 'a calendar (iCalendar)'],
  ['todotxt', 'todo.txt'],
] as const

const ALL = 'as one JSON file: tasks with their history, chats, answers.'

const Everything = ({ prove }: { prove: boolean }) =>
  prove ? (
    <form method="post" action="/settings/export">
      <p>Export everything {ALL}</p>
      <PasswordAgain id="export-password" />
      <button type="submit">Export everything</button>
    </form>
  ) : (
    <p>
      <a href="/settings/export" download="todochat-export.json">
        Export everything
      </a>{' '}
      {ALL}
    </p>
  )

interface DataProps {
  prove: boolean
  error?: string
}
export const Data = ({ prove, error }: DataProps) => (
  <Part id="data" title="Your data" error={error}>
    <p>
      <a href="/tasks/import">Import tasks</a> from a text, a table, a calendar or todo.txt.
    </p>
    <Everything prove={prove} />
    <p>
      Export tasks as{' '}
      {FILES.map(([format, words], at) => (
        <>
          {at > 0 && ', '}
          <a href={`/settings/export?format=${format}`} download="">
            {words}
          </a>
        </>
      ))}
      .
    </p>
  </Part>
)

export const Record = ({ admin }: { admin: boolean }) => (
  <Part id="record" title="Record">
    <p>
      <a href="/settings/audit">What was done with your account</a>: sign-ins, tokens, what the assistant did, exports
      and deletions.
    </p>
    {admin && (
      <p>
        <a href="/admin">Administration</a> of this server.
      </p>
    )}
  </Part>
)

export const Leave = ({ user, error }: { user: User; error?: string }) => (
  <Part id="erase" title="Delete the account" error={error}>
    <p>All chats and tasks go with it, for good.</p>
    <details open={error ? true : undefined}>
      <summary>Delete my account…</summary>
      <form method="post" action="/settings/delete">
        <p class="field">
          <label for="confirm">{`Write ${user.email} to confirm`}</label>
          <input id="confirm" name="confirm" required autocomplete="off" />
        </p>
        <p class="field">
          <label for="erase-password">Your password, if you have one here</label>
          <input id="erase-password" name="password" type="password" autocomplete="current-password" />
        </p>
        <button class="danger" type="submit">
          Delete everything
        </button>
      </form>
    </details>
  </Part>
)
