/** What the engine's answers say: whether a transaction is open, and whether the engine survived. */

/** What the engine answered, and when it may be passed on. */
export interface Answer {
  bytes: Uint8Array
  /** Set while something that the answer may tell of is not on the disk yet. */
  settled?: Promise<void>
}
/** Takes whole protocol messages and answers with whole ones. */
export type Run = (messages: Uint8Array) => Promise<Answer>

const READY_IDLE = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

/** Whether the answer ends with the server's word that no transaction is open (ReadyForQuery). */
export const isIdle = (answer: Uint8Array) => Buffer.from(answer.subarray(-READY_IDLE.length)).equals(READY_IDLE)

/** Disk full, system errors and internal errors: measured, the next statement would spin for ever. */
const BREAKING = /^(53100|58\w{3}|XX\w{3})$/

/** The SQLSTATE of the first error among whole backend messages that the engine does not survive. */
export const breakingCode = (answer: Buffer): string | undefined => {
  for (let at = 0; at + 5 <= answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    if (answer[at] !== 0x45) continue
    const fields = answer.toString('latin1', at + 5, at + 1 + answer.readInt32BE(at + 1)).split('\0')
    const code = fields.find((field) => field.startsWith('C'))?.slice(1)
    if (code && BREAKING.test(code)) return code
  }
  return undefined
}

/** The engine is beyond use; `sqlstate` says what broke it when the engine could still say so. */
export class EngineBroken extends Error {
  readonly code = 'ENGINE_BROKEN'
  constructor(
    readonly sqlstate: string | undefined,
    cause?: unknown,
  ) {
    super('The embedded database has to be opened again', { cause })
  }
}
