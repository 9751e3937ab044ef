/** A program of somebody else’s that the drill starts for itself: found, started, waited for, and ended. */
import { join } from 'node:path'
import { Impossible } from '../drill.ts'
import { type Places, until } from '../place.ts'

const READY_MAX_MS = 20_000

export interface Wanted {
  name: string
  words: string[]
  /** Its own home, and where what it says is kept. */
  folder: string
  env?: Record<string, string>
  isReady: () => Promise<boolean>
}

/** @throws Impossible when it is not installed  @throws when it ends, or is not ready in time */
export const startProgram = async (places: Places, { name, words, folder, env, isReady }: Wanted) => {
  const program = Bun.which(name)
  if (!program) throw new Impossible(`there is no ${name} (package ${name})`)
  const log = Bun.file(join(folder, `${name}.log`))
  const child = Bun.spawn([program, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
    stdout: 'ignore',
    stderr: log,
  })
  places.later(async () => {
    child.kill('SIGKILL')
    await child.exited
  })
  await until(`${name} answers`, READY_MAX_MS, async () => {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${(await log.text()).slice(-2000)}`)
    return isReady()
  })
}
