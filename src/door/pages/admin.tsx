/** `/admin`: people, sign-up, usage, state, backups and the audit, for administrators alone. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { AdminPage, type AdminPageProps, type AdminSection, AuditPage } from '../../../views/admin.tsx'
import { invalid } from '../../errors.ts'
import { cutText } from '../../lib/text.ts'
import { checkAll } from '../health.ts'
import { type PageContext, type PagesOptions, pageMacros } from './context.ts'
import { FormField, mendingBy } from './form.ts'
import { page, type ReplyOptions, seeOther } from './response.ts'
import { shellOf } from './shell.ts'

const PEOPLE_SHOWN = 50
const ROWS_SHOWN = 50
const WORDS_MAX_CHARS = 100

type Extra = Pick<AdminPageProps, 'made' | 'problem'>

const queryOf = (request: Request, name: string) => new URL(request.url).searchParams.get(name) ?? ''

/** A page of people, and the address of the next one. */
const peopleOf = async ({ core, request }: PageContext) => {
  const [words, after] = [cutText(queryOf(request, 'q'), WORDS_MAX_CHARS), queryOf(request, 'after')]
  const found = await core.account.people(PEOPLE_SHOWN + 1, after, words.trim())
  const people = found.slice(0, PEOPLE_SHOWN)
  const last = people.at(-1)?.email
  const next = new URLSearchParams({ ...(words && { q: words }), after: last ?? '' })
  return { people, words, ...(found.length > PEOPLE_SHOWN && { more: `/admin?${next}` }) }
}

const signupOf = async ({ core: { account } }: PageContext) => ({
  mode: await account.signupMode(),
  fixed: account.signup_fixed,
  invitations: await account.invitations(),
})

const show = async (context: PageContext, extra: Extra = {}, options: ReplyOptions = {}) => {
  const { core, request } = context
  const [shell, people, signup, usage, state, { facts }, backups] = await Promise.all([
    shellOf(context, 'settings'),
    peopleOf(context),
    signupOf(context),
    core.admin.usageOfAll(),
    core.admin.state(),
    checkAll(core),
    core.admin.backups(),
  ])
  const { version: _, ...checks } = facts
  return page(
    request,
    <AdminPage {...{ shell, ...people, signup, usage, state, facts: checks, backups, ...extra }} />,
    options,
  )
}

const mending = mendingBy<AdminSection>(show)

const done = (notice: string) => seeOther(`/admin?said=${notice}`)

/** Where PUBLIC_URL is not set, the address by which the administrator came. */
const linkTo = ({ config, request }: PageContext, path: string) =>
  (config.PUBLIC_URL ?? new URL(request.url).origin) + path

const AddForm = Type.Object({ email: FormField, name: FormField, admin: FormField })

const addPerson = async (context: PageContext, { email, name, admin }: Static<typeof AddForm>) => {
  const { core, caller } = context
  const input = { email, admin: admin === 'true', ...(name.trim() && { name: name.trim() }) }
  const person = await core.account.addPerson(input, caller)
  const path = await core.account.resetLinkOf(person.email, caller)
  return show(context, { made: { whom: person.email, link: linkTo(context, path), kind: 'password' } })
}

const PersonForm = Type.Object({ email: FormField, confirm: FormField })
type PersonForm = Static<typeof PersonForm>

const acts = {
  async link(context: PageContext, { email }: PersonForm) {
    const path = await context.core.account.resetLinkOf(email, context.caller)
    return show(context, { made: { whom: email, link: linkTo(context, path), kind: 'password' } })
  },
  async disable({ core, caller }: PageContext, { email }: PersonForm) {
    await core.account.disablePerson(email, true, caller)
    return done('person_disabled')
  },
  async enable({ core, caller }: PageContext, { email }: PersonForm) {
    await core.account.disablePerson(email, false, caller)
    return done('person_enabled')
  },
  async delete({ core, caller }: PageContext, { email, confirm }: PersonForm) {
    if (confirm.trim().toLowerCase() !== email)
      throw invalid('/confirm', 'Nothing was deleted: that was not their e-mail address.')
    await core.account.deletePerson(email, caller)
    return done('person_deleted')
  },
}

const setSignup = async ({ core, caller }: PageContext, { mode }: { mode: string }) => {
  if (mode !== 'open' && mode !== 'closed') throw invalid('/mode', 'Choose one of the two.')
  await core.account.setSignupMode(caller, mode)
  return done('saved')
}

const invite = async (context: PageContext, { note }: { note: string }) => {
  const path = await context.core.account.invite(context.caller, note)
  return show(context, { made: { whom: note.trim() || 'somebody', link: linkTo(context, path), kind: 'invitation' } })
}

const auditOf = async (context: PageContext) => {
  const { core, caller, request } = context
  const { id, email } = await core.account.person(queryOf(request, 'email'))
  const { entries, before } = await core.audit.entries(
    id,
    ROWS_SHOWN,
    Number.parseInt(queryOf(request, 'before'), 10) || undefined,
  )
  const more = before === undefined ? undefined : `/admin/audit?${new URLSearchParams({ email, before: `${before}` })}`
  const shell = await shellOf(context, 'settings')
  const rows = { entries, time_zone: caller.time_zone, more, back: '/admin' } as const
  return page(request, <AuditPage {...{ shell, title: 'Audit', whose: email, ...rows }} />)
}

/** Spread into each route: Elysia writes into the object it is given. */
const person = Object.freeze({ signed_in: 'administrator', limit: 'tasks' } as const)

export const adminRoutes = (options: PagesOptions) => {
  const routes = new Elysia({ name: 'pages/admin' })
    .use(pageMacros(options))
    .get('/admin', ({ context }) => show(context), { ...person })
    .get('/admin/audit', ({ context }) => auditOf(context), { ...person })
    .post('/admin/people', ({ context, body }) => mending(context, 'people', () => addPerson(context, body)), {
      ...person,
      body: AddForm,
    })
    .post('/admin/signup', ({ context, body }) => mending(context, 'signup', () => setSignup(context, body)), {
      ...person,
      body: Type.Object({ mode: FormField }),
    })
    .post('/admin/invitations', ({ context, body }) => mending(context, 'signup', () => invite(context, body)), {
      ...person,
      body: Type.Object({ note: FormField }),
    })
    .post(
      '/admin/invitations/:id/delete',
      ({ context, params: { id } }) =>
        mending(context, 'signup', async () => {
          await context.core.account.withdrawInvitation(context.caller, id)
          return done('invitation_withdrawn')
        }),
      { ...person },
    )
    .post(
      '/admin/backup',
      ({ context }) =>
        mending(context, 'backups', async () => {
          await context.core.admin.backUpNow(context.caller)
          return done('backup_begun')
        }),
      { ...person },
    )
  for (const [name, act] of Object.entries(acts))
    routes.post(`/admin/people/${name}`, ({ context, body }) => mending(context, 'people', () => act(context, body)), {
      ...person,
      body: PersonForm,
    })
  return routes
}
