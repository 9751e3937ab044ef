/** What administrators see of the whole installation. */

export interface UsageOfDay {
  /** Calendar date, UTC. */
  day: string
  tokens: number
  people: number
}

export interface InstallationState {
  version: string
  embedded: boolean
  /** The database server's own version. */
  server: string
  /** The migration after which the data has its shape, and the newest of this release. */
  schema: number
  newest_schema: number
  bytes: number
  people: number
  administrators: number
  queued: number
  running: number
  owners: number
}

export interface BackupsState {
  /** Where they lie; absent when none are made. */
  folder?: string
  status: string
  /** How the last attempt ended. */
  outcome?: string
  files: { name: string; bytes: number; made_at: string }[]
  /** Whether one can be made at once, from here. */
  ready: boolean
  /** Whether one is being made right now. */
  making: boolean
}
