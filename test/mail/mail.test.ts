/** Letters over a real SMTP server. */
import { afterEach, describe, expect, test } from 'bun:test'
import { createServer, type Server } from 'node:net'
import type { Letter } from '../../src/mail/letter.ts'
import { createMail, type Envelope, MailError, NoTurn } from '../../src/mail/mail.ts'
import { errorOf } from '../support/failure.ts'
import { mailServer, partOf } from '../support/mail-server.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const serving = async (options: Parameters<typeof mailServer>[0] = {}) => {
  const server = await mailServer(options)
  closing.push(server.close)
  return server
}

const message = (parts: Partial<Envelope> = {}): Envelope => ({
  to: 'ada@example.org',
  key: 'reminder-1',
  letter: { subject: 'Grüße', groups: [{ lines: [{ text: 'Käse <b>kaufen</b>' }] }] },
  ...parts,
})
const mailTo = (SMTP_URL: string, SMTP_FROM?: string) => createMail({ SMTP_URL, SMTP_FROM, PUBLIC_URL: undefined })

describe('a letter', () => {
  test('arrives with text, HTML and the way to end such letters', async () => {
    const server = await serving()
    const unsubscribe = 'https://todo.example/unsubscribe/abc'
    await mailTo(server.url, 'TodoChat <todo@example.org>').send(message({ unsubscribe }))
    const [letter] = server.letters
    expect(letter).toMatchObject({ from: 'todo@example.org', to: ['ada@example.org'] })
    const raw = letter?.raw ?? ''
    expect(raw).toContain('From: TodoChat <todo@example.org>')
    expect(raw).toContain('Message-ID: <reminder-1@example.org>')
    expect(raw).toContain(`List-Unsubscribe: <${unsubscribe}>`)
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(raw).toContain('Auto-Submitted: auto-generated')
    expect(raw).toContain('Subject: =?UTF-8?')
    expect(partOf(raw, 'text/plain')).toContain('Käse <b>kaufen</b>')
    expect(partOf(raw, 'text/html')).toContain('Käse &lt;b&gt;kaufen&lt;/b&gt;')
  })

  test('has no such header when there is nothing to end', async () => {
    const server = await serving()
    await mailTo(server.url).send(message())
    expect(server.letters[0]?.raw).not.toContain('List-Unsubscribe')
  })

  test('cannot smuggle a header or another reader in by its words', async () => {
    const server = await serving()
    const letter = { subject: 'a\r\nBcc: eve@example.org', groups: [{ lines: [{ text: 'x' }] }] }
    await mailTo(server.url).send(message({ letter }))
    expect(server.letters).toHaveLength(1)
    expect(server.letters[0]?.to).toEqual(['ada@example.org'])
    const [headers] = server.letters[0]?.raw.split('\r\n\r\n') ?? []
    expect(headers).toContain('Subject: a Bcc: eve@example.org')
    expect(headers).not.toMatch(/^Bcc:/m)
  })
})

describe('a letter that is written when its turn has come', () => {
  const { letter: words } = message()

  test('is written when the server is ready to read it', async () => {
    const order: string[] = []
    const server = await serving({
      onRcptTo: (_, __, done) => {
        order.push('reader taken')
        done()
      },
    })
    const letter = async () => {
      order.push('written')
      return words as Letter
    }
    await mailTo(server.url).send(message({ letter }))
    expect(order).toEqual(['reader taken', 'written'])
    expect(partOf(server.letters[0]?.raw ?? '', 'text/plain')).toContain('Käse <b>kaufen</b>')
  })

  test('and turns out to be vain is not sent, and says why', async () => {
    const server = await serving()
    const vain = new TypeError('it is done')
    const letter = () => Promise.reject(vain)
    expect(await errorOf(mailTo(server.url).send(message({ letter })))).toBe(vain)
    await server.close()
    expect(server.letters).toEqual([])
  })

  test('is not written once it was given up', async () => {
    const asked = Promise.withResolvers<() => void>()
    const left = Promise.withResolvers<void>()
    const server = await serving({ onRcptTo: (_, __, done) => asked.resolve(done), onClose: () => left.resolve() })
    let written = 0
    const letter = async () => {
      written += 1
      return words as Letter
    }
    const config = { SMTP_URL: server.url, SMTP_FROM: undefined, PUBLIC_URL: undefined }
    const mail = createMail(config, { whole_ms: 500, connect_ms: 4_000, silence_ms: 60_000, at_once: 4 })
    const refused = errorOf(mail.send(message({ letter })))
    // On a busy machine it may be given up before its reader was named.
    const go = await Promise.race([asked.promise, refused.then(() => undefined)])
    expect(await refused).toMatchObject({ name: 'MailError', permanent: false })
    go?.()
    if (go) await left.promise
    expect([written, server.letters]).toEqual([0, []])
  })
})

describe('the sender', () => {
  test.each([
    ['as configured', 'smtp://127.0.0.1', 'Us <us@example.org>', 'us@example.org'],
    ['whoever signs in', 'smtp://ada%40mail.example:pw@127.0.0.1', undefined, 'ada@mail.example'],
    ['a name at the public address', 'smtp://127.0.0.1', undefined, 'todochat@todo.example'],
  ])('is %s', async (_, address, SMTP_FROM, sender) => {
    const server = await serving()
    const url = address.replace('127.0.0.1', `127.0.0.1:${server.port}`)
    await createMail({ SMTP_URL: url, SMTP_FROM, PUBLIC_URL: 'https://todo.example' }).send(message())
    expect(server.letters[0]?.from).toBe(sender)
  })
})

const refusing = (code: number) => (_: unknown, __: unknown, done: (error: Error) => void) =>
  done(Object.assign(new Error('no'), { responseCode: code }))

describe('a letter that is not taken', () => {
  test.each([
    ['an unknown reader', 550, true],
    ['a full box', 452, false],
  ])('says of %s whether to try again', async (_, code, permanent) => {
    const server = await serving({ onRcptTo: refusing(code) })
    const error = await errorOf(mailTo(server.url).send(message()))
    expect(error).toBeInstanceOf(MailError)
    expect((error as MailError).permanent).toBe(permanent)
  })

  test('because of a wrong password may be tried again', async () => {
    const server = await serving({ onAuth: (_, __, done) => done(new Error('wrong')) })
    const url = server.url.replace('//', '//ada:wrong@')
    expect(await errorOf(mailTo(url).send(message()))).toMatchObject({ name: 'MailError', permanent: false })
  })

  test('because nobody listens is told soon', async () => {
    const server = await mailServer()
    await server.close()
    expect(await errorOf(mailTo(server.url).send(message()))).toMatchObject({ permanent: false })
  })

  test('because the server never says a word is given up', async () => {
    const sockets: { destroy(): void }[] = []
    const silent: Server = createServer((socket) => void sockets.push(socket))
    const { promise, resolve } = Promise.withResolvers<void>()
    silent.listen(0, '127.0.0.1', resolve)
    await promise
    const address = silent.address()
    const port = typeof address === 'object' && address ? address.port : 0
    try {
      const config = { SMTP_URL: `smtp://127.0.0.1:${port}`, SMTP_FROM: undefined, PUBLIC_URL: undefined }
      const mail = createMail(config, { whole_ms: 200, connect_ms: 150, silence_ms: 150, at_once: 4 })
      expect(await errorOf(mail.send(message()))).toMatchObject({ name: 'MailError', permanent: false })
    } finally {
      for (const socket of sockets) socket.destroy()
      silent.close()
    }
  })

  test('because others took all the time was not tried', async () => {
    const config = { SMTP_URL: 'smtp://127.0.0.1:1', SMTP_FROM: undefined, PUBLIC_URL: undefined }
    const mail = createMail(config, { whole_ms: 50, connect_ms: 4_000, silence_ms: 4_000, at_once: 0 })
    expect(await errorOf(mail.send(message()))).toBeInstanceOf(NoTurn)
  })

  test('because there is no server says what to set', async () => {
    const mail = createMail({ SMTP_URL: undefined, SMTP_FROM: undefined, PUBLIC_URL: undefined })
    expect(mail.configured).toBe(false)
    expect(await errorOf(mail.send(message()))).toMatchObject({ message: expect.stringContaining('SMTP_URL') })
  })
})
