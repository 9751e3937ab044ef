/** The engine in a thread of its own, as this thread sees it: what is sent, what comes back, and how it is ended. */
import { type Answer, EngineBroken, type Run } from './answer.ts'
import { compiledEngine } from './compiled.ts'

export interface Start {
  data_dir: string
  /** Whether commits wait for the disk. */
  sync: boolean
  /** Turns 1 when the directory itself is on the disk; absent when it is. */
  copied?: Int32Array
}
export type ToEngine =
  | ({ kind: 'open'; compiled: WebAssembly.Module } & Start)
  | { kind: 'run'; id: number; messages: Uint8Array }
  | { kind: 'close' }
export interface Failure {
  message: string
  /** Whether the engine is beyond use. */
  broken: boolean
  sqlstate?: string
  cause?: string
}
export type FromEngine =
  | { kind: 'open' }
  | { kind: 'answer'; id: number; bytes: Uint8Array; settled: boolean }
  | { kind: 'settled'; id: number }
  | { kind: 'failed'; id: number | undefined; failure: Failure }
  | { kind: 'broken'; failure: Failure }
  | { kind: 'closed' }

export interface EngineThread {
  run: Run
  /** When the engine began what it is at, by `performance.now()`; absent while it rests. */
  busySince(): number | undefined
  /** Lets it end what it does. Works on a broken engine too. */
  close(): Promise<void>
  /** Ends it at once, whatever it does; resolves when it no longer runs. */
  kill(reason: unknown): Promise<void>
}

interface ThreadOptions extends Start {
  /** Called once when the engine is beyond use. */
  onbroken?: (broken: EngineBroken) => void
}

/** The engine may be in the middle of something that does not end. */
const CLOSE_MAX_MS = 5_000

const errorOf = ({ message, broken, sqlstate, cause }: Failure) =>
  broken ? new EngineBroken(sqlstate, cause) : new Error(message, { cause })

interface Pending {
  answered: PromiseWithResolvers<Answer>
  settled?: PromiseWithResolvers<void>
}

/** What was asked and not answered, by number, in the order in which the engine takes it. */
const createPending = () => {
  const pending = new Map<number, Pending>()
  let last = 0
  let since = 0
  const take = (id: number) => {
    const one = pending.get(id)
    pending.delete(id)
    return one
  }
  const refuse = ({ answered, settled }: Pending, error: Error) => {
    answered.reject(error)
    settled?.reject(error)
  }
  const running = () => [...pending.values()].some(({ settled }) => !settled)
  return {
    add() {
      if (!running()) since = performance.now()
      last += 1
      const answered = Promise.withResolvers<Answer>()
      pending.set(last, { answered })
      return { id: last, answer: answered.promise }
    },
    busySince: () => (running() ? since : undefined),
    answer(id: number, bytes: Uint8Array, is_settled: boolean) {
      since = performance.now()
      const one = pending.get(id)
      if (is_settled || !one) return void take(id)?.answered.resolve({ bytes })
      const settled = Promise.withResolvers<void>()
      // The caller may have left.
      settled.promise.catch(() => undefined)
      pending.set(id, { ...one, settled })
      one.answered.resolve({ bytes, settled: settled.promise })
    },
    settle: (id: number) => take(id)?.settled?.resolve(),
    refuse(id: number, error: Error) {
      since = performance.now()
      const one = take(id)
      if (one) refuse(one, error)
    },
    refuseAll(error: Error) {
      for (const one of pending.values()) refuse(one, error)
      pending.clear()
    },
  }
}

/** In the compiled binary files are found from its root; where this file once was, it does not know (measured). */
const WORKER = Bun.embeddedFiles.length > 0 ? './src/db/pglite/worker.ts' : new URL('./worker.ts', import.meta.url).href

/** @throws the engine could not be opened; its thread is gone then */
export const openThread = async ({ onbroken, ...start }: ThreadOptions): Promise<EngineThread> => {
  const worker = new Worker(WORKER)
  const pending = createPending()
  const opened = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const gone = new Promise<void>((resolve) => worker.addEventListener('close', () => resolve(), { once: true }))
  let broken: EngineBroken | undefined

  const breakOff = (error: EngineBroken) => {
    if (broken) return
    broken = error
    opened.reject(error)
    pending.refuseAll(error)
    onbroken?.(error)
  }
  const say = (message: ToEngine) => worker.postMessage(message)
  const hear = (message: FromEngine) => {
    if (message.kind === 'answer') pending.answer(message.id, message.bytes, message.settled)
    else if (message.kind === 'settled') pending.settle(message.id)
    else if (message.kind === 'broken') breakOff(new EngineBroken(message.failure.sqlstate, message.failure.cause))
    else if (message.kind === 'open') opened.resolve()
    else if (message.kind === 'closed') closed.resolve()
    else if (message.id !== undefined) pending.refuse(message.id, errorOf(message.failure))
    else opened.reject(errorOf(message.failure))
  }
  worker.onmessage = ({ data }: MessageEvent<FromEngine>) => hear(data)
  worker.onerror = ({ message }) => breakOff(new EngineBroken(undefined, message))

  const end = () => {
    worker.terminate()
    return gone
  }
  const open = async () => {
    say({ kind: 'open', compiled: await compiledEngine(), ...start })
    return opened.promise
  }
  await open().catch(async (error) => {
    await end()
    throw error
  })
  return {
    run: async (messages) => {
      if (broken) throw broken
      const { id, answer } = pending.add()
      say({ kind: 'run', id, messages })
      return answer
    },
    busySince: pending.busySince,
    async close() {
      if (!broken) say({ kind: 'close' })
      await Promise.race([closed.promise, Bun.sleep(broken ? 0 : CLOSE_MAX_MS)])
      await end()
    },
    async kill(reason) {
      breakOff(new EngineBroken(undefined, reason))
      await end()
    },
  }
}
