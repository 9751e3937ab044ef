/**
 * Mail, where the operator named a server (`SMTP_URL`): one bounded attempt, never more than a few at once. Whether a
 * letter is tried again is for those who send it to decide.
 */
import { Readable } from 'node:stream'
import type { SendMailOptions, Transporter } from 'nodemailer'
import type { Config } from '../config.ts'
import { createSemaphore } from '../lib/semaphore.ts'
import { type Letter, writeLetter } from './letter.ts'

/** `whole_ms` is for everything together: waiting for a turn, connecting, sending. */
const LIMITS = { whole_ms: 9_000, connect_ms: 4_000, silence_ms: 8_000, at_once: 4 }

export interface Envelope {
  to: string
  /** One that is written when the server is ready to read it says what is so then. */
  letter: Letter | (() => Promise<Letter>)
  /** The same for every attempt at one letter, so that a reader shows it once. */
  key: string
  /** Where one click, or the mail program by itself (RFC 8058), ends such letters. */
  unsubscribe?: string
}

/** A letter that was not taken; `permanent` when the same one will never be. */
export class MailError extends Error {
  readonly permanent: boolean
  constructor(message: string, permanent: boolean, cause?: unknown) {
    super(message, { cause })
    this.name = 'MailError'
    this.permanent = permanent
  }
}

/** Other letters took all the time; this one was not tried. */
export class NoTurn extends MailError {}

type MailConfig = Pick<Config, 'SMTP_URL' | 'SMTP_FROM' | 'PUBLIC_URL'>

/** The sender: as configured, else the user name of the mail server, else a name at our own address. */
const senderOf = ({ SMTP_FROM, SMTP_URL = '', PUBLIC_URL }: MailConfig) => {
  if (SMTP_FROM) return SMTP_FROM
  const { username, hostname } = new URL(SMTP_URL)
  const user = decodeURIComponent(username)
  return user.includes('@') ? user : `todochat@${PUBLIC_URL ? new URL(PUBLIC_URL).hostname : hostname}`
}

/** A letter whose words come last. */
interface LateOptions extends SendMailOptions {
  compose: () => Promise<Readable>
}

/** A stream is read when the server has said that it may come (354), so nothing is written any sooner. */
const late = async function* (compose: LateOptions['compose']) {
  yield* await compose()
}

/** Loaded with the first letter: most installations send none. */
const connect = async (url: string, { connect_ms, silence_ms }: typeof LIMITS): Promise<Transporter> => {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url,
    connectionTimeout: connect_ms,
    greetingTimeout: connect_ms,
    dnsTimeout: connect_ms,
    socketTimeout: silence_ms,
    ...TEXT_ONLY,
  })
  transport.use('stream', ({ data, message }, done) => {
    const { compose } = data as LateOptions
    message.createReadStream = () => Readable.from(late(compose))
    done()
  })
  return transport
}

/** Nothing in a letter is read from a file or fetched. */
const TEXT_ONLY = { disableFileAccess: true, disableUrlAccess: true }

const headersOf = (unsubscribe: string | undefined) => ({
  'Auto-Submitted': 'auto-generated',
  ...(unsubscribe && {
    'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }),
})

/** A reply of the 5xx kind to a command about this letter; a refused sign-in is the operator's, and may be mended. */
const isPermanent = (error: unknown) =>
  error instanceof Error &&
  'responseCode' in error &&
  Number(error.responseCode) >= 550 &&
  'code' in error &&
  error.code !== 'EAUTH'

/** @throws MailError */
const refuse = (error: unknown): never => {
  if (error instanceof MailError) throw error
  throw new MailError('The mail server did not take the letter.', isPermanent(error), error)
}

const bounded = (whole_ms: number) => {
  const { promise, reject } = Promise.withResolvers<never>()
  let over = false
  const timer = setTimeout(() => {
    over = true
    reject(new MailError('The mail server took too long.', false))
  }, whole_ms)
  promise.catch(() => undefined)
  return { expired: promise, isOver: () => over, clear: () => clearTimeout(timer) }
}

/** Connects and signs in, and sends nothing. @throws whatever the server or the way to it fails with */
export const checkMailServer = async (url: string): Promise<void> => {
  const transport = await connect(url, LIMITS)
  const { expired, clear } = bounded(LIMITS.whole_ms)
  try {
    await Promise.race([transport.verify(), expired])
  } finally {
    clear()
    transport.close()
  }
}

export const createMail = (config: MailConfig, limits = LIMITS) => {
  const { SMTP_URL: url } = config
  const turns = createSemaphore(limits.at_once)
  const from = url === undefined ? '' : senderOf(config)
  let transport: Promise<Transporter> | undefined

  const attempt = async ({ to, key, unsubscribe }: Envelope, written: () => Promise<Letter>, server: string) => {
    const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
    const head: SendMailOptions = {
      from,
      to: { name: '', address: to },
      messageId: `<${key}@${from.replace(/^.*@|>.*$/g, '')}>`,
      headers: headersOf(unsubscribe),
      ...TEXT_ONLY,
    }
    const compose = async () =>
      new MailComposer({ ...head, ...writeLetter(await written()) }).compile().createReadStream()
    transport ??= connect(server, limits)
    const options: LateOptions = { ...head, compose }
    await (await transport).sendMail(options)
  }

  return {
    /** Whether there is a server to send by. */
    configured: url !== undefined,
    /** Sends one letter. @throws MailError  not configured, refused or too late; NoTurn when it was not tried */
    async send(envelope: Envelope): Promise<void> {
      if (url === undefined) throw new MailError('There is no mail server: set SMTP_URL.', true)
      const { expired, isOver, clear } = bounded(limits.whole_ms)
      let giveBack = () => {}
      let vain: { error: unknown } | undefined
      const written = async () => {
        // Nobody waits for it any more, though the server may be ready at last.
        if (isOver()) await expired
        const { letter } = envelope
        if (typeof letter !== 'function') return letter
        return letter().catch((error) => {
          vain = { error }
          throw error
        })
      }
      const sending = async () => {
        try {
          await attempt(envelope, written, url)
        } catch (error) {
          if (vain) throw vain.error
          refuse(error)
        }
      }
      try {
        giveBack = await turns.take(expired).catch((error) => {
          throw new NoTurn('Other letters took all the time.', false, error)
        })
        await Promise.race([sending(), expired])
      } finally {
        giveBack()
        clear()
      }
    },
  }
}
export type Mail = ReturnType<typeof createMail>
