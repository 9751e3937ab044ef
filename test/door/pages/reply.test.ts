import { describe, expect, test } from 'bun:test'
import { mendable, problemAt, sentenceOf } from '../../../src/door/pages/form.ts'
import { goTo, safePath, seeOther } from '../../../src/door/pages/reply.ts'
import { todayIn } from '../../../src/door/pages/shell.ts'
import { AppError, type ErrorCode, invalid } from '../../../src/errors.ts'

describe('safePath', () => {
  test.each(['/', '/tasks', '/tasks?q=a%20b#c', '/chat/1?plain=1'])('%s stays', (path) =>
    expect(safePath(path)).toBe(path),
  )
  test.each([
    '',
    'tasks',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:x',
    '/a b',
    '/a\nb',
    `/${'x'.repeat(2000)}`,
    null,
    7,
    undefined,
  ])('%p does not', (path) => expect(safePath(path)).toBeUndefined())
})

test('who follows redirects gets one, htmx its own header', () => {
  expect(seeOther('/x').headers.get('location')).toBe('/x')
  const htmx = goTo(new Request('http://localhost/', { headers: { 'hx-request': 'true' } }), '/x')
  expect([htmx.status, htmx.headers.get('hx-redirect'), htmx.headers.get('location')]).toEqual([204, '/x', null])
  expect(goTo(new Request('http://localhost/'), '/x').status).toBe(303)
})

describe('errors that belong on the form', () => {
  const codes: [ErrorCode, number | undefined][] = [
    ['validation_error', 400],
    ['invalid_credentials', 401],
    ['run_active', 409],
    ['email_taken', 409],
    ['idempotency_key_reused', 422],
    ['rate_limited', 429],
    ['session_limit_reached', 429],
    ['usage_limit_reached', 429],
    ['draining', 503],
    ['forbidden', undefined],
    ['not_found', undefined],
    ['database_unavailable', undefined],
    ['internal', undefined],
  ]
  test.each(codes)('%s: %p', (code, status) =>
    expect(mendable(new AppError(code, 'No.'))?.status).toBe(status as number),
  )
  test('nothing unexpected does', () => expect(mendable(new Error('x'))).toBeUndefined())
  test('the first problem is the sentence', () => {
    expect(sentenceOf(invalid('/title', 'Too long.'))).toBe('Too long.')
    expect(sentenceOf(new AppError('conflict', 'Taken.', { details: { run_id: 'x' } }))).toBe('Taken.')
    expect(problemAt(invalid('/title', 'Too long.'), '/title')).toBe('Too long.')
    expect(problemAt(invalid('/title', 'Too long.'), '/other')).toBeUndefined()
  })
})

test('today is a day of the person’s own zone', () => {
  const late = new Date('2026-11-20T23:30:00Z')
  expect(todayIn('UTC', late)).toBe('2026-11-20')
  expect(todayIn('Asia/Tokyo', late)).toBe('2026-11-21')
  expect(todayIn('America/New_York', new Date('2026-11-21T03:00:00Z'))).toBe('2026-11-20')
})
