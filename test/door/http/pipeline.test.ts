import { describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import { requestIdOf } from '../../../src/door/http/context.ts'
import { answered } from '../../../src/door/http/error-hook.ts'
import { SECRET_SQL, testGate } from '../../support/gate.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const OURS = { ...FORM, 'sec-fetch-site': 'same-origin' }
const JSON_TYPE = { 'content-type': 'application/json' }
const things = '/api/v1/things'

/** Words that no error may hold: stacks, statements, files, the framework’s own phrases. */
const FORBIDDEN = [
  SECRET_SQL,
  'relation failed',
  'select',
  '.ts:',
  'at handle',
  'node_modules',
  'Elysia',
  'typebox',
  '"found"',
  '"summary"',
  'Unexpected token',
  'JSON Parse',
]

describe('trouble of every kind becomes the envelope', () => {
  test.each([
    ['GET', '/api/v1/nope', {}, 404, 'not_found'],
    ['POST', '/api/v1/nope', { body: '{bad', headers: JSON_TYPE }, 404, 'not_found'],
    ['GET', '/api', {}, 404, 'not_found'],
    ['GET', '/.env', {}, 404, 'not_found'],
    ['GET', '/..%2f..%2fetc/passwd', {}, 404, 'not_found'],
    ['GET', '/%2e%2e/%2e%2e/etc/passwd', {}, 404, 'not_found'],
    ['PUT', things, {}, 405, 'method_not_allowed'],
    ['DELETE', things, {}, 405, 'method_not_allowed'],
    ['PROPFIND', things, {}, 405, 'method_not_allowed'],
    ['GET', `${things}/undo`, {}, 400, 'validation_error'],
    ['GET', `${things}/x`, {}, 400, 'validation_error'],
    ['GET', `${things}/0`, {}, 400, 'validation_error'],
    ['GET', `${things}/%E0%A4%A`, {}, 400, 'validation_error'],
    ['GET', `${things}/1?limit=0`, {}, 400, 'validation_error'],
    ['GET', `${things}/1?limit=101`, {}, 400, 'validation_error'],
    ['GET', `${things}/1?limit=x`, {}, 400, 'validation_error'],
    ['GET', `${things}/1?unknown=1`, {}, 400, 'validation_error'],
    ['POST', things, {}, 400, 'validation_error'],
    ['POST', things, { body: {} }, 400, 'validation_error'],
    ['POST', things, { body: [] }, 400, 'validation_error'],
    ['POST', things, { body: { title: '   ' } }, 400, 'validation_error'],
    ['POST', things, { body: { title: 'x'.repeat(21) } }, 400, 'validation_error'],
    ['POST', things, { body: { title: 'x', user_id: 'b' } }, 400, 'validation_error'],
    ['POST', things, { body: { title: 'x', count: '3' } }, 400, 'validation_error'],
    ['POST', things, { body: { title: 'x', done: 'true' } }, 400, 'validation_error'],
    ['POST', things, { body: { title: 'x', done: 1 } }, 400, 'validation_error'],
    ['POST', things, { body: { title: 5 } }, 400, 'validation_error'],
    ['POST', things, { body: { title: null } }, 400, 'validation_error'],
    ['POST', things, { body: { title: 'a\0b' } }, 400, 'validation_error'],
    ['POST', things, { body: '{"title":"\\ud800"}', headers: JSON_TYPE }, 400, 'validation_error'],
    ['POST', things, { body: '{"title":"x","__proto__":{}}', headers: JSON_TYPE }, 400, 'validation_error'],
    ['POST', things, { body: '{"title":', headers: JSON_TYPE }, 400, 'bad_json'],
    ['POST', things, { body: `{"title":${'['.repeat(50_000)}`, headers: JSON_TYPE }, 400, 'bad_json'],
    ['POST', things, { body: `{"title":"${'x'.repeat(300_000)}"}`, headers: JSON_TYPE }, 413, 'payload_too_large'],
    ['POST', things, { body: 'title=x', headers: FORM }, 415, 'unsupported_media_type'],
    [
      'POST',
      things,
      { body: '{"title":"x"}', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    [
      'POST',
      things,
      { body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      415,
      'unsupported_media_type',
    ],
    ['PATCH', `${things}/1`, { body: '5', headers: JSON_TYPE }, 400, 'validation_error'],
    ['PATCH', `${things}/1`, { body: { b: 1 } }, 400, 'validation_error'],
    ['POST', `${things}/1/toggle`, { body: { b: 1 } }, 400, 'validation_error'],
    ['POST', `${things}/1/toggle`, { body: 'a=b', headers: FORM }, 415, 'unsupported_media_type'],
    ['GET', `${things}/throw/plain`, {}, 500, 'internal'],
    ['GET', `${things}/throw/string`, {}, 500, 'internal'],
    ['GET', `${things}/throw/header`, {}, 500, 'internal'],
    ['GET', `${things}/throw/unauthenticated`, {}, 401, 'unauthenticated'],
    ['GET', `${things}/throw/run_active`, {}, 409, 'run_active'],
    ['GET', `${things}/throw/idempotency_key_reused`, {}, 422, 'idempotency_key_reused'],
    ['GET', `${things}/throw/database_unavailable`, {}, 503, 'database_unavailable'],
    ['GET', `${things}/throw/storage_full`, {}, 507, 'storage_full'],
    ['GET', '/broken', {}, 500, 'internal'],
    ['PUT', '/form', {}, 405, 'method_not_allowed'],
    ['POST', '/form', { body: 'a=1', headers: FORM }, 403, 'forbidden'],
    ['POST', '/form', { body: 'a=1', headers: { ...FORM, 'sec-fetch-site': 'cross-site' } }, 403, 'forbidden'],
    [
      'POST',
      '/form',
      { body: '{"a":1}', headers: { ...JSON_TYPE, 'sec-fetch-site': 'same-origin' } },
      415,
      'unsupported_media_type',
    ],
    ['POST', '/form', { body: 'a=%00', headers: OURS }, 400, 'validation_error'],
  ] as const)('%s %s %j is %p %s', async (method, path, sent, status, code) => {
    const answer = await testGate().ask(method, path, sent)
    expect([answer.status, answer.json.error?.code]).toEqual([status, code])
    const { error, ...rest } = answer.json
    expect(rest).toEqual({ success: false })
    expect(
      Object.keys(error ?? {}).filter((key) => !['code', 'message', 'request_id', 'details'].includes(key)),
    ).toEqual([])
    expect(error?.message).toMatch(/^[A-Z].*\.$/)
    expect(error?.request_id).toBe(answer.headers.get('x-request-id') as string)
    for (const word of FORBIDDEN) expect(answer.text).not.toContain(word)
    expect(answer.headers.has('www-authenticate')).toBe(status === 401)
    expect(answer.headers.has('allow')).toBe(status === 405)
    expect(answer.headers.has('retry-after')).toBe(
      status === 503 || (path.includes('/throw/') && [401, 409, 422, 507].includes(status)),
    )
  })

  test('the input is never repeated, wherever it stood', async () => {
    const gate = testGate()
    const canary = 'canary-3141'
    const answers = [
      await gate.ask('POST', things, {
        body: { title: [canary], password: 'short7', note: canary, [`<${canary}>`]: 1 },
      }),
      await gate.ask('POST', things, { body: `{"title":"${canary}`, headers: JSON_TYPE }),
      await gate.ask('GET', `${things}/${canary}`),
      await gate.ask('GET', `/api/v1/${canary}?q=${canary}`),
      await gate.ask('POST', things, { body: canary, headers: { 'content-type': `text/${canary}` } }),
      await gate.ask('GET', `${things}/1?limit=${canary}`),
    ]
    for (const { status, text } of answers) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(text).not.toContain(canary)
      expect(text).not.toContain('short7')
    }
  })
})

describe('good requests pass', () => {
  test.each([
    ['GET', things, {}, 200, { things: [] }],
    ['GET', `${things}/`, {}, 200, { things: [] }],
    ['POST', things, { body: { title: ' x ', password: ' secret  ' } }, 201, { title: 'x', password: ' secret  ' }],
    [
      'POST',
      things,
      { body: { title: 'x', note: null, count: 3, done: true, tags: ['a'] } },
      201,
      { title: 'x', note: null, count: 3, done: true, tags: ['a'] },
    ],
    ['GET', `${things}/3?limit=5`, {}, 200, { id: 3, limit: 5 }],
    ['PATCH', `${things}/1`, {}, 200, { got: {} }],
    ['PATCH', `${things}/1`, { body: { a: 'x' } }, 200, { got: { a: 'x' } }],
    ['POST', `${things}/1/toggle`, {}, 200, { toggled: true }],
    ['POST', `${things}/1/toggle`, { body: {} }, 200, { toggled: true }],
    ['POST', `${things}/undo`, { headers: FORM }, 200, { undone: true }],
    ['POST', '/form', { body: 'a=1&b=+x+', headers: OURS }, 200, { a: '1', b: 'x' }],
  ] as const)('%s %s %j', async (method, path, sent, status, body) => {
    const answer = await testGate().ask(method, path, sent)
    expect(answer.status).toBe(status)
    expect(answer.json as unknown).toEqual(body)
    expect(answer.headers.has('ratelimit-limit')).toBe(false)
  })

  test('HEAD is GET without its body', async () => {
    const gate = testGate()
    const head = await gate.ask('HEAD', things)
    const get = await gate.ask('GET', things)
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', `${get.text.length}`])
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
    expect((await gate.ask('HEAD', '/api/v1/nope')).status).toBe(404)
  })

  test('HEAD of an endless stream is answered at once and lets go of it', async () => {
    const answer = await testGate().ask('HEAD', `${things}/stream`)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(answer.headers.get('content-type')).toStartWith('text/event-stream')
  })

  test('OPTIONS tells the methods', async () => {
    const answer = await testGate().ask('OPTIONS', things)
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST'])
  })
})

describe('the request id', () => {
  test('of the client comes back in header and envelope, a harmful one does not', async () => {
    const gate = testGate()
    const kept = await gate.ask('GET', '/api/v1/nope', { headers: { 'x-request-id': 'client-id-12345' } })
    expect([kept.headers.get('x-request-id'), kept.json.error?.request_id]).toEqual([
      'client-id-12345',
      'client-id-12345',
    ])
    const replaced = await gate.ask('GET', '/api/v1/nope', { headers: { 'x-request-id': '<b>not an id</b>' } })
    expect(replaced.text).not.toContain('<b>')
  })
})

describe('errors of pages', () => {
  const errorPage = ({ status, message }: { status: number; message: string }, request: Request) =>
    new Response(`<h1>${status}</h1><p>${message}</p><i>${requestIdOf(request)}</i>`, {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    })
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

  test.each([
    ['GET', '/nope', { headers: browser }, 404],
    ['GET', '/broken', { headers: browser }, 500],
    ['PUT', '/form', { headers: browser }, 405],
    ['POST', '/form', { body: 'a=1', headers: { ...browser, ...FORM } }, 403],
    ['POST', '/form', { body: `a=${'x'.repeat(300_000)}`, headers: { ...browser, ...OURS } }, 413],
  ] as const)('%s %s is a page for a browser and the envelope for a program', async (method, path, sent, status) => {
    const gate = testGate({}, { errorPage })
    const page = await gate.ask(method, path, sent)
    expect(page.status).toBe(status)
    expect(page.headers.get('content-type')).toStartWith('text/html')
    expect(page.text).toContain(`<i>${page.headers.get('x-request-id')}</i>`)
    expect(page.text).not.toContain(SECRET_SQL)
    if (status === 405) expect(page.headers.get('allow')).toBe('OPTIONS, POST')
    const program = await gate.ask(method, path, { ...sent, headers: { ...sent.headers, accept: 'application/json' } })
    expect([program.status, program.json.success]).toEqual([status, false])
  })

  test('an error page that fails itself leaves the envelope and tells the log', async () => {
    const gate = testGate(
      {},
      {
        errorPage: () => {
          throw new Error(SECRET_SQL)
        },
      },
    )
    const answer = await gate.ask('GET', '/nope', { headers: browser })
    expect([answer.status, answer.json.error?.code]).toEqual([404, 'not_found'])
    expect(answer.text).not.toContain(SECRET_SQL)
    expect(gate.lines.map(({ message }) => message)).toEqual(['the error page failed', 'request'])
  })

  test('a 401 that a page writes itself has its challenge all the same', async () => {
    const door = new Elysia({ name: 'four-oh-one' }).get('/own/entry', () => new Response(null, { status: 401 }))
    const { headers } = await testGate({}, { doors: [door] }).ask('GET', '/own/entry')
    expect(headers.get('www-authenticate')).toBe('Bearer realm="todochat"')
  })

  test('the API speaks JSON to browsers too', async () => {
    const { json } = await testGate({}, { errorPage }).ask('GET', '/api/v1/nope', { headers: browser })
    expect(json.success).toBe(false)
  })

  test('a door’s own answer to its error stands, as HTML, as redirect, or when it says so', async () => {
    const door = new Elysia({ name: 'own' })
      .onError(({ request, set }) => {
        const path = new URL(request.url).pathname
        if (path === '/own/redirect') {
          set.status = 303
          set.headers.location = '/signin'
          return ''
        }
        if (path === '/own/rpc') {
          answered(request)
          return Response.json({ jsonrpc: '2.0', error: { code: -32603 } }, { status: 500 })
        }
        return new Response('<p>own words', { status: 418, headers: { 'content-type': 'text/html' } })
      })
      .get('/own/html', () => Promise.reject(new Error(SECRET_SQL)))
      .get('/own/redirect', () => Promise.reject(new Error(SECRET_SQL)))
      .get('/own/rpc', () => Promise.reject(new Error(SECRET_SQL)))
    const gate = testGate({}, { doors: [door], errorPage })
    expect((await gate.ask('GET', '/own/html')).text).toBe('<p>own words')
    expect((await gate.ask('GET', '/own/redirect')).headers.get('location')).toBe('/signin')
    expect((await gate.ask('GET', '/own/rpc')).json as unknown).toEqual({ jsonrpc: '2.0', error: { code: -32603 } })
    expect(gate.lines.filter(({ level }) => level === 'error')).toHaveLength(3)
  })
})
