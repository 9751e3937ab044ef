/**
 * `/.well-known/security.txt` (RFC 9116): whom to tell about a hole in this installation. The contact is the operator’s,
 * who alone can act on it; without one there is no such file, for one without a contact is not valid.
 */
import { Elysia } from 'elysia'
import type { Config } from '../config.ts'
import { notFound } from '../errors.ts'
import { sharedNow } from '../lib/clock.ts'

type SecurityConfig = Pick<Config, 'SECURITY_CONTACT' | 'PUBLIC_URL'>

const SECURITY_TEXT = '/.well-known/security.txt'
/** Counted from the day it is read, so it never expires while the server runs; the RFC asks for less than a year. */
const GOOD_FOR_DAYS = 90
const DAY_MS = 86_400_000

const expiry = () => {
  const today = Math.floor(sharedNow().getTime() / DAY_MS)
  return new Date((today + GOOD_FOR_DAYS) * DAY_MS).toISOString().replace('.000Z', 'Z')
}

/** The RFC lets only https addresses stand in it. */
const canonical = (url: string | undefined) =>
  url?.startsWith('https:') ? [`Canonical: ${new URL(SECURITY_TEXT, url).href}`] : []

const write = ({ SECURITY_CONTACT, PUBLIC_URL }: SecurityConfig) =>
  [
    ...SECURITY_CONTACT.map((contact) => `Contact: ${contact}`),
    `Expires: ${expiry()}`,
    'Preferred-Languages: en',
    ...canonical(PUBLIC_URL),
    '',
  ].join('\n')

export const securityText = (config: SecurityConfig) =>
  new Elysia({ name: 'security-text' }).get(
    SECURITY_TEXT,
    () => {
      if (config.SECURITY_CONTACT.length === 0) throw notFound('A contact for security (SECURITY_CONTACT)')
      return new Response(write(config), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
    },
    { detail: { tags: ['operations'] } },
  )
