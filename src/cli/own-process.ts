/** This very program as a process of its own, at low priority: for work that must not disturb the one that serves. */

import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import type { Summary } from '../backup/backup.ts'
import type { Workers } from '../backup/nightly.ts'
import type { Environment } from '../config.ts'
import { AppError, ERROR_CODES, type ErrorCode } from '../errors.ts'

/** The binary is one file; from source Bun is given the entry point. */
const PROGRAM =
  Bun.embeddedFiles.length > 0 ? [process.execPath] : [process.execPath, join(import.meta.dir, '../main.ts')]

/** Its last line on standard error says what went wrong. */
const failureIn = (said: string) => {
  const line = said.trim().split('\n').at(-1) ?? ''
  try {
    const { error } = JSON.parse(line) as { error: { code: string; message: string } }
    return error
  } catch {
    return { code: 'internal', message: line }
  }
}

const isCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code)

interface Started {
  env: Environment
  signal: AbortSignal
  /** The whole command line; this program when absent. */
  program?: string[]
}

/** Runs `todochat …args --json` to its end. @throws AppError  what it said when it failed */
export const runOwn = async (args: string[], { env, signal, program = PROGRAM }: Started): Promise<unknown> => {
  signal.throwIfAborted()
  const child = Bun.spawn([...program, ...args, '--json'], {
    env: { ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    signal,
    killSignal: 'SIGTERM',
  })
  setPriority(child.pid, constants.priority.PRIORITY_LOW)
  const [printed, said, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  if (exit === 0) return JSON.parse(printed)
  const { code, message } = failureIn(said)
  throw new AppError(isCode(code) ? code : 'internal', message || `It ended with ${exit}.`)
}

/** Backups made and opened by this program. */
export const backupWorkers = (env: Environment): Workers => ({
  make: async (file, signal) => (await runOwn(['backup', file], { env, signal })) as Summary,
  verify: async (file, signal) => (await runOwn(['backup', 'verify', file], { env, signal })) as Summary,
})
