/** What a drill is: something done to running processes, and what their people found afterwards. */
import type { Places } from './place.ts'
import type { Heard } from './verdict.ts'

export interface Order {
  /** How often, or how many at once; each drill says what it counts. */
  n: number
  short: boolean
  /** Databases to do it on; drills that need a server of their own do not ask. */
  databases: DatabaseKind[]
  /** How the program is started; its arguments follow. */
  command: string[]
  places: Places
  /** Where a long drill keeps what it has done, to go on from there (`power-loss`). */
  resume?: string
  /** Something worth telling while it goes on, on standard error. */
  say: (line: string) => void
}
export type DatabaseKind = 'embedded' | 'postgres'

export interface Row {
  /** What exactly was done, when a drill does several things. */
  what: string
  heard: Heard[]
  /** Milliseconds from the blow to the run’s next owner. */
  takeovers?: number[]
  /** Facts of this drill alone. */
  facts?: Record<string, string | number>
  /** What must not be and was: each line fails the drill. */
  faults: string[]
}

export interface Drill {
  name: string
  about: string
  /** `n` when none is given: in full, and in short. */
  usual: { full: number; short: number }
  run(order: Order): Promise<Row[]>
}

/** This drill cannot be done on this machine; it counts as failed, never as passed. */
export class Impossible extends Error {}
