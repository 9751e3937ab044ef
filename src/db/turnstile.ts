/**
 * Lets several sessions share one engine that knows only one: whoever is inside stays until the server says that no
 * transaction is open (source: PostgreSQL, "Frontend/Backend Protocol", ReadyForQuery).
 */
import type { Exchange } from './pglite-socket.ts'

export interface Session {
  exchange: Exchange
  /** Rolls back what was left open, and lets the next one in. */
  end(): Promise<void>
}

/** Only sessions that other processes hold are hurried. */
export interface SessionOptions {
  /** Milliseconds a session may stay inside without a word; then it is ended. */
  silence_max_ms?: number
  /** Told when it was ended for its silence. */
  onsilent?: () => void
}

const READY_IDLE = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

const isIdle = (answer: Uint8Array) => Buffer.from(answer.subarray(-READY_IDLE.length)).equals(READY_IDLE)

const query = (text: string) => {
  const body = Buffer.from(`${text}\0`)
  const message = Buffer.alloc(5 + body.length)
  message.write('Q')
  message.writeInt32BE(4 + body.length, 1)
  body.copy(message, 5)
  return message
}
const ROLLBACK = query('rollback')

export const createTurnstile = (exchange: Exchange) => {
  let queue: Promise<void> = Promise.resolve()
  /** What the engine answered to the first greeting: it is greeted once, the others hear the same. */
  let greeting: Promise<Uint8Array> | undefined

  const enter = async () => {
    const before = queue
    const { promise, resolve } = Promise.withResolvers<void>()
    queue = promise
    await before
    return resolve
  }

  return ({ silence_max_ms, onsilent }: SessionOptions = {}): Session => {
    let leave: (() => void) | undefined
    let greeted = false
    let silence: ReturnType<typeof setTimeout> | undefined

    const letGo = () => {
      clearTimeout(silence)
      leave?.()
      leave = undefined
    }
    const end = async () => {
      if (!leave) return
      clearTimeout(silence)
      await exchange(ROLLBACK).catch(() => undefined)
      letGo()
    }
    const hurry = () => {
      if (silence_max_ms === undefined) return
      silence = setTimeout(() => void end().then(onsilent), silence_max_ms)
    }

    const inside: Exchange = async (messages) => {
      clearTimeout(silence)
      leave ??= await enter()
      try {
        const answer = await exchange(messages)
        if (isIdle(answer)) letGo()
        else hurry()
        return answer
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
}
export type Turnstile = ReturnType<typeof createTurnstile>
