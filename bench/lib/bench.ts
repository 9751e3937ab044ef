/** What a bench is: something measured on running processes, as figures with the aims they are held to. */
import type { Places } from '../drills/place.ts'

/** What the figure has to be; `of` says which part of it is compared. */
export interface Aim {
  of: 'median' | 'p95' | 'p99' | 'ratio'
  at_most?: number
  at_least?: number
}

export interface Figure {
  what: string
  unit: string
  /** How many values it is made of. */
  n: number
  median: number
  p95?: number
  p99?: number
  /** The least and the greatest of the rounds. */
  spread?: [number, number]
  /** To what it is compared with, measured in the same rounds. */
  ratio?: number
  aim?: Aim
}

/** Figures over a quantity, for a plot. */
export interface Series {
  name: string
  points: [number, number][]
}

export interface Plot {
  title: string
  x: string
  y: string
  series: Series[]
  /** A line to compare with. */
  limit?: number
}

export interface Outcome {
  figures: Figure[]
  plots?: Record<string, Plot>
  /** What made the measurement worthless: an answer that is not 2xx, an event that is lost. */
  faults: string[]
}

export interface Order {
  short: boolean
  /** How the program is started; its arguments follow. */
  command: string[]
  /** Length of the soak. */
  minutes: number
  places: Places
  /** Something worth telling while it goes on, on standard error. */
  say: (line: string) => void
}

export interface Bench {
  name: string
  about: string
  run(order: Order): Promise<Outcome>
}

export interface Report extends Outcome {
  bench: string
  /** Measured for a few seconds, to see that it can be. */
  short: boolean
  took_s: number
  machine: Machine
}

/** Where and under what load it was measured. */
export interface Machine {
  at: string
  cpus: string
  memory_gb: number
  /** Of one minute, per processor, before and after; above a half others were at work. */
  load: [number, number]
  versions: Record<string, string>
}

/** Whether a figure is what it has to be; undefined without an aim. */
export const isMet = (figure: Figure): boolean | undefined => {
  if (!figure.aim) return undefined
  const { of, at_most = Number.POSITIVE_INFINITY, at_least = Number.NEGATIVE_INFINITY } = figure.aim
  const value = figure[of]
  return value !== undefined && value <= at_most && value >= at_least
}
