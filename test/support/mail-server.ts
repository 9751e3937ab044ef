/** A real mail server for tests: it takes letters on a port of its own and keeps them as they came. */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Received {
  from: string
  to: string[]
  /** The letter as sent, headers and bodies. */
  raw: string
}

/** `options` go to the server, to refuse or to keep silent. */
export const mailServer = async (options: SMTPServerOptions = {}) => {
  const letters: Received[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username }, _, done) => done(null, { user: username }),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        const from = mailFrom ? mailFrom.address : ''
        letters.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString() })
        done()
        for (const look of waiting) look()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  const { promise: listening, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await listening
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    letters,
    /** Waits until so many letters have come. */
    async arrived(count: number) {
      const { promise, resolve: enough } = Promise.withResolvers<void>()
      const look = () => letters.length >= count && enough()
      waiting.add(look)
      look()
      await promise
      waiting.delete(look)
      return letters
    },
    close: () => {
      const { promise, resolve: closed } = Promise.withResolvers<void>()
      server.close(closed)
      return promise
    },
  }
}

/** The text of a part that was sent quoted-printable or in base64, whatever its headers say of lines. */
export const partOf = (raw: string, type: 'text/plain' | 'text/html') => {
  const part = raw.split(/\r\n--[^\r\n]+/).find((one) => one.includes(`Content-Type: ${type}`)) ?? ''
  const [head = '', ...rest] = part.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString()
  if (!/quoted-printable/i.test(head)) return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
