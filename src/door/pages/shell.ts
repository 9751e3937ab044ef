/** What every page has around its content. */

import { URLS } from '../../../build/generated/assets.ts'
import type { Shell, Theme } from '../../../views/layout.tsx'
import { wallOf } from '../../lib/calendar.ts'
import { isId } from '../../lib/id.ts'
import { type PageContext, type PagesOptions, personOf } from './context.ts'

/** Sentences a redirect may leave behind; the address names one, it never carries words. */
const NOTICES: Record<string, string> = {
  added: 'Added.',
  imported: 'Imported.',
  task_saved: 'Saved.',
  toggled: 'Changed.',
  deleted: 'Deleted.',
  undone: 'The last change was undone.',
  taken_back: 'Taken back.',
  chat_deleted: 'The chat was deleted.',
  other_version: 'This is the other version. Your tasks stay as they are.',
  chat_restored: 'The chat is back.',
  chat_erased: 'The chat is gone for good.',
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
  snoozed: 'It rings again later.',
  push_on: 'This browser shows your reminders now.',
  push_off: 'That browser no longer shows reminders.',
  feed_ended: 'The calendar address no longer works.',
  webhook_removed: 'Nothing is posted there any more.',
  login_ended: 'That browser is signed out.',
  person_disabled: 'The account is disabled; nothing of theirs opens anything any more.',
  person_enabled: 'The account is enabled again.',
  person_deleted: 'The account and everything in it are gone.',
  invitation_withdrawn: 'The invitation no longer works.',
  backup_begun: 'A backup is being made.',
  account_deleted: 'The account and everything in it are gone.',
}

export const noticeNamed = (said: string) => (Object.hasOwn(NOTICES, said) ? NOTICES[said] : undefined)

const noticeOf = (request: Request) => noticeNamed(new URL(request.url).searchParams.get('said') ?? '')

/** Changes of tasks, which the page of tasks can undo. */
const UNDOABLE = new Set(['added', 'imported', 'task_saved', 'toggled', 'deleted'])

const undoOf = ({ url }: Request) => {
  const { pathname, searchParams } = new URL(url)
  return UNDOABLE.has(searchParams.get('said') ?? '') ? pathname : undefined
}

/** The deleted chat that the sentence is about. */
const goneOf = ({ url }: Request) => {
  const { searchParams } = new URL(url)
  const id = searchParams.get('gone') ?? ''
  return searchParams.get('said') === 'chat_deleted' && isId(id) ? id : undefined
}

/** The path with the name of a sentence to say there. */
export const withNotice = (path: string, said: string) => {
  const url = new URL(path, 'http://page')
  url.searchParams.set('said', said)
  return url.pathname + url.search
}

/** Of those that a person chooses from, the ones that are not the device’s. */
const lookOf = (chosen: unknown): Theme | undefined => (chosen === 'light' || chosen === 'dark' ? chosen : undefined)

/** The theme last chosen in this browser, for pages without a signed-in person. */
const THEME_COOKIE = 'theme'
const THEME_KEPT_SECONDS = 365 * 86_400
export const themeCookie = (theme: string) =>
  `${THEME_COOKIE}=${lookOf(theme) ?? ''}; Path=/; SameSite=Lax; HttpOnly; Max-Age=${lookOf(theme) ? THEME_KEPT_SECONDS : 0}`

const themeIn = ({ headers }: Request) => lookOf(new Bun.CookieMap(headers.get('cookie') ?? '').get(THEME_COOKIE))

export const strangerShell = (request: Request): Shell => ({
  assets: URLS,
  here: 'none',
  notice: noticeOf(request),
  theme: themeIn(request),
})

const PASSING = new Set(['said', 'gone', 'from', 'no_script', 'edit', 'text'])

/** The address of a page as it is come back to: without what was said once, and without how it was written. */
export const pageAddressOf = ({ pathname, searchParams }: URL) => {
  const lasting = new URLSearchParams([...searchParams].filter(([name]) => !PASSING.has(name)))
  return lasting.size > 0 ? `${pathname}?${lasting}` : pathname
}

type Place = Pick<PageContext, 'core' | 'caller' | 'request'>

export const shellOf = async ({ core, caller, request }: Place, here: Shell['here']): Promise<Shell> => {
  const [{ name, email, preferences }, rings] = await Promise.all([
    core.account.me(caller),
    core.reminder.rings(caller),
  ])
  const next = pageAddressOf(new URL(request.url))
  const live = LIVING.has(here) ? next : undefined
  const theme = lookOf(preferences?.theme)
  return {
    assets: URLS,
    here,
    user: { name, email },
    theme,
    notice: noticeOf(request),
    undo: undoOf(request),
    gone: goneOf(request),
    live,
    rings: { rings, today: todayIn(caller.time_zone), next, sound: preferences?.sound === true },
  }
}

/** For public pages: with the navigation of the signed-in person, if there is one. */
export const anyShell = async (options: PagesOptions, request: Request): Promise<Shell> => {
  const caller = await personOf(options.core, request)
  return caller ? shellOf({ ...options, request, caller }, 'none') : strangerShell(request)
}

/** Pages that are kept up to date while they are looked at. */
const LIVING = new Set<Shell['here']>(['chat', 'tasks', 'changes'])

/** Today in a time zone, YYYY-MM-DD. */
export const todayIn = (time_zone: string, now = new Date()): string => wallOf(now, time_zone).day
