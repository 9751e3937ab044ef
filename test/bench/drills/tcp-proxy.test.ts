/** The bad network: what it lets through, holds back and breaks. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { Places } from '../../../bench/drills/place.ts'
import { type TcpProxy, tcpProxy } from '../../../bench/drills/tcp-proxy.ts'

const places = new Places()
let wire: TcpProxy
beforeAll(() => {
  const echo = Bun.listen({
    hostname: '127.0.0.1',
    port: 0,
    socket: { data: (socket, bytes) => void socket.write(bytes) },
  })
  places.later(() => echo.stop(true))
  wire = tcpProxy(places, echo.port)
})
afterAll(() => places.leave())

const dial = async () => {
  const heard: string[] = []
  const closed = Promise.withResolvers<void>()
  let wake = Promise.withResolvers<void>()
  const socket = await Bun.connect({
    hostname: '127.0.0.1',
    port: wire.port,
    socket: {
      data: (_, bytes) => {
        heard.push(bytes.toString())
        wake.resolve()
        wake = Promise.withResolvers()
      },
      close: () => closed.resolve(),
      error: () => closed.resolve(),
    },
  })
  const hears = async (text: string) => {
    while (heard.join('') !== text) await wake.promise
  }
  return { socket, heard, hears, closed: closed.promise }
}

test('passes on, holds back while paused, and passes on what it held', async () => {
  const line = await dial()
  line.socket.write('one ')
  await line.hears('one ')
  wire.pause()
  line.socket.write('two ')
  const other = await dial()
  other.socket.write('hello')
  await Bun.sleep(100)
  expect(line.heard.join('')).toBe('one ')
  expect(other.heard).toEqual([])
  wire.resume()
  await line.hears('one two ')
  await other.hears('hello')
  line.socket.end()
  other.socket.end()
})

test('breaks every connection at once, and takes new ones', async () => {
  const line = await dial()
  line.socket.write('x')
  await line.hears('x')
  wire.reset()
  await line.closed
  const next = await dial()
  next.socket.write('again')
  await next.hears('again')
  next.socket.end()
})
