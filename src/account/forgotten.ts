/** A forgotten password: a link by mail, where there is a mail server. The answer does not reveal who has an account. */
import { record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { LetterThrottle } from '../rate-limit/sign-in.ts'
import { foldEmail, isEmail } from './input.ts'
import type { OneTimeLinks } from './one-time-link.ts'
import { findByEmail } from './store.ts'

/** A letter in parts, as `mail/` writes it. */
interface ResetLetter {
  subject: string
  groups: { lines: { text: string }[] }[]
  links: { label: string; href: string }[]
  footer: { text: string }[]
}

/** How letters go out; absent where no mail server is named. */
export interface Post {
  send(message: { to: string; letter: ResetLetter; key: string }): Promise<void>
  /** Where people reach us, from the configuration: a request may lie. */
  public_url: string
}

interface ForgottenDeps {
  db: Database
  links: Pick<OneTimeLinks, 'hourPathFor'>
  throttle: LetterThrottle
  log: Pick<Log, 'warn'>
  post?: Post | undefined
}

const letterOf = (href: string): ResetLetter => ({
  subject: 'A new password for TodoChat',
  groups: [{ lines: [{ text: 'Somebody, most likely you, asked for a new password for your account.' }] }],
  links: [{ label: 'Choose a new password', href }],
  footer: [
    { text: 'The link works once, for an hour. If it was not you, nothing has changed and nothing needs to be done.' },
  ],
})

export const createForgotten = ({ db, links, throttle, log, post }: ForgottenDeps) => {
  const write = async ({ send, public_url }: Post, email: string, address: string) => {
    const user = await db.query((sql) => findByEmail(sql, email))
    // People of an outside issuer have no password here; a disabled account gets no way in.
    if (!user?.password_hash || user.disabled_at || !(await throttle.letterTo(email))) return
    const path = await links.hourPathFor(user.id, (sql) =>
      record(sql, user.id, 'reset_link_made', { by: 'link', what: 'mail', address }),
    )
    await send({ to: user.email, letter: letterOf(public_url + path), key: crypto.randomUUID() })
  }

  return {
    /** Whether a forgotten password is mended by mail. */
    mails_links: post !== undefined,

    /**
     * Writes to the address if an account has it. The response does not wait for that, so that it takes as long either way.
     * @throws rate_limited  for the client's address alone
     */
    async forgotPassword(typed: string, address: string): Promise<void> {
      await throttle.letterFrom(address)
      const email = foldEmail(typed)
      if (!post || !isEmail(email)) return
      void write(post, email, address).catch((err) => log.warn({ err }, 'a link for a new password was not sent'))
    },
  }
}
