import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { failureOf } from '../../../src/door/http/error.ts'
import { createErrorPage } from '../../../src/door/pages/error.tsx'
import { AppError } from '../../../src/errors.ts'
import { createLog } from '../../../src/log.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { visitor, wordsOf } from './visitor.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const shown = async (error: unknown, headers: Record<string, string> = {}) => {
  const response = await createErrorPage({ core: it.core, config: it.config, log: createLog('silent') })(
    failureOf(error),
    new Request('http://localhost/x', { headers }),
  )
  return { status: response.status, html: await response.text() }
}

test('an address that is nowhere is a page for browsers and JSON for programs', async () => {
  const page = await visitor(it).get('/nowhere')
  expect([page.status, page.html.includes('<h1>Nothing here</h1>')]).toEqual([404, true])
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const program = await it.call('GET', '/nowhere')
  expect(((await program.json()) as { error: { code: string } }).error.code).toBe('not_found')
})

test('a person who is signed in keeps the ways to everything else', async () => {
  const ada = visitor(it)
  await ada.join()
  for (const path of ['/nowhere', '/chat/01900000-0000-7000-8000-000000000001', '/status'])
    expect((await ada.get(path)).html).toContain('href="/tasks"')
  expect((await visitor(it).get('/nowhere')).html).not.toContain('href="/tasks"')
})

test('a wrong method says what is right', async () => {
  const page = await visitor(it).open('DELETE', '/chat')
  expect(page.status).toBe(405)
  expect(page.headers.get('allow')).toContain('POST')
})

describe('a failure', () => {
  test('speaks our words, never those of its cause', async () => {
    const { status, html } = await shown(new Error('relation "users" does not exist at /srv/db.ts:7'))
    expect(status).toBe(500)
    expect(wordsOf(html)).toContain('Something went wrong')
    expect(html).not.toMatch(/relation|users"|db\.ts|stack/i)
  })
  test('says when trying again makes sense', async () => {
    const { status, html } = await shown(
      new AppError('database_unavailable', 'The database is away.', { retry_after: 7 }),
    )
    expect(status).toBe(503)
    expect(wordsOf(html)).toContain('Back in a moment The database is away. Try again in 7 seconds.')
  })
  test('has the request’s id to name', async () => {
    const page = await visitor(it).get('/nowhere', { headers: { 'x-request-id': 'request-12345' } })
    expect(page.html).toContain('<code>request-12345</code>')
  })
  test('for htmx is one escaped sentence in the page that stays', async () => {
    const { status, html } = await shown(new AppError('conflict', '<b>No</b>'), { 'hx-request': 'true' })
    expect(status).toBe(409)
    expect(html).toBe(
      '<hx-partial hx-target="#said" hx-swap="innerHTML"><span class="toast" dir="auto">&lt;b&gt;No&lt;/b&gt;</span></hx-partial>',
    )
  })
})

test('a broken database is a page, not a stack', async () => {
  const own = await testApp()
  const ada = visitor(own)
  await ada.join()
  await own.db.close()
  const page = await ada.get('/tasks')
  expect(page.status).toBeGreaterThanOrEqual(500)
  expect(page.html).toContain('class="sheet"')
  expect(page.html).not.toMatch(/postgres|pglite|CONNECTION|at async/i)
})
