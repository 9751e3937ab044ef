/** What earlier parts of the drill found, a line each in a file, so that 500 states need not be done in one go. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

export interface Part {
  /** Whether commits waited for the disk. */
  hook: boolean
  states: number
  /** States in which something was missing or not whole. */
  damaged: number
  /** What had been acknowledged until the end. */
  acknowledged: number
  steps: number
  syncs: number
  losses: string[]
}

/** None without a file, and before its first part. */
export const readParts = (file: string | undefined): Part[] =>
  file !== undefined && existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : []

export const writePart = (file: string | undefined, part: Part) => {
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(part)}\n`)
}

/** All parts together. */
export const done = (parts: Part[]) => {
  const sum = (of: (part: Part) => number) => parts.reduce((all, part) => all + of(part), 0)
  return {
    states: sum(({ states }) => states),
    damaged: sum(({ damaged }) => damaged),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    steps: sum(({ steps }) => steps),
    syncs: sum(({ syncs }) => syncs),
  }
}
