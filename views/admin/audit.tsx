/** Rows of the audit in words, for their owner and for administrators. */
import type { AuditAct, AuditEntry, Facts } from '../../src/audit/schema.ts'

const ACT_WORDS: Record<AuditAct, string> = {
  signed_up: 'Made the account',
  signed_in: 'Signed in',
  sign_in_failed: 'A sign-in failed',
  signed_out: 'Signed out',
  browser_signed_out: 'Signed a browser out',
  token_made: 'Made an access token',
  token_removed: 'Removed an access token',
  calendar_made: 'Made a calendar address',
  calendar_ended: 'Ended the calendar address',
  push_begun: 'Asked for notifications in a browser',
  push_ended: 'Ended notifications in a browser',
  webhook_made: 'Made a webhook',
  webhook_removed: 'Removed a webhook',
  letters_ended: 'Ended a kind of letter by its link',
  profile_changed: 'Changed the account',
  password_changed: 'Changed the password',
  password_reset: 'Set a new password by a link',
  tool_called: 'Worked on the tasks',
  confirmation_settled: 'Settled a question',
  undone: 'Took changes back',
  redone: 'Did changes again',
  tasks_deleted: 'Deleted tasks',
  tasks_exported: 'Exported tasks',
  tasks_imported: 'Imported tasks',
  account_exported: 'Exported everything',
  chat_deleted: 'Deleted a chat',
  chat_erased: 'Deleted a chat for good',
  chat_restored: 'Restored a chat',
  person_added: 'An account was added',
  person_disabled: 'An account was disabled',
  person_enabled: 'An account was enabled',
  person_deleted: 'An account was deleted',
  person_password_set: 'A password was set',
  reset_link_made: 'A reset link was made',
  signup_changed: 'Who may sign up was changed',
  invitation_made: 'Made an invitation',
  invitation_withdrawn: 'Withdrew an invitation',
  backup_made: 'Began a backup',
}

const BY_WORDS: Record<NonNullable<Facts['by']>, string> = {
  cookie: 'in a browser',
  jwt: 'over the API',
  access_token: 'with an access token',
  link: 'by a link',
  issuer: 'by an outside issuer',
  operator: 'at the server itself',
  administrator: 'by an administrator',
  assistant: 'by the assistant',
  mcp: 'by an agent',
}

/** Names of the program’s own, in words; other names are those of people. */
const NAMED = new Set<AuditAct>(['tool_called', 'profile_changed'])

const detailsOf = (act: AuditAct, { by, what, outcome, count, address, whom }: Facts) =>
  [
    by && BY_WORDS[by],
    NAMED.has(act) ? what?.replaceAll(' ', ', ').replaceAll('_', ' ') : what,
    outcome?.replaceAll('_', ' '),
    count !== undefined && `${count} in all`,
    address && `from ${address}`,
    whom && `person ${whom.slice(0, 8)}`,
  ]
    .filter(Boolean)
    .join(' · ')

const momentIn = (at: string, time_zone: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: time_zone }).format(
    new Date(at),
  )

interface AuditRowsProps {
  entries: AuditEntry[]
  time_zone: string
  /** Address of the older ones. */
  more?: string
}

export const AuditRows = ({ entries, time_zone, more }: AuditRowsProps) => (
  <>
    {entries.length === 0 && <p class="hint">Nothing is recorded yet.</p>}
    <ul class="rows">
      {entries.map(({ at, act, facts }) => (
        <li>
          <span class="what">
            <span>{ACT_WORDS[act] ?? act}</span>
            <span class="hint">{detailsOf(act, facts)}</span>
          </span>
          <time class="hint" datetime={at}>
            {momentIn(at, time_zone)}
          </time>
        </li>
      ))}
    </ul>
    {more && (
      <p>
        <a href={more}>Older</a>
      </p>
    )}
  </>
)
