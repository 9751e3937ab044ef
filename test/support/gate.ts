/** A whole app around made-up doors, for tests of what every request passes. */
import { Type } from '@sinclair/typebox'
import { type AnyElysia, Elysia, t } from 'elysia'
import type { Account } from '../../src/account/account.ts'
import { createApp, type Doors } from '../../src/app.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import { limits } from '../../src/door/http/rate-limit.ts'
import { AppError } from '../../src/errors.ts'
import { createLog } from '../../src/log.ts'
import { createRateLimit, type Limit } from '../../src/rate-limit/rate-limit.ts'

const strict = { additionalProperties: false }
export const SECRET_SQL = 'select password_hash from users'

/** Routes of every kind of trouble, under `/api/v1`. */
const trouble = (limit: Limit) =>
  new Elysia({ name: 'trouble', prefix: '/api/v1/things' })
    .use(limits({ limit }))
    .get('/', () => ({ things: [] }))
    .post('/', ({ body, status }) => status(201, body), {
      body: Type.Object(
        {
          title: Type.String({ minLength: 1, maxLength: 20 }),
          count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
          done: Type.Optional(Type.Boolean()),
          note: Type.Optional(Type.Union([Type.String({ maxLength: 5 }), Type.Null()])),
          tags: Type.Optional(Type.Array(Type.String(), { maxItems: 2 })),
          password: Type.Optional(Type.String({ minLength: 8 })),
        },
        strict,
      ),
    })
    .get('/:id', ({ params, query }) => ({ ...params, ...query }), {
      params: t.Object({ id: t.Integer({ minimum: 1 }) }),
      query: t.Object({ limit: t.Optional(t.Integer({ minimum: 1, maximum: 100 })) }, strict),
    })
    .patch('/:id', ({ body }) => ({ got: body }), {
      body: Type.Optional(Type.Object({ a: Type.Optional(Type.String()) }, strict)),
    })
    .delete('/:id', ({ status }) => status(204, undefined))
    .post('/:id/toggle', () => ({ toggled: true }))
    .post('/undo', () => ({ undone: true }))
    .get('/throw/plain', () => {
      throw new Error(`relation failed: ${SECRET_SQL}`)
    })
    .get('/throw/string', () => {
      throw SECRET_SQL
    })
    .get('/throw/header', ({ set }) => {
      set.headers['x-evil'] = 'a\r\nset-cookie: b'
      return 'never'
    })
    .get('/throw/:code', ({ params }) => {
      throw new AppError(params.code as 'internal', 'A sentence.', { retry_after: 7, cause: new Error(SECRET_SQL) })
    })
    .get(
      '/stream',
      () => new Response(words() as unknown as ReadableStream, { headers: { 'content-type': 'text/event-stream' } }),
    )
    .get('/limited', () => ({ fine: true }), { limit: 'follow' })
    .post('/sign', () => Promise.reject(new AppError('invalid_credentials', 'No.')), { limit: 'address' })

async function* words() {
  for (let word = 1; ; word++) {
    yield `data: ${word}\n\n`
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A page door with a handler of errors of its own. */
const page = () =>
  new Elysia({ name: 'page' })
    .get('/hello', () => new Response('<p>hello', { headers: { 'content-type': 'text/html' } }))
    .post('/form', ({ body }) => ({ ...(body as object) }), { body: Type.Record(Type.String(), Type.String()) })
    .get('/broken', () => {
      throw new Error(SECRET_SQL)
    })

export interface TestGate {
  app: AnyElysia
  config: Config
  lines: Record<string, unknown>[]
  /** Sends a request and reads the answer; a body that is no string goes as JSON. */
  ask(method: string, path: string, sent?: { headers?: Record<string, string>; body?: unknown }): Promise<Answered>
  limit: Limit
}
export interface Answered {
  status: number
  headers: Headers
  text: string
  // Tests read what they expect; a wrong shape fails their expectation.
  json: Record<string, unknown> & { error?: { code: string; message: string; request_id: string; details?: unknown } }
}

/** Knows nobody. */
const NO_ACCOUNT = { settings: { jwt_secret: 'x'.repeat(32) } } as unknown as Account

export const testGate = (
  env: Record<string, string> = {},
  { account = NO_ACCOUNT, ...doors }: Partial<Doors> & { account?: Account } = {},
): TestGate => {
  const config = loadConfig(env)
  const lines: Record<string, unknown>[] = []
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) })
  const limit = createRateLimit({ config, log })
  const app = createApp({ limit, account }, { doors: [trouble(limit), page()], ...doors }, config, log)
  const ask: TestGate['ask'] = async (method, path, { headers = {}, body } = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const all = new Headers(headers)
    if (body !== text) all.set('content-type', 'application/json')
    const request = new Request(`http://localhost${path}`, { method, body: text, headers: all })
    return read(await app.handle(request))
  }
  return { app, config, lines, ask, limit }
}

export const read = async (response: Response): Promise<Answered> => {
  const text = await response.text()
  const is_json = response.headers.get('content-type')?.startsWith('application/json')
  return { status: response.status, headers: response.headers, text, json: is_json && text ? JSON.parse(text) : {} }
}
