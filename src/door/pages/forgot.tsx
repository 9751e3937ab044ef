/** A forgotten password by form; the same answer for every address. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { ForgotPage } from '../../../views/forgot.tsx'
import { addressOf } from '../http/context.ts'
import { spend } from '../http/rate-limit.ts'
import type { PagesOptions } from './context.ts'
import { FormField, mendable } from './form.ts'
import { page } from './response.ts'
import { strangerShell } from './shell.ts'

const answer = async ({ core }: PagesOptions, request: Request, email: string) => {
  const shown = { shell: strangerShell(request), mails: core.account.mails_links }
  try {
    await spend(core, 'address', request)
    await core.account.forgotPassword(email, addressOf(request))
    return page(request, <ForgotPage {...shown} sent={core.account.mails_links} />)
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    return page(request, <ForgotPage {...shown} error={problem.error.message} />, problem)
  }
}

export const forgotRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/forgot' })
    .get('/forgot', ({ request }) =>
      page(request, <ForgotPage shell={strangerShell(request)} mails={options.core.account.mails_links} />),
    )
    .post('/forgot', ({ request, body }) => answer(options, request, body.email), {
      body: Type.Object({ email: FormField }),
    })
