/** Which ways to people the doctor calls set up, and what it says of a mail server that is away or refuses. */
import { describe, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { checkChannels } from '../../src/doctor/channels.ts'
import { mailServer } from '../support/mail-server.ts'

const PUBLIC_URL = 'https://todo.example.org'
const found = async (env: Record<string, string> = {}) => {
  const findings = await checkChannels(loadConfig(env))
  return { findings, statuses: findings.map(({ check, status }) => `${check} ${status}`) }
}

test('without any setting browsers and mail are notes', async () => {
  expect((await found()).statuses).toEqual(['notifications note', 'mail note', 'webhooks ok'])
})

test('private webhooks are said', async () => {
  const { statuses } = await found({ PUBLIC_URL, WEBHOOK_ALLOW_PRIVATE: 'true' })
  expect(statuses).toEqual(['notifications ok', 'mail note', 'webhooks note'])
})

describe('a mail server', () => {
  test('that answers is well; letters need an address to lead to', async () => {
    const server = await mailServer()
    try {
      expect((await found({ SMTP_URL: server.url, PUBLIC_URL })).statuses[1]).toBe('mail ok')
      expect((await found({ SMTP_URL: server.url })).statuses).toContain('mail warning')
    } finally {
      await server.close()
    }
  })

  test('that refuses the sign-in has failed, and its password is not said', async () => {
    const server = await mailServer({ onAuth: (_, __, done) => done(new Error('no such user')) })
    try {
      const SMTP_URL = `smtp://ada:hush-hush@127.0.0.1:${server.port}`
      const { statuses, findings } = await found({ SMTP_URL, PUBLIC_URL })
      expect(statuses[1]).toBe('mail failed')
      expect(JSON.stringify(findings)).not.toContain('hush-hush')
    } finally {
      await server.close()
    }
  })

  test('that is away has failed', async () => {
    const { findings } = await found({ SMTP_URL: 'smtp://127.0.0.1:1', PUBLIC_URL })
    expect(findings[1]).toMatchObject({ status: 'failed', message: expect.stringContaining('127.0.0.1:1') })
  })
})
