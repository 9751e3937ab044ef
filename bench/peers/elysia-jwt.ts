/** What Elysia's own guide leads to: routes, a bearer token verified by its JWT plug-in, the same statements. */
import { jwt } from '@elysiajs/jwt'
import { Elysia } from 'elysia'
import postgres from 'postgres'
import { VALUE_TYPES } from '../../src/db/types.ts'
import * as same from './same-sql.ts'

const sql = postgres(process.env.DATABASE_URL ?? '', {
  max: 20,
  fetch_types: false,
  types: VALUE_TYPES,
}) as never as Parameters<typeof same.listSessions>[0]

const app = new Elysia()
  .use(jwt({ secret: process.env.JWT_SECRET ?? '' }))
  .derive(async ({ jwt, headers, status }) => {
    const claims = await jwt.verify(headers.authorization?.slice('Bearer '.length))
    return claims ? { user_id: String(claims.sub) } : status(401)
  })
  .get('/sessions', async ({ user_id }) => ({ sessions: await same.listSessions(sql, user_id) }))
  .post('/sessions', ({ user_id }) => same.createSession(sql, user_id))
  .get('/sessions/:id', ({ user_id, params }) => same.history(sql, user_id, params.id))
  .get('/tasks', async ({ user_id }) => ({ tasks: await same.listTasks(sql, user_id) }))
  .post('/tasks', ({ user_id, body }) => same.createTask(sql, user_id, (body as { title: string }).title))
  .listen({ port: 0, hostname: '127.0.0.1' })
process.stdout.write(`http://127.0.0.1:${app.server?.port}\n`)
