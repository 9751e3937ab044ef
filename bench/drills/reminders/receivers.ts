/** Where reminders arrive: a receiver of webhooks and a mail server. They note what came, when, and under which key. */
import { mailServer, partOf } from '../../../test/support/mail-server.ts'
import type { Places } from '../place.ts'

export const CHANNELS = ['webhook', 'mail'] as const
export type ChannelName = (typeof CHANNELS)[number]

export interface Arrival {
  channel: ChannelName
  title: string
  /** What tells a second attempt from a second reminder. */
  key: string
  /** When its words began to come. */
  at_ms: number
  /** Whether it came with others that were missed. */
  missed: boolean
}

/** Receivers take their time, so that messages are on their way when the blow falls. */
const SLOW_MS = 300
const answerLate = () => Bun.sleep(Math.random() * SLOW_MS)

/** Titles of the drill are found in any letter. */
const TITLE = /ring-\d+/g
const titlesIn = (text: string) => [...new Set(text.match(TITLE))]

interface Posted {
  data: { tasks: { title: string }[]; missed: boolean }
}

export interface Receivers {
  arrivals: Arrival[]
  hook_url: string
  /** What the program has to know of them. */
  settings: Record<string, string>
}

const read = async (stream: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = []
  let at_ms = Number.POSITIVE_INFINITY
  for await (const part of stream) {
    at_ms = Math.min(at_ms, Date.now())
    parts.push(part)
  }
  return { at_ms, raw: Buffer.concat(parts).toString() }
}

export const receivers = async (places: Places): Promise<Receivers> => {
  const arrivals: Arrival[] = []
  const hook = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const [key, at_ms] = [request.headers.get('webhook-id') ?? '', Date.now()]
      const { data } = (await request.json()) as Posted
      for (const { title } of data.tasks) arrivals.push({ channel: 'webhook', title, key, at_ms, missed: data.missed })
      await answerLate()
      return new Response(null, { status: 204 })
    },
  })
  places.later(() => hook.stop(true))
  const mail = await mailServer({
    onData: async (stream, _, done) => {
      // A sender that is killed leaves half a letter, which counts as none.
      const letter = await read(stream).catch(() => undefined)
      if (letter === undefined) return
      const { raw, at_ms } = letter
      const key = /^message-id: <([^@]+)@/im.exec(raw)?.[1] ?? ''
      const titles = titlesIn(partOf(raw, 'text/plain'))
      const missed = raw.includes('Missed while you were away')
      for (const title of titles) arrivals.push({ channel: 'mail', title, key, at_ms, missed })
      await answerLate()
      done()
    },
  })
  places.later(() => mail.close())
  const settings = { SMTP_URL: mail.url, SMTP_FROM: 'todo@example.org', WEBHOOK_ALLOW_PRIVATE: 'true' }
  return { arrivals, hook_url: `http://127.0.0.1:${hook.port}/`, settings }
}
