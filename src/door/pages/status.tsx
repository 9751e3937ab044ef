/** `/status`: what the health checks say, for people. Open to everybody, as those are. */
import { Elysia } from 'elysia'
import { StatusPage } from '../../../views/status.tsx'
import type { Core } from '../../core.ts'
import { checkAll } from '../health.ts'
import { page } from './reply.ts'
import { strangerShell } from './shell.ts'

export const statusRoutes = (core: Core) =>
  new Elysia({ name: 'pages/status' }).get('/status', async ({ request }) => {
    const { ok, facts } = await checkAll(core)
    // Without the account: it must answer when the database does not.
    return page(request, <StatusPage shell={strangerShell(request)} ok={ok} facts={facts} />, {
      status: ok ? 200 : 503,
    })
  })
