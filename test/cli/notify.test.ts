/** Notices to systemd, received by a Unix datagram socket of the test's own. */
import { dlopen, ptr } from 'bun:ffi'
import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { createNotify, startWatchdogPings } from '../../src/cli/notify.ts'
import { serve } from '../../src/cli/serve.ts'
import { createLog } from '../../src/log.ts'
import { freshFolder } from '../support/folder.ts'
import { eventually } from '../support/watched.ts'
import { fakeTerminal } from './terminal.ts'

const folder = await freshFolder()
afterAll(folder.remove)

const AF_UNIX = 1
const SOCK_DGRAM = 2
const MSG_DONTWAIT = 0x40
const { symbols: libc } = dlopen('libc.so.6', {
  socket: { args: ['i32', 'i32', 'i32'], returns: 'i32' },
  bind: { args: ['i32', 'ptr', 'u32'], returns: 'i32' },
  recv: { args: ['i32', 'ptr', 'u64', 'i32'], returns: 'i64' },
  close: { args: ['i32'], returns: 'i32' },
})

/** What a service manager does: binds a socket and reads what comes. */
const manager = (path: string) => {
  const name = Buffer.from(path.replace(/^@/, '\0'))
  const address = Buffer.concat([Buffer.from([AF_UNIX, 0]), name, Buffer.from(path.startsWith('@') ? [] : [0])])
  const socket = libc.socket(AF_UNIX, SOCK_DGRAM, 0)
  if (libc.bind(socket, ptr(address), address.length) !== 0) throw new Error(`${path} could not be bound`)
  const buffer = Buffer.alloc(256)
  return {
    /** Everything received since the last call. */
    received() {
      const states: string[] = []
      for (;;) {
        const length = Number(libc.recv(socket, ptr(buffer), buffer.length, MSG_DONTWAIT))
        if (length <= 0) return states
        states.push(buffer.subarray(0, length).toString())
      }
    },
    close: () => libc.close(socket),
  }
}

const log = createLog('silent')

describe('a notice', () => {
  test.each([join(folder.path, 'notify'), `@todochat-test-${process.pid}`])('reaches the socket %s', (path) => {
    const systemd = manager(path)
    const notify = createNotify(path, log)
    notify('READY=1')
    notify('STOPPING=1')
    expect(systemd.received()).toEqual(['READY=1', 'STOPPING=1'])
    systemd.close()
  })

  test('goes nowhere without a socket, and a socket that is gone breaks nothing', () => {
    const lines: string[] = []
    const loud = createLog('warn', { write: (line) => void lines.push(line) })
    createNotify(undefined, loud)('READY=1')
    createNotify('x'.repeat(200), loud)('READY=1')
    expect(lines).toEqual([])
    createNotify(join(folder.path, 'nobody-listens'), loud)('READY=1')
    expect(lines).toHaveLength(1)
  })
})

test('the watchdog is told twice as often as it asks', async () => {
  const states: string[] = []
  const stop = startWatchdogPings((state) => void states.push(state), '40000')
  await eventually(async () => states.length >= 2)
  stop()
  const count = states.length
  await Bun.sleep(60)
  expect(states).toHaveLength(count)
  startWatchdogPings(() => states.push('never'), undefined)()
  expect(states).not.toContain('never')
})

test('serve says that it is ready only when it listens, lives, and stops', async () => {
  const path = join(folder.path, 'serve')
  const systemd = manager(path)
  const env = {
    PORT: '0',
    DATA_DIR: join(folder.path, 'data'),
    NOTIFY_SOCKET: path,
    WATCHDOG_USEC: '100000',
    LOG_LEVEL: 'silent',
  }
  const { terminal, heard, stop } = fakeTerminal(env)
  const running = serve.run({ rest: [], json: false } as never, terminal)
  await heard(/is ready/)
  const states: string[] = []
  await eventually(async () => {
    states.push(...systemd.received())
    return states.filter((state) => state === 'WATCHDOG=1').length > 1
  })
  stop()
  await running
  states.push(...systemd.received())
  expect(states.filter((state) => state === 'READY=1')).toHaveLength(1)
  expect(states.at(-1)).toMatch(/STOPPING=1|WATCHDOG=1/)
  expect(states).toContain('STOPPING=1')
  systemd.close()
})
