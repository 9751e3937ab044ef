/**
 * Notifies systemd of the service's state (sd_notify(3)): ready, stopping, and that the event loop still turns. Neither Bun
 * nor Node can send to a Unix datagram socket, so the C library is called; without NOTIFY_SOCKET nothing happens.
 */
import { dlopen, ptr } from 'bun:ffi'
import type { Log } from '../log.ts'

const AF_UNIX = 1
const SOCK_DGRAM = 2
const SOCK_CLOEXEC = 0o2000000
/** Bytes of `sun_path`. */
const PATH_MAX_BYTES = 108

type Notify = (state: 'READY=1' | 'STOPPING=1' | 'WATCHDOG=1') => void

/** `struct sockaddr_un`; a name that begins with `@` is an abstract one. */
const addressOf = (path: string) => {
  const name = Buffer.from(path.replace(/^@/, '\0'))
  if (name.length >= PATH_MAX_BYTES) return undefined
  const address = Buffer.alloc(2 + name.length + (name[0] === 0 ? 0 : 1))
  address.writeUInt16LE(AF_UNIX)
  name.copy(address, 2)
  return address
}

/** The sender for the socket that the service manager names; one that does nothing without it. */
export const createNotify = (socket_path: string | undefined, log: Log): Notify => {
  const address = socket_path ? addressOf(socket_path) : undefined
  if (!address) return () => undefined
  try {
    const { symbols } = dlopen('libc.so.6', {
      socket: { args: ['i32', 'i32', 'i32'], returns: 'i32' },
      sendto: { args: ['i32', 'ptr', 'u64', 'i32', 'ptr', 'u32'], returns: 'i64' },
    })
    const socket = symbols.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)
    return (state) => {
      const text = Buffer.from(state)
      const sent = symbols.sendto(socket, ptr(text), text.length, 0, ptr(address), address.length)
      if (Number(sent) !== text.length) log.warn({ state }, 'the service manager could not be notified')
    }
  } catch (err) {
    log.warn({ err }, 'the service manager cannot be notified')
    return () => undefined
  }
}

/** Sends the watchdog's sign of life twice as often as asked for (WATCHDOG_USEC); gives the way to end it. */
export const startWatchdogPings = (notify: Notify, watchdog_usec: string | undefined) => {
  const usec = Number(watchdog_usec)
  if (!(usec > 0)) return () => undefined
  const timer = setInterval(() => notify('WATCHDOG=1'), usec / 2000)
  return () => clearInterval(timer)
}
