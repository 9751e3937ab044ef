/**
 * The thread that owns the engine: what it runs, and the syncs that it waits for, do not hold the event loop of the program.
 * Entered by `thread.ts` alone.
 */
import { EngineBroken } from './answer.ts'
import { openEngine, type PgliteEngine } from './engine.ts'
import type { Failure, FromEngine, Start, ToEngine } from './thread.ts'

declare const self: Worker

const say = (message: FromEngine, transfer: Transferable[] = []) => self.postMessage(message, transfer)

const failureOf = (error: unknown): Failure => ({
  message: error instanceof Error ? error.message : String(error),
  broken: error instanceof EngineBroken,
  ...(error instanceof EngineBroken && error.sqlstate !== undefined && { sqlstate: error.sqlstate }),
  ...(error instanceof Error && error.cause !== undefined && { cause: Bun.inspect(error.cause) }),
})

/** The copy on the disk is made by another thread; the first commit waits for it here. */
const waitFor = (copied: Int32Array) => () => {
  while (Atomics.load(copied, 0) === 0) Atomics.wait(copied, 0, 0)
}

const open = async ({ data_dir, sync, copied, compiled }: Start & { compiled: WebAssembly.Module }) => {
  const engine = await openEngine({
    data_dir,
    compiled,
    onbroken: (broken) => say({ kind: 'broken', failure: failureOf(broken) }),
    ...(sync && { sync: copied ? { beforeFirst: waitFor(copied) } : {} }),
  })
  say({ kind: 'open' })
  return engine
}

let engine: Promise<PgliteEngine> | undefined

const run = async (id: number, messages: Uint8Array) => {
  const { bytes, settled } = (await (await engine)?.run(messages)) ?? { bytes: new Uint8Array() }
  const copy = new Uint8Array(bytes)
  say({ kind: 'answer', id, bytes: copy, settled: settled === undefined }, [copy.buffer])
  if (settled === undefined) return
  await settled
  say({ kind: 'settled', id })
}

const obey = async (message: ToEngine) => {
  if (message.kind === 'open') {
    engine = open(message)
    await engine
  } else if (message.kind === 'close') {
    await (await engine)?.close()
    say({ kind: 'closed' })
  } else await run(message.id, message.messages)
}

self.onmessage = ({ data }: MessageEvent<ToEngine>) =>
  void obey(data).catch((error: unknown) =>
    say({ kind: 'failed', id: data.kind === 'run' ? data.id : undefined, failure: failureOf(error) }),
  )
