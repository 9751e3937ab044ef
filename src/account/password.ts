/** Passwords as argon2id hashes, a few at a time, and how often one may guess. Says yes or no, knows nothing of users. */
import { AppError } from '../errors.ts'
import type { Throttle } from '../limit/throttle.ts'
import { newSecret } from './secret.ts'

// OWASP's cost for argon2id: 19 MiB (in KiB here) and two passes, about 22 ms on our machines.
const COST = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const
/** Hashes at once: each holds 19 MiB and a core. */
const HASHES_AT_ONCE = 4
/** Callers that may wait, about five seconds' worth; more are turned away instead of piling up. */
const WAITING_MAX = 800

/** Composed form, so that a password typed on another system is the same bytes. */
const bytesOf = (password: string) => password.normalize('NFC')

/** Who guesses: the account's e-mail, as typed and folded, and the client's address. */
export interface Guesser {
  email: string
  address: string
}

const hash = (password: string) => Bun.password.hash(bytesOf(password), COST)

/** Verified for people who do not exist, so that their answer takes as long as anyone's; made at the start, once. */
let nobody: Promise<string> | undefined
const hashOfNobody = () => {
  nobody ??= hash(newSecret())
  return nobody
}

export const createPasswords = (throttle: Throttle) => {
  const enter = createGate()
  const decoy = hashOfNobody()

  return {
    hash: (password: string) => enter(() => hash(password)),
    /**
     * Whether the password fits the hash; without a hash the same work is done for a no. The throttle is asked when
     * it is this guess's turn: parallel guesses cannot all slip past it. @throws rate_limited
     */
    fits: (password: string, stored: string | null | undefined, { email, address }: Guesser) =>
      enter(async () => {
        await throttle.check(email, address)
        const same = await Bun.password.verify(bytesOf(password), stored || (await decoy))
        const fits = same && Boolean(stored)
        if (!fits) await throttle.fail(email, address)
        return fits
      }),
  }
}
export type Passwords = ReturnType<typeof createPasswords>

const createGate = () => {
  let inside = 0
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    // The slot is handed on, so `inside` stays as it is.
    if (next) next()
    else inside--
  }
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting.length >= WAITING_MAX)
      throw new AppError('rate_limited', 'Too many people are signing in.', { retry_after: 5 })
    if (inside < HASHES_AT_ONCE) inside++
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
