/**
 * What other apps share with this one: it stands in the box of a new chat, or when it is longer than a message in the
 * preview of an import. Nothing is sent or added by itself.
 */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { AppError } from '../../errors.ts'
import { type PagesOptions, personOf, type VisitorContext } from './context.ts'
import { FormField } from './form.ts'
import { safePath, seeOther } from './response.ts'
import { previewImport } from './task/import.tsx'

const SharedForm = Type.Object({ title: FormField, text: FormField, url: FormField })
type Shared = Static<typeof SharedForm>

/** One text of the parts; many apps write the address into the text as well. */
const textOf = ({ title, text, url }: Shared) => {
  const parts = [title, text, url].map((part) => part.trim()).filter(Boolean)
  return parts.filter((part, at) => !parts.some((other, n) => n !== at && other.includes(part) && n < at)).join('\n')
}

/** Signing in comes back to it as an address, which holds only so much. */
const toSignIn = (path: string) => {
  if (!safePath(path)) throw new AppError('unauthenticated', 'Sign in first, then share it once more.')
  return seeOther(`/signin?next=${encodeURIComponent(path)}`)
}

const share = async (context: VisitorContext, shared: Shared) => {
  const { core, config, request } = context
  const text = textOf(shared)
  const caller = await personOf(core, request)
  const long = text.length > config.MAX_MESSAGE_CHARS
  if (caller && long) return previewImport({ ...context, caller }, text)
  const path = text ? `${long ? '/share' : '/chat'}?${new URLSearchParams({ text })}` : '/chat'
  return caller ? seeOther(path) : toSignIn(path)
}

/** A query as the same fields. */
const sharedIn = ({ url }: Request): Shared => {
  const { searchParams } = new URL(url)
  const field = (name: string) => searchParams.get(name) ?? ''
  return { title: field('title'), text: field('text'), url: field('url') }
}

export const shareRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/share' })
    .get('/share', ({ request }) => share({ ...options, request }, sharedIn(request)))
    .post('/share', ({ request, body }) => share({ ...options, request }, body), { body: SharedForm })
