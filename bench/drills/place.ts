/** What a drill leaves behind: folders and servers, all undone in reverse when it ends, however it ends. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Undo = () => unknown

export class Places {
  private readonly undone: Undo[] = []

  /** Has something undone at the end. */
  later(undo: Undo) {
    this.undone.push(undo)
  }

  async folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'todochat-drill-'))
    this.later(() => rm(path, { recursive: true, force: true }))
    return path
  }

  /** Everything is tried, whatever fails; the failures are answered. */
  async leave(): Promise<unknown[]> {
    const failures: unknown[] = []
    for (const undo of this.undone.splice(0).reverse()) {
      try {
        await undo()
      } catch (error) {
        failures.push(error)
      }
    }
    return failures
  }
}

/** Below the ports that Linux gives to whoever asks for any: servers and connections beside this one get none of them. */
const PORTS_FROM = 20_000
const PORTS = 10_000

/** A port that was free a moment ago, and that nobody is given before it is used. */
export const freePort = (): number => {
  const port = PORTS_FROM + Math.floor(Math.random() * PORTS)
  try {
    Bun.listen({ hostname: '127.0.0.1', port, socket: { data() {} } }).stop(true)
    return port
  } catch {
    return freePort()
  }
}

/** Looks again and again until it is so. @throws when it is not within the time */
export const until = async (what: string, most_ms: number, holds: () => Promise<boolean> | boolean, step_ms = 50) => {
  for (const start = performance.now(); !(await holds()); ) {
    if (performance.now() - start > most_ms) throw new Error(`Not within ${most_ms} ms: ${what}`)
    await Bun.sleep(step_ms)
  }
}
