/** `/`: the newest chat, a new one, or the way in; and `/status`. */
import { Elysia } from 'elysia'
import { StatusPage } from '../../../views/status.tsx'
import type { Core } from '../../core.ts'
import { checkAll } from '../health.ts'
import { limits } from '../http/rate-limit.ts'
import { type PagesOptions, personOf } from './context.ts'
import { page, seeOther } from './response.ts'
import { anyShell, strangerShell } from './shell.ts'

const landing = async (core: Core, request: Request) => {
  const caller = await personOf(core, request)
  if (!caller) return seeOther('/signin')
  const { data } = await core.thread.list(caller, { limit: 1, archived: false })
  return seeOther(data[0] ? `/chat/${data[0].id}` : '/chat')
}

const nameless = (name: string) => (name === 'builtin' || name === 'nobody' ? name : 'The model')

/** What everybody may know; which model, and what else runs beside us, administrators see on their page. */
const forEverybody = ({ database, version, answers, instead_of }: Record<string, string>) => ({
  ...(database && { database }),
  ...(version && { version }),
  ...(answers && { answers: nameless(answers) }),
  ...(instead_of && { instead_of: nameless(instead_of) }),
})

/** It must answer when the database does not: then without the person. */
const status = async (options: PagesOptions, request: Request) => {
  const { ok, facts } = await checkAll(options.core)
  const shell = facts.database === 'connected' ? await anyShell(options, request) : strangerShell(request)
  const view = <StatusPage shell={shell} ok={ok} facts={forEverybody(facts)} />
  return page(request, view, { status: ok ? 200 : 503 })
}

export const homeRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/home' })
    .use(limits(options.core))
    .get('/', ({ request }) => landing(options.core, request))
    .get('/status', ({ request }) => status(options, request), { limit: 'follow' })
