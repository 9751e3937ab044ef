/** Unsubscribes from mail, by the reader or by the mail program itself (RFC 8058). Needs no sign-in. */
import { Elysia } from 'elysia'
import { UnsubscribePage } from '../../../views/unsubscribe.tsx'
import { spend } from '../http/rate-limit.ts'
import type { PagesOptions, VisitorContext } from './context.ts'
import { page } from './response.ts'
import { strangerShell } from './shell.ts'

/** Looking ends nothing: programs that check links look at all of them. */
const show = async ({ core, request }: VisitorContext, token: string) => {
  await spend(core, 'address', request)
  const kind = core.letters.kindOf(token)
  return page(request, <UnsubscribePage shell={strangerShell(request)} kind={kind} action={`/unsubscribe/${token}`} />)
}

const end = async ({ core, request }: VisitorContext, token: string) => {
  await spend(core, 'address', request)
  const kind = core.letters.kindOf(token)
  await core.letters.end(token)
  return page(request, <UnsubscribePage shell={strangerShell(request)} kind={kind} />)
}

export const unsubscribeRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/unsubscribe' })
    .get('/unsubscribe/:token', ({ request, params }) => show({ ...options, request }, params.token))
    .post('/unsubscribe/:token', ({ request, params }) => end({ ...options, request }, params.token))
