/** A webhook as the settings show it, in the words of a test. */
import type { WebhookRow } from '../../views/settings/webhooks.tsx'

const [ID, AT] = ['0190e1c4-0000-7000-8000-000000000001', '2026-11-20T09:00:00.000Z']

export const webhookRow = (words: string): WebhookRow => ({
  id: ID,
  url: words,
  events: ['reminder.due', 'task.created'],
  latest: [
    {
      id: ID,
      event: 'task.created',
      status: 'failed',
      attempts: 2,
      answer: words,
      created_at: AT,
      next_at: null,
      settled_at: AT,
    },
  ],
})
