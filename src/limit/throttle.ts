/** How often somebody may guess a password. Only failures count, but once there are too many the right one waits too. */
import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import { rateLimitRefusals } from '../metrics.ts'
import type { Window } from './window.ts'

export const GUESS_WINDOW_SECONDS = 900
/** Failures in the window: of one account from one address, of one address, of one account from anywhere. */
const GUESSES = { account_and_address: 10, address: 40, account: 100 } as const

export interface Throttle {
  /** `email` is the folded address that was typed, known or not. @throws rate_limited */
  check(email: string, address: string): Promise<void>
  /** Counts one failed sign-in. */
  fail(email: string, address: string): Promise<void>
}

/** E-mail addresses are people’s data and of any length: keys carry their digest. */
const digest = (email: string) => createHash('sha256').update(email).digest('base64url')

const keysOf = (email: string, address: string) => {
  const account = digest(email)
  return [
    { key: `guess:both:${account}:${address}`, limit: GUESSES.account_and_address },
    { key: `guess:address:${address}`, limit: GUESSES.address },
    { key: `guess:account:${account}`, limit: GUESSES.account },
  ]
}

export const createThrottle = (window: Window): Throttle => {
  const all = (email: string, address: string, mode: 'look' | 'add') =>
    Promise.all(
      keysOf(email, address).map(({ key, limit }) => window.hit(key, limit, GUESS_WINDOW_SECONDS * 1000, mode)),
    )
  return {
    async check(email, address) {
      const full = (await all(email, address, 'look')).filter((hit) => !hit.admitted)
      if (full.length > 0) throw tooMany(Math.max(...full.map((hit) => hit.reset_ms)))
    },
    async fail(email, address) {
      await all(email, address, 'add')
    },
  }
}

const tooMany = (reset_ms: number) => {
  rateLimitRefusals.inc({ limit: 'sign_in' })
  return new AppError('rate_limited', 'Too many failed sign-ins. Try again later.', {
    retry_after: Math.max(1, Math.ceil(reset_ms / 1000)),
  })
}
