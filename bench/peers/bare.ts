/** As little as can answer the same questions: no credential, no limit, no log. The bearer is the id of the user. */
import postgres from 'postgres'
import { VALUE_TYPES } from '../../src/db/types.ts'
import * as same from './same-sql.ts'

const sql = postgres(process.env.DATABASE_URL ?? '', {
  max: 20,
  fetch_types: false,
  types: VALUE_TYPES,
}) as never as Parameters<typeof same.listSessions>[0]

const answer = async (request: Request): Promise<unknown> => {
  const user_id = request.headers.get('authorization')?.slice('Bearer '.length) ?? ''
  const { pathname } = new URL(request.url)
  if (pathname === '/sessions' && request.method === 'POST') return same.createSession(sql, user_id)
  if (pathname === '/sessions') return { sessions: await same.listSessions(sql, user_id) }
  if (pathname.startsWith('/sessions/')) return same.history(sql, user_id, pathname.slice('/sessions/'.length))
  if (pathname === '/tasks' && request.method === 'POST') {
    const { title } = (await request.json()) as { title: string }
    return same.createTask(sql, user_id, title)
  }
  return { tasks: await same.listTasks(sql, user_id) }
}

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: async (request) => Response.json(await answer(request)),
})
process.stdout.write(`${server.url.href.slice(0, -1)}\n`)
