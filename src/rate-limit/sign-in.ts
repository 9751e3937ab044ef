/** How often a password may be guessed. Only failures count, but once there are too many the right one waits too. */
import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import { rateLimitRefusals } from '../metrics.ts'
import type { Window } from './window.ts'

const GUESS_WINDOW_SECONDS = 900
const DAY_MS = 86_400_000
/** Failures in the window: of one account from one address, of one address, of one account from anywhere. */
const GUESSES = { account_and_address: 10, address: 40, account: 100 } as const

export interface Throttle {
  /** `email` is the folded address that was typed, known or not. @throws rate_limited */
  check(email: string, address: string): Promise<void>
  /** Counts one failed sign-in. */
  fail(email: string, address: string): Promise<void>
  /** Counts a new account of the address; so many a day. @throws rate_limited */
  signUp(address: string): Promise<void>
}

/** How often a link for a forgotten password may be asked for. */
export interface LetterThrottle {
  /** @throws rate_limited  the client's address has asked too often */
  letterFrom(address: string): Promise<void>
  /** Whether this account may get another mail; never revealed. */
  letterTo(email: string): Promise<boolean>
}

const LETTERS = { address: 20, account: 3 } as const
const LETTER_WINDOW_MS = 3_600_000

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

export const createThrottle = (window: Window, signups_per_day: number): Throttle & LetterThrottle => {
  const all = (email: string, address: string, mode: 'look' | 'add') =>
    Promise.all(
      keysOf(email, address).map(({ key, limit }) => window.hit(key, limit, GUESS_WINDOW_SECONDS * 1000, mode)),
    )
  return {
    async check(email, address) {
      const full = (await all(email, address, 'look')).filter((hit) => !hit.admitted)
      if (full.length > 0)
        throw tooMany(
          'sign_in',
          'Too many failed sign-ins. Try again later.',
          Math.max(...full.map((hit) => hit.reset_ms)),
        )
    },
    async fail(email, address) {
      await all(email, address, 'add')
    },
    async signUp(address) {
      const hit = await window.hit(`signup:${address}`, signups_per_day, DAY_MS, 'take')
      if (!hit.admitted) throw tooMany('sign_up', 'Too many new accounts from this address today.', hit.reset_ms)
    },
    async letterFrom(address) {
      const hit = await window.hit(`letter:from:${address}`, LETTERS.address, LETTER_WINDOW_MS, 'take')
      if (!hit.admitted) throw tooMany('letter', 'Too many letters were asked for. Try again later.', hit.reset_ms)
    },
    async letterTo(email) {
      return (await window.hit(`letter:to:${digest(email)}`, LETTERS.account, LETTER_WINDOW_MS, 'take')).admitted
    },
  }
}

const tooMany = (limit: string, message: string, reset_ms: number) => {
  rateLimitRefusals.inc({ limit })
  return new AppError('rate_limited', message, {
    retry_after: Math.max(1, Math.ceil(reset_ms / 1000)),
  })
}
