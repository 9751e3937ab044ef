/** What the audit says: closed lists of acts and facts, so that no text of a person and no secret can get into it. */

export type AuditAct =
  | 'signed_up'
  | 'signed_in'
  | 'sign_in_failed'
  | 'signed_out'
  | 'browser_signed_out'
  | 'token_made'
  | 'token_removed'
  | 'calendar_made'
  | 'calendar_ended'
  | 'push_begun'
  | 'push_ended'
  | 'webhook_made'
  | 'webhook_removed'
  | 'letters_ended'
  | 'profile_changed'
  | 'password_changed'
  | 'password_reset'
  | 'tool_called'
  | 'confirmation_settled'
  | 'undone'
  | 'redone'
  | 'tasks_deleted'
  | 'tasks_exported'
  | 'tasks_imported'
  | 'account_exported'
  | 'chat_deleted'
  | 'chat_erased'
  | 'chat_restored'
  | 'person_added'
  | 'person_disabled'
  | 'person_enabled'
  | 'person_deleted'
  | 'person_password_set'
  | 'reset_link_made'
  | 'signup_changed'
  | 'invitation_made'
  | 'invitation_withdrawn'
  | 'backup_made'

/** What is said of an act, each part only where it applies. */
export interface Facts {
  /** What it was proved by, or who acted upon the account. */
  by?: 'cookie' | 'jwt' | 'access_token' | 'link' | 'issuer' | 'operator' | 'administrator' | 'assistant' | 'mcp'
  /** The access token that was used, made or removed. */
  token?: string
  /** The client's address. */
  address?: string
  /** Names of what was changed, or the tool, or the format. */
  what?: string
  outcome?: string
  /** The thing it was done to: a run, a chat, a confirmation, a browser, a webhook. */
  id?: string
  count?: number
  /** Another person, as a keyed hash: one who is erased leaves nothing else. */
  whom?: string
}

/** A row as it is read again. */
export interface AuditEntry {
  seq: number
  at: string
  act: AuditAct
  facts: Facts
}

/** The end of a chain, as it is kept outside the database. */
export interface AuditHead {
  /** The person as a keyed hash. */
  user: string
  seq: number
  /** The last row's seal, base64url. */
  mac: string
}
