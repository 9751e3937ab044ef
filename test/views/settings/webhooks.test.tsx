/** Webhooks in the settings: what each hears, and its log in words. */
import { expect, test } from 'bun:test'
import { MadeWebhook, Webhooks } from '../../../views/settings/webhooks.tsx'
import { webhookRow } from '../webhook-row.ts'

const html = String(<Webhooks webhooks={[webhookRow('https://example.org/')]} time_zone="Europe/Berlin" />)

test('the log tells when, what and how it went', () => {
  expect(html).toMatch(/<time datetime="2026-11-20T09:00:00.000Z">[^<]*20 Nov[^<]*, 10:00<\/time>/)
  expect(html).toContain('A task is added: ⚠️ Failed')
  expect(html).toContain('2 attempts, answer: https://example.org/')
  expect(html).toContain('A reminder rings · A task is added')
})

test('the form offers every event', () => {
  expect([...html.matchAll(/type="checkbox" name="([\w.]+)" value="true" checked/g)].map(([, name]) => name)).toEqual([
    'reminder.due',
    'task.created',
    'task.changed',
    'task.completed',
    'task.deleted',
  ])
})

test('a new secret can be copied', () => {
  const made = String(<MadeWebhook url="https://example.org/" secret="whsec_x" />)
  expect(made).toContain('<code>whsec_x</code>')
})
