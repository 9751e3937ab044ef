/** Signing up, in and out by form. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { SignInPage } from '../../../views/signin.tsx'
import { SignUpPage } from '../../../views/signup.tsx'
import type { User } from '../../account/schema.ts'
import { AppError } from '../../errors.ts'
import { clearLoginCookie, type ReplyHeaders, setLoginCookie } from '../auth/cookie.ts'
import { addressOf } from '../http/context.ts'
import { spend } from '../http/rate-limit.ts'
import { type PagesOptions, personOf, type VisitorContext } from './context.ts'
import { FormField, mendable, problemAt } from './form.ts'
import { page, safePath, seeOther } from './response.ts'
import { strangerShell } from './shell.ts'

/** The new cookie as a header of our own answer. */
const cookieOf = ({ headers }: ReplyHeaders): Record<string, string> => ({
  'set-cookie': String(headers['set-cookie']),
})

const enter = async ({ core, request }: VisitorContext, user: User, path: string) => {
  const set: ReplyHeaders = { headers: {} }
  await setLoginCookie(core, request, set, user.id)
  return seeOther(path, cookieOf(set))
}

const SignInForm = Type.Object({ email: FormField, password: FormField, next: FormField })
const SignUpForm = Type.Object({ name: FormField, email: FormField, password: FormField, time_zone: FormField })

type Problem = ReturnType<typeof mendable>
/** What was typed comes back with an error, except the password. */
interface Typed {
  name?: string
  email?: string
  next?: string
}

const nextOf = ({ request }: VisitorContext, next?: string) =>
  safePath(next) ?? safePath(new URL(request.url).searchParams.get('next'))

const signInPage = async (context: VisitorContext, { email, next }: Typed = {}, problem?: Problem) =>
  page(
    context.request,
    <SignInPage
      shell={strangerShell(context.request)}
      next={nextOf(context, next)}
      email={email || undefined}
      error={problem?.error.message}
      signup_open={(await context.core.account.signupMode()) === 'open'}
    />,
    problem,
  )

const signIn = async (context: VisitorContext, { next, ...typed }: Static<typeof SignInForm>) => {
  const { core, request } = context
  try {
    await spend(core, 'address', request)
    const { email, password } = typed
    const user = await core.account.signIn({ email, password }, addressOf(request))
    return await enter(context, user, nextOf(context, next) ?? '/')
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    return signInPage(context, { email: typed.email, next }, problem)
  }
}

const signUpPage = ({ request }: VisitorContext, { name, email }: Typed = {}, problem?: Problem) => {
  const at = (field: string) => problem && problemAt(problem.error, `/${field}`)
  const errors = { name: at('name'), email: at('email'), password: at('password') }
  const general = problem && !Object.values(errors).some(Boolean) ? problem.error.message : undefined
  return page(
    request,
    <SignUpPage
      shell={strangerShell(request)}
      name={name || undefined}
      email={email || undefined}
      error={general}
      errors={errors}
    />,
    problem,
  )
}

const isTimeZone = (name: string) => {
  try {
    return Boolean(name && new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    // Intl says "unknown" by throwing; the account then keeps its default.
    return false
  }
}

const signUp = async (context: VisitorContext, form: Static<typeof SignUpForm>) => {
  const { core, request } = context
  const { name, email, password, time_zone } = form
  try {
    await spend(core, 'address', request)
    const user = await core.account.signUp({ email, password, ...(name && { name }) }, addressOf(request))
    await keepTimeZone(context, user, time_zone)
    return await enter(context, user, '/chat')
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    return signUpPage(context, form, problem)
  }
}

/** The browser’s own zone, which a script has put into the form: “tomorrow” is a day there, not in UTC. */
const keepTimeZone = async ({ core, request }: VisitorContext, user: User, time_zone: string) => {
  if (!isTimeZone(time_zone)) return
  const caller = await core.account.callerOfClaims(await core.account.newClaims(user.id))
  await core.account.change(caller, { time_zone }, addressOf(request))
}

/** The next user of this browser must not receive this person’s reminders. */
const signOut = async ({ core, request }: VisitorContext) => {
  const set: ReplyHeaders = { headers: {} }
  const caller = await personOf(core, request)
  if (caller) await core.push.forgetLogin(caller, caller.credential_id)
  await clearLoginCookie(core, request, set)
  return seeOther('/signin?said=signed_out', cookieOf(set))
}

/** Who is signed in already needs none of these pages. */
const unlessSignedIn = async (context: VisitorContext, show: (context: VisitorContext) => Promise<Response>) =>
  (await personOf(context.core, context.request)) ? seeOther('/') : show(context)

export const signInRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/sign-in' })
    .get('/signin', ({ request }) => unlessSignedIn({ ...options, request }, signInPage))
    .get('/signup', ({ request }) =>
      unlessSignedIn({ ...options, request }, async (context) => {
        if ((await context.core.account.signupMode()) === 'closed')
          throw new AppError('signup_closed', 'New accounts are not being made here.')
        return signUpPage(context)
      }),
    )
    .post('/signin', ({ request, body }) => signIn({ ...options, request }, body), { body: SignInForm })
    .post('/signup', ({ request, body }) => signUp({ ...options, request }, body), { body: SignUpForm })
    .post('/signout', ({ request }) => signOut({ ...options, request }))
