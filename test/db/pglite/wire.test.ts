import { describe, expect, test } from 'bun:test'
import { once } from 'node:events'
import { PgliteSocket } from '../../../src/db/pglite/wire.ts'

const int32 = (n: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(n)
  return bytes
}
const message = (type: string, body = '') =>
  Buffer.concat([Buffer.from(type), int32(4 + body.length), Buffer.from(body)])
const startup = Buffer.concat([int32(12), int32(196608), Buffer.from('u\0v\0')])
const cancelRequest = Buffer.concat([int32(16), int32(80877102), int32(1), int32(2)])

/** A socket over an engine that answers every group with its length and remembers what it was given. */
const listen = (answer = (group: Uint8Array) => Buffer.from(`<${group.length}>`)) => {
  const groups: string[] = []
  const socket = new PgliteSocket(async (bytes) => {
    groups.push(Buffer.from(bytes).toString('latin1'))
    return answer(bytes)
  })
  let heard = ''
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1')
  })
  const write = (bytes: Uint8Array) => new Promise<void>((done) => socket.write(bytes, () => done()))
  return { socket, groups, write, heard: () => heard }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const parse = message('P', 'select 1\0\0\0')
const sync = message('S')
const query = message('Q', 'commit\0')
const flush = message('H')

describe('messages reach the engine in groups that ask for an answer', () => {
  const scenarios: [name: string, written: Buffer[], groups: Buffer[]][] = [
    ['the first message has no type', [startup], [startup]],
    ['parse waits for its sync', [startup, parse], [startup]],
    ['parse and sync go together', [startup, Buffer.concat([parse, sync])], [startup, Buffer.concat([parse, sync])]],
    [
      'two statements in one chunk go one by one',
      [startup, Buffer.concat([parse, sync, query])],
      [startup, Buffer.concat([parse, sync]), query],
    ],
    ['flush asks too', [startup, Buffer.concat([parse, flush])], [startup, Buffer.concat([parse, flush])]],
    ['a header cut in two', [startup, query.subarray(0, 3), query.subarray(3)], [startup, query]],
    ['a cut startup', [startup.subarray(0, 2), startup.subarray(2)], [startup]],
    ['startup and statement in one chunk', [Buffer.concat([startup, query])], [startup, query]],
  ]
  test.each(scenarios)('%s', async (_name, written, groups) => {
    const { write, groups: seen, heard } = listen()
    for (const bytes of written) await write(bytes)
    expect(seen).toEqual(groups.map(text))
    await Bun.sleep(0)
    expect(heard()).toBe(groups.map((group) => `<${group.length}>`).join(''))
  })

  test('byte by byte', async () => {
    const { write, groups } = listen()
    const all = Buffer.concat([startup, parse, sync, query])
    for (const byte of all) await write(Buffer.from([byte]))
    expect(groups).toEqual([startup, Buffer.concat([parse, sync]), query].map(text))
  })
})

describe('the end', () => {
  test.each([
    ['goodbye', [startup, message('X')], [startup]],
    ['a request to cancel', [cancelRequest], []],
  ] as [string, Buffer[], Buffer[]][])('%s closes without asking the engine', async (_name, written, groups) => {
    const { socket, groups: seen } = listen()
    const closed = once(socket, 'close')
    expect(socket.readyState).toBe('open')
    for (const bytes of written) socket.write(bytes)
    await closed
    expect([socket.readyState as string, seen]).toEqual(['closed', groups.map(text)])
  })

  test('a broken engine ends the stream with its error and gets no further message', async () => {
    const { socket, groups, write } = listen((group) => {
      if (text(group).startsWith('Q')) throw new Error('broken')
      return Buffer.alloc(0)
    })
    const failed = once(socket, 'error')
    await write(startup)
    socket.write(Buffer.concat([query, parse, sync]))
    expect(((await failed)[0] as Error).message).toBe('broken')
    expect(groups).toEqual([startup, query].map(text))
    expect(socket.readyState as string).toBe('closed')
  })
})
