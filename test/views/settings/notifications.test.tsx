import { expect, test } from 'bun:test'
import { Notifications } from '../../../views/settings/notifications.tsx'
import { ID } from '../fixtures.tsx'

const browser = { id: ID, user_agent: 'Lynx/2.9', show_titles: false, created_at: '2026-11-20T10:00:00.000Z' }
const html = (subscriptions: (typeof browser)[]) =>
  String(<Notifications push={{ subscriptions, public_key: 'BKey' }} today="2026-11-20" />)

test('the offer is for scripts, which show it where the browser can', () => {
  expect(html([])).toMatch(/<form id="push-form"[^>]* data-key="BKey" hidden/)
})

test('a browser is named, with what it shows and a way to end it', () => {
  const words = html([browser])
  expect(words).toContain('Lynx/2.9')
  expect(words).toContain('Shows no titles · since today')
  expect(words).toContain(`action="/settings/push/${ID}/delete"`)
})
