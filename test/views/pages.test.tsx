import { describe, expect, test } from 'bun:test'
import { documentOf } from '../../views/layout.tsx'
import { everything } from './fixtures.tsx'

const views = everything('plain words')
const pages = [
  'signin',
  'signup',
  'error',
  'settings',
  'admin',
  'forgot',
  'audit',
  'status',
  'offline',
  'import',
  'tasks',
  'chat',
  'live',
  'empty',
] as const
const html = (name: string) =>
  documentOf(
    views[name] ??
      (() => {
        throw new Error(name)
      })(),
  )

describe.each([...pages])('%s', (name) => {
  const page = html(name)
  test('is a whole, named, private document', () => {
    expect(page).toStartWith('<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"/>')
    expect(page).toMatch(/<title>[^<]+ · TodoChat<\/title>/)
    expect(page).toContain('<meta name="robots" content="noindex"/>')
  })
  test('has one h1, one main to skip to, one live region', () => {
    for (const piece of ['<h1', '<main id="main"', 'role="status"', 'href="#main"'])
      expect(page.split(piece)).toHaveLength(2)
  })
  test('has nothing inline and nothing of others', () => {
    const own = name === 'settings' ? ['/assets/app.js', '/p.js'] : ['/assets/app.js']
    const scripts = own.map((file) => `<script src="${file}" defer></script>`)
    expect([...(page.match(/<script[^>]*>[^<]*<\/script>/g) ?? [])].sort()).toEqual(scripts)
    expect(page.match(/<script/g)).toHaveLength(scripts.length)
    expect(page).not.toMatch(/<style|style=|\son\w+=|https?:\/\//)
  })
  test('names every id once', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
  })
  test('has a name for every field and a plain address for every form', () => {
    for (const [form] of page.matchAll(/<form[^>]*>/g)) expect(form).toMatch(/action="\/[\w/-]*"/)
    for (const [input] of page.matchAll(/<(input|textarea)(?![^>]*type="hidden")[^>]*>/g)) {
      expect(input).toMatch(/aria-label="|id="/)
    }
  })
  test('controls that only a script can work start hidden', () => {
    for (const [button] of page.matchAll(/<button[^>]*type="button"[^>]*>/g))
      expect(button).toMatch(/ hidden| popovertarget=/)
  })
})

test('only a page with a running answer sends browsers without scripts on', () => {
  expect(html('live')).toContain('<noscript><meta http-equiv="refresh"')
  expect(html('signin')).not.toContain('http-equiv')
  expect(html('empty')).not.toContain('http-equiv')
})
