/**
 * Lets several sessions share one engine that knows only one: the session inside stays until the server says that no
 * transaction is open (source: PostgreSQL, "Frontend/Backend Protocol", ReadyForQuery).
 */
import { unavailable } from '../failure.ts'
import { isIdle, type Run } from './answer.ts'
import type { Exchange } from './wire.ts'

export interface Session {
  exchange: Exchange
  /** Rolls back what was left open, and lets the next one in. */
  end(): Promise<void>
}

/** Only sessions that other processes hold are hurried. */
export interface SessionOptions {
  /** Milliseconds a session may stay inside without a word; then it is ended. */
  silence_max_ms?: number
  /** Called when it was ended for its silence. */
  onsilent?: () => void
}

const query = (text: string) => {
  const body = Buffer.from(`${text}\0`)
  const message = Buffer.alloc(5 + body.length)
  message.write('Q')
  message.writeInt32BE(4 + body.length, 1)
  body.copy(message, 5)
  return message
}
const ROLLBACK = query('rollback')

/** One at a time, in order; `enter` answers the way out. */
const createDoor = () => {
  let queue: Promise<void> = Promise.resolve()
  let guests = 0
  return {
    async enter(is_guest: boolean) {
      const before = queue
      const { promise, resolve } = Promise.withResolvers<void>()
      queue = promise
      await before
      if (is_guest) guests += 1
      return () => {
        if (is_guest) guests -= 1
        resolve()
      }
    },
    hasGuest: () => guests > 0,
  }
}

export const createSessionLock = (run: Run) => {
  const door = createDoor()
  /** What the engine answered to the first greeting: it is greeted once, the others hear the same. */
  let greeting: Promise<Uint8Array> | undefined

  const newSession = ({ silence_max_ms, onsilent }: SessionOptions = {}): Session => {
    let leave: (() => void) | undefined
    let greeted = false
    let ended = false
    let silence: ReturnType<typeof setTimeout> | undefined

    const letGo = () => {
      clearTimeout(silence)
      leave?.()
      leave = undefined
    }
    const end = async () => {
      ended = true
      if (!leave) return
      clearTimeout(silence)
      await run(ROLLBACK).catch(() => undefined)
      letGo()
    }
    const hurry = () => {
      if (silence_max_ms === undefined) return
      silence = setTimeout(() => void end().then(onsilent), silence_max_ms)
    }

    const inside: Exchange = async (messages) => {
      clearTimeout(silence)
      leave ??= await door.enter(silence_max_ms !== undefined)
      try {
        // It went while it waited: a transaction that it began now would stay open, and nobody else would come in.
        if (ended) throw unavailable(new Error('the connection closed before its turn'))
        const { bytes, settled } = await run(messages)
        // The next one may run while this answer waits for the disk: they share the sync.
        if (isIdle(bytes)) letGo()
        else hurry()
        await settled
        return bytes
      } catch (error) {
        letGo()
        throw error
      }
    }

    return {
      end,
      exchange: (messages) => {
        if (greeted) return inside(messages)
        greeted = true
        greeting ??= inside(messages)
        return greeting
      },
    }
  }
  /** Whether a session of another process is inside. */
  return Object.assign(newSession, { hasGuest: door.hasGuest })
}
export type SessionLock = ReturnType<typeof createSessionLock>
