/**
 * A stream that is PGlite: what the `postgres` package writes as to a server goes into the engine in this process, and
 * the engine's answer comes back. Owns framing only (source: PostgreSQL, "Frontend/Backend Protocol", message formats).
 */
import { Duplex } from 'node:stream'

/** Takes whole protocol messages and answers with whole ones. */
export type Exchange = (messages: Uint8Array) => Promise<Uint8Array>

const CANCEL_REQUEST = 80877102
const SYNC = 0x53
const FLUSH = 0x48
const QUERY = 0x51
const TERMINATE = 0x58

export class PgliteSocket extends Duplex {
  /** The `postgres` package reads it before it says goodbye. */
  readyState: 'open' | 'closed' = 'open'
  #received: Buffer = Buffer.alloc(0)
  #greeted = false
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    super()
    this.#exchange = exchange
  }

  setKeepAlive() {}

  override _read() {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void) {
    this.#received = this.#received.length ? Buffer.concat([this.#received, chunk]) : chunk
    this.#answer().then(
      () => done(),
      (error: Error) => done(error),
    )
  }

  override _final(done: () => void) {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void) {
    this.readyState = 'closed'
    done(error)
  }

  async #answer() {
    for (let group = this.#nextGroup(); group && !this.destroyed; group = this.#nextGroup()) {
      if (isGoodbye(group, this.#greeted)) {
        this.destroy()
        return
      }
      this.#greeted = true
      const answer = await this.#exchange(group)
      if (answer.length) this.push(answer)
    }
  }

  /**
   * Cuts off the messages up to one that asks for an answer. Not more at once: after a full disk the engine must not
   * see another message.
   */
  #nextGroup(): Buffer | undefined {
    const bytes = this.#received
    const end = this.#greeted ? groupEnd(bytes) : startupEnd(bytes)
    if (end === 0 || end > bytes.length) return undefined
    this.#received = bytes.subarray(end)
    return bytes.subarray(0, end)
  }
}

/** Where the first message ends, which has no type byte; 0 when it is not known yet. */
const startupEnd = (bytes: Buffer) => (bytes.length < 4 ? 0 : bytes.readInt32BE(0))

/** Where the first group ends; 0 when it is not complete. */
const groupEnd = (bytes: Buffer) => {
  for (let at = 0; at + 5 <= bytes.length; ) {
    const type = bytes[at]
    at += 1 + bytes.readInt32BE(at + 1)
    if (type === SYNC || type === FLUSH || type === QUERY || type === TERMINATE) return at
  }
  return 0
}

/** A farewell, or the request to cancel that only a second process could serve. */
const isGoodbye = (group: Buffer, greeted: boolean) =>
  greeted ? group[0] === TERMINATE : group.length >= 8 && group.readInt32BE(4) === CANCEL_REQUEST
