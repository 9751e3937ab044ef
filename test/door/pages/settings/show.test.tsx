import { expect, test } from 'bun:test'
import { chosen, saved } from '../../../../src/door/pages/settings/show.tsx'
import { errorOf } from '../../../support/failure.ts'

test('only what is in the list is chosen', async () => {
  expect(chosen('/theme', 'dark', ['light', 'dark'])).toBe('dark')
  expect(await errorOf((async () => chosen('/theme', 'pink', ['light', 'dark']))())).toMatchObject({
    code: 'validation_error',
    details: [{ path: '/theme' }],
  })
})

test('what was saved is told on the page that follows, with the cookie it needs', () => {
  const plain = saved('saved')
  expect([plain.status, plain.headers.get('location'), plain.headers.get('set-cookie')]).toEqual([
    303,
    '/settings?said=saved',
    null,
  ])
  expect(saved('saved', { headers: { 'set-cookie': 'a=b' } }).headers.get('set-cookie')).toBe('a=b')
})
