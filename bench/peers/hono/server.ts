/**
 * What one would write with Hono, the `ai` package and Postgres: a bearer token, a message kept, the history asked of the
 * model, its words streamed, the answer kept when it is over. No log, no resuming, no take-over, no limits.
 */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { type ModelMessage, streamText } from 'ai'
import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { streamSSE } from 'hono/streaming'
import postgres from 'postgres'

const HISTORY_MAX = 40
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 20 })
const model = createOpenAICompatible({ name: 'bench', baseURL: process.env.OPENAI_BASE_URL ?? '' })('any')

await sql`create table if not exists peer_messages (
  id bigint generated always as identity primary key, thread_id uuid not null, user_id uuid not null,
  role text not null, content text not null, created_at timestamptz not null default now())`
await sql`create index if not exists peer_messages_by_thread on peer_messages (user_id, thread_id, id)`

const keep = (user_id: string, thread_id: string, role: string, content: string) =>
  sql`insert into peer_messages (user_id, thread_id, role, content) values (${user_id}, ${thread_id}, ${role}, ${content})`

const historyOf = async (user_id: string, thread_id: string): Promise<ModelMessage[]> => {
  const rows = await sql`
    select role, content from peer_messages where user_id = ${user_id} and thread_id = ${thread_id}
    order by id desc limit ${HISTORY_MAX}`
  return rows.reverse().map(({ role, content }) => ({ role, content }) as ModelMessage)
}

const app = new Hono<{ Variables: { jwtPayload: { sub: string } } }>()
app.use('/threads/*', jwt({ secret: process.env.JWT_SECRET ?? '', alg: 'HS256' }))
app.post('/threads/:id/messages', async (context) => {
  const thread_id = context.req.param('id')
  const user_id = context.get('jwtPayload').sub
  const { text } = await context.req.json<{ text: string }>()
  await keep(user_id, thread_id, 'user', text)
  const messages = await historyOf(user_id, thread_id)
  const { textStream } = streamText({ model, messages })
  return streamSSE(context, async (stream) => {
    let said = ''
    for await (const delta of textStream) {
      said += delta
      await stream.writeSSE({ data: JSON.stringify({ delta }) })
    }
    await keep(user_id, thread_id, 'assistant', said)
    await stream.writeSSE({ data: '{"done":true}' })
  })
})

const server = Bun.serve({ port: 0, hostname: '127.0.0.1', idleTimeout: 0, fetch: app.fetch })
process.stdout.write(`http://127.0.0.1:${server.port}\n`)
