/** Passwords as argon2id hashes, a few at a time, and how often one may guess. Says yes or no, knows nothing of users. */
import { AppError, invalid } from '../errors.ts'
import { createFairQueue } from '../lib/fair-queue.ts'
import type { Throttle } from '../rate-limit/sign-in.ts'
import { PASSWORD_MIN_CHARS } from './schema.ts'
import { newSecret } from './secret.ts'

/** What one hash takes: memory in KiB, and passes over it. */
export interface PasswordCost {
  memoryCost: number
  timeCost: number
}
// OWASP's cost for argon2id: 19 MiB and two passes, about 22 ms on our machines.
const COST: PasswordCost = { memoryCost: 19_456, timeCost: 2 }
/** Hashes at once: each holds 19 MiB and a core. New accounts have a lane of their own, so that they delay no sign-in. */
const CHECKS_AT_ONCE = 3
const NEW_AT_ONCE = 1
/** Callers that may wait, about five seconds' worth; more are turned away instead of piling up. */
const WAITING_MAX = 800

/** Composed form, so that a password typed on another system is the same bytes. */
const bytesOf = (password: string) => password.normalize('NFC')

let common: Promise<Set<string>> | undefined
/** The commonest 18,000 that are long enough for us, in small letters; read when the first password is chosen. */
const loadCommon = () => {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].filter(({ length }) => length >= PASSWORD_MIN_CHARS)),
  )
  return common
}

const refuseCommon = async (password: string) => {
  if (!(await loadCommon()).has(bytesOf(password).toLowerCase())) return
  const why =
    'This password is one of the commonest and would be guessed soon. Choose another, like a few words in a row.'
  throw invalid('/password', why)
}

/** Who guesses: the account's e-mail, as typed and folded, and the client's address. */
interface Guesser {
  email: string
  address: string
}

const hash = (password: string, cost: PasswordCost) =>
  Bun.password.hash(bytesOf(password), { algorithm: 'argon2id', ...cost })

/** Verified for people who do not exist, so that their answer takes as long as anyone's; made at the start, once. */
const dummy_hashes = new Map<PasswordCost, Promise<string>>()
const hashOfNobody = (cost: PasswordCost) => {
  const dummy_hash = dummy_hashes.get(cost) ?? hash(newSecret(), cost)
  dummy_hashes.set(cost, dummy_hash)
  return dummy_hash
}

/** Turns are taken between addresses: a crowd at one of them does not hold up the others. */
const lane = (at_once: number) =>
  createFairQueue({
    at_once,
    waiting_max: WAITING_MAX,
    full: () => new AppError('rate_limited', 'Too many people are signing in.', { retry_after: 5 }),
  })

/** The cost is the shipped one unless a test, of which no secret depends, names a smaller. */
export const createPasswords = (throttle: Throttle, cost = COST) => {
  const check = lane(CHECKS_AT_ONCE)
  const make = lane(NEW_AT_ONCE)
  const decoy = hashOfNobody(cost)

  return {
    /**
     * The hash of a new password; `address` is the client's, for fair turns.
     * @throws validation_error  everybody chooses it  @throws rate_limited
     */
    hash: async (password: string, address = '') => {
      await refuseCommon(password)
      return make(address, () => hash(password, cost))
    },
    /**
     * Whether the password fits the hash; without a hash the same work is done for a no. The throttle is asked when
     * it is this guess's turn: parallel guesses cannot all slip past it. @throws rate_limited
     */
    fits: (password: string, stored: string | null | undefined, { email, address }: Guesser) =>
      check(address, async () => {
        await throttle.check(email, address)
        const same = await Bun.password.verify(bytesOf(password), stored || (await decoy))
        const fits = same && Boolean(stored)
        if (!fits) await throttle.fail(email, address)
        return fits
      }),
  }
}
export type Passwords = ReturnType<typeof createPasswords>

/** Not 401: the caller is known, and clients sign out at 401. */
export const wrongPassword = () => new AppError('wrong_password', 'The password is not right.')
