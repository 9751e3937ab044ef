/** What every page has around its content. */

import { URLS } from '../../../build/generated/assets.ts'
import type { Shell } from '../../../views/layout.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'

/** Sentences a redirect may leave behind; the address names one, it never carries words. */
const NOTICES: Record<string, string> = {
  added: 'Added.',
  toggled: 'Changed.',
  deleted: 'Deleted. “Undo last change” brings it back.',
  undone: 'The last change was undone.',
  chat_deleted: 'The chat was deleted.',
  signed_out: 'You are signed out.',
  done: 'Done.',
  kept: 'Nothing was changed.',
  renamed: 'The chat was renamed.',
  pinned: 'The chat is pinned.',
  unpinned: 'The chat is no longer pinned.',
  archived: 'The chat is in the archive.',
  unarchived: 'The chat is out of the archive.',
  saved: 'Saved.',
  password_changed: 'The password is changed. Every other browser is signed out.',
  token_removed: 'The token no longer works.',
  login_ended: 'That browser is signed out.',
  account_deleted: 'The account and everything in it are gone.',
}

export const noticeNamed = (said: string) => (Object.hasOwn(NOTICES, said) ? NOTICES[said] : undefined)

const noticeOf = (request: Request) => noticeNamed(new URL(request.url).searchParams.get('said') ?? '')

/** The path with the name of a sentence to say there. */
export const withNotice = (path: string, said: string) => {
  const url = new URL(path, 'http://page')
  url.searchParams.set('said', said)
  return url.pathname + url.search
}

export const strangerShell = (request: Request): Shell => ({ assets: URLS, here: 'none', notice: noticeOf(request) })

const PASSING = new Set(['said', 'plain', 'edit'])

/** The address of a page as it is come back to: without what was said once, and without how it was written. */
export const addressOf = ({ pathname, searchParams }: URL) => {
  const lasting = new URLSearchParams([...searchParams].filter(([name]) => !PASSING.has(name)))
  return lasting.size > 0 ? `${pathname}?${lasting}` : pathname
}

export const shellOf = async (core: Core, caller: Caller, request: Request, here: Shell['here']): Promise<Shell> => {
  const { name, email } = await core.account.me(caller)
  const live = LIVING.has(here) ? addressOf(new URL(request.url)) : undefined
  return { assets: URLS, here, user: { name, email }, notice: noticeOf(request), live }
}

/** Pages that are kept up to date while they are looked at. */
const LIVING = new Set<Shell['here']>(['chat', 'tasks'])

/** Today in a time zone, YYYY-MM-DD. */
export const todayIn = (time_zone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: time_zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    now,
  )
