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
}

const noticeOf = (request: Request) => {
  const said = new URL(request.url).searchParams.get('said')
  return said && Object.hasOwn(NOTICES, said) ? NOTICES[said] : undefined
}

export const strangerShell = (request: Request): Shell => ({ assets: URLS, here: 'none', notice: noticeOf(request) })

export const shellOf = async (core: Core, caller: Caller, request: Request, here: Shell['here']): Promise<Shell> => {
  const { name, email } = await core.account.me(caller)
  return { assets: URLS, here, user: { name, email }, notice: noticeOf(request) }
}

/** Today in a time zone, YYYY-MM-DD. */
export const todayIn = (time_zone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: time_zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    now,
  )
