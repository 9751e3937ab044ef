/** Requests to addresses of strangers: where they go, where never, and what is read. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { isIP } from 'node:net'
import fc from 'fast-check'
import { type PostOptions, post } from '../../src/outbound/post.ts'
import { PrivateAddress } from '../../src/outbound/private.ts'
import { errorOf } from '../support/failure.ts'
import { TLS_NAME, tlsFiles } from '../support/tls.ts'

let tls: { cert: string; key: string }
let service: ReturnType<typeof Bun.serve>
const seen: string[] = []
beforeAll(async () => {
  tls = await tlsFiles()
  service = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    tls,
    fetch: async (request) => {
      const { pathname } = new URL(request.url)
      seen.push(`${request.method} ${request.headers.get('host')} ${pathname} ${await request.text()}`)
      if (pathname === '/moved') return Response.redirect('http://169.254.169.254/latest/meta-data')
      if (pathname === '/endless')
        return new Response(new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(500)) }))
      if (pathname === '/silent') await new Promise(() => undefined)
      return new Response('taken', { status: 201 })
    },
  })
})
afterAll(() => service.stop(true))

const toService = async () => [{ address: '127.0.0.1', family: 4 }]
const send = (url: string, options: Partial<PostOptions> = {}) =>
  post(new URL(url), {
    write: async () => ({ headers: { 'x-test': '1' }, body: 'hello' }),
    signal: AbortSignal.timeout(20_000),
    ca: tls.cert,
    ...options,
  })
const at = (path: string) => `https://${TLS_NAME}:${service.port}${path}`
const allowed = { allow_private: true, resolve: toService }

describe('a request', () => {
  test('goes where the name leads, and brings status and the beginning of the answer', async () => {
    const answer = await send(at('/a'), allowed)
    expect([answer.status, answer.text]).toEqual([201, 'taken'])
    expect(seen.at(-1)).toBe(`POST ${TLS_NAME}:${service.port} /a hello`)
  })

  test('does not follow a redirect', async () => {
    expect((await send(at('/moved'), allowed)).status).toBe(302)
  })

  test('reads no endless answer', async () => {
    expect((await send(at('/endless'), allowed)).text).toHaveLength(1000)
  })

  test('ends when it is told to', async () => {
    expect(await errorOf(send(at('/silent'), { ...allowed, signal: AbortSignal.timeout(100) }))).toBeInstanceOf(Error)
  })

  test('is written only when the connection stands, and without words nothing is sent', async () => {
    const order: string[] = []
    const resolve = async () => {
      order.push('looked up')
      return toService()
    }
    const write = async () => {
      order.push('written')
      throw new Error('nothing to say any more')
    }
    const before = seen.length
    expect(String(await errorOf(send(at('/a'), { ...allowed, resolve, write })))).toContain('nothing to say any more')
    // Nobody listens there, and nobody may be trusted here.
    await errorOf(send('https://push.example:1/', { ...allowed, resolve, write }))
    await errorOf(send(at('/a').replace(TLS_NAME, 'evil.example'), { ...allowed, resolve, write }))
    expect(order).toEqual(['looked up', 'written', 'looked up', 'looked up'])
    expect(seen).toHaveLength(before)
  })

  test('trusts only certificates of the name', async () => {
    expect(await errorOf(send(at('/a').replace(TLS_NAME, 'evil.example'), allowed))).toBeInstanceOf(Error)
    expect(await errorOf(send(at('/a'), { ...allowed, ca: undefined } as never))).toBeInstanceOf(Error)
  })
})

describe('a private address', () => {
  test('behind a public name is refused after the look-up, also among public ones', async () => {
    const before = seen.length
    const resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    expect(await errorOf(send(at('/a'), { resolve: toService }))).toBeInstanceOf(PrivateAddress)
    expect(await errorOf(send(at('/a'), { resolve }))).toBeInstanceOf(PrivateAddress)
    expect(await errorOf(send('http://push.example/', { resolve }))).toBeInstanceOf(PrivateAddress)
    expect(seen).toHaveLength(before)
  })

  test('is never connected to, whatever a name stands for beside it and in whatever order', async () => {
    const before = seen.length
    const open = fc.constantFrom('8.8.8.8', '1.1.1.1', '2606:4700::1111')
    const closed = fc.constantFrom('127.0.0.1', '10.1.2.3', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', 'fe80::1%lo')
    const answers = fc
      .tuple(fc.array(open, { maxLength: 3 }), closed, fc.array(open, { maxLength: 3 }))
      .map((all) => all.flat())
    const property = fc.asyncProperty(answers, async (addresses) => {
      const resolve = async () => addresses.map((address) => ({ address, family: isIP(address) }))
      expect(await errorOf(send(at('/a'), { resolve }))).toBeInstanceOf(PrivateAddress)
    })
    await fc.assert(property)
    expect(seen).toHaveLength(before)
  })

  test('is looked up once, so that a name cannot mean another machine a moment later', async () => {
    let asked = 0
    const resolve = async () => {
      asked += 1
      return toService()
    }
    await send(at('/a'), { allow_private: true, resolve })
    expect(asked).toBe(1)
  })

  test('a name without an address fails', async () => {
    expect(await errorOf(send(at('/a'), { allow_private: true, resolve: async () => [] }))).toBeInstanceOf(Error)
  })
})
