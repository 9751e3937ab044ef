/** `/`: the newest chat, a new one, or the way in. */
import { Elysia } from 'elysia'
import type { Core } from '../../core.ts'
import { personOf } from './person.ts'
import { seeOther } from './reply.ts'

const landing = async (core: Core, request: Request) => {
  const caller = await personOf(core, request)
  if (!caller) return seeOther('/signin')
  const { data } = await core.thread.list(caller, { limit: 1, archived: false })
  return seeOther(data[0] ? `/chat/${data[0].id}` : '/chat')
}

export const landingRoutes = (core: Core) =>
  new Elysia({ name: 'pages/landing' }).get('/', ({ request }) => landing(core, request))
