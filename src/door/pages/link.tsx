/** One-time links: looking at one spends nothing, its form does. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { LinkPage } from '../../../views/link.tsx'
import { type ReplyHeaders, setLoginCookie } from '../auth/cookie.ts'
import { spend } from '../http/rate-limit.ts'
import type { PagesOptions, VisitorContext } from './context.ts'
import { FormField, mendable } from './form.ts'
import { page, seeOther } from './response.ts'
import { strangerShell } from './shell.ts'

const LinkForm = Type.Object({ email: FormField, password: FormField, name: FormField, time_zone: FormField })

type Problem = ReturnType<typeof mendable>
/** What was typed comes back with an error, except the password. */
type Typed = Partial<Static<typeof LinkForm>>

const linkPage = async (context: VisitorContext, token: string, { email, name }: Typed = {}, problem?: Problem) => {
  const { core, request } = context
  await spend(core, 'address', request)
  const kind = await core.account.linkKind(token)
  const action = `/link/${token}`
  const shown = { kind, action, email: email || undefined, name: name || undefined, error: problem?.error.message }
  const view = <LinkPage shell={strangerShell(request)} {...shown} />
  return page(request, view, problem)
}

const spendLink = async (context: VisitorContext, token: string, form: Static<typeof LinkForm>) => {
  const { core, request } = context
  try {
    await spend(core, 'address', request)
    const user_id = await core.account.spendLink(token, form)
    const set: ReplyHeaders = { headers: {} }
    await setLoginCookie(core, request, set, user_id)
    return seeOther('/chat', { 'set-cookie': String(set.headers['set-cookie']) })
  } catch (error) {
    const problem = mendable(error)
    if (!problem || problem.error.code === 'not_found') throw error
    return linkPage(context, token, form, problem)
  }
}

export const linkRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/link' })
    .get('/link/:token', ({ request, params }) => linkPage({ ...options, request }, params.token))
    .post('/link/:token', ({ request, params, body }) => spendLink({ ...options, request }, params.token, body), {
      body: LinkForm,
    })
