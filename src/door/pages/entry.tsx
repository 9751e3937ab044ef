/** Signing up, in and out by form. */
import { Elysia } from 'elysia'
import { SignInPage } from '../../../views/signin.tsx'
import { SignUpPage } from '../../../views/signup.tsx'
import type { User } from '../../account/schema.ts'
import type { Config } from '../../config.ts'
import type { Core } from '../../core.ts'
import { AppError } from '../../errors.ts'
import { clearLoginCookie, type ReplyHeaders, setLoginCookie } from '../plugin/cookie.ts'
import { addressOf } from '../plugin/facts.ts'
import { spend } from '../plugin/limits.ts'
import { field, mendable, problemAt, sentenceOf } from './form.ts'
import { personOf } from './person.ts'
import { page, safePath, seeOther } from './reply.ts'
import { strangerShell } from './shell.ts'

/** The new cookie as a header of our own answer. */
const cookieOf = ({ headers }: ReplyHeaders): Record<string, string> => ({
  'set-cookie': String(headers['set-cookie']),
})

const enter = async (core: Core, request: Request, user: User, path: string) => {
  const set: ReplyHeaders = { headers: {} }
  await setLoginCookie(core, request, set, user.id)
  return seeOther(path, cookieOf(set))
}

const nextOf = (request: Request) =>
  safePath(field(request, 'next')) ?? safePath(new URL(request.url).searchParams.get('next'))

const signInPage = (config: Config, request: Request, problem?: ReturnType<typeof mendable>) =>
  page(
    request,
    <SignInPage
      shell={strangerShell(request)}
      next={nextOf(request)}
      email={field(request, 'email') || undefined}
      error={problem && sentenceOf(problem.error)}
      signup_open={config.SIGNUP === 'open'}
    />,
    problem,
  )

const signIn = async (core: Core, config: Config, request: Request) => {
  try {
    await spend(core, 'address', request)
    const typed = { email: field(request, 'email'), password: field(request, 'password') }
    const user = await core.account.signIn(typed, addressOf(request))
    return await enter(core, request, user, nextOf(request) ?? '/')
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    return signInPage(config, request, problem)
  }
}

const signUpPage = (request: Request, problem?: ReturnType<typeof mendable>) => {
  const at = (name: string) => problem && problemAt(problem.error, `/${name}`)
  const errors = { name: at('name'), email: at('email'), password: at('password') }
  const general = problem && !Object.values(errors).some(Boolean) ? sentenceOf(problem.error) : undefined
  return page(
    request,
    <SignUpPage
      shell={strangerShell(request)}
      name={field(request, 'name') || undefined}
      email={field(request, 'email') || undefined}
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

const signUp = async (core: Core, request: Request) => {
  try {
    await spend(core, 'address', request)
    const name = field(request, 'name')
    const typed = { email: field(request, 'email'), password: field(request, 'password'), ...(name && { name }) }
    const user = await core.account.signUp(typed)
    await keepTimeZone(core, request, user)
    return await enter(core, request, user, '/chat')
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    return signUpPage(request, problem)
  }
}

/** The browser’s own zone, which a script has put into the form: “tomorrow” is a day there, not in UTC. */
const keepTimeZone = async (core: Core, request: Request, user: User) => {
  const time_zone = field(request, 'time_zone')
  if (!isTimeZone(time_zone)) return
  const caller = await core.account.callerOfClaims(await core.account.newClaims(user.id))
  await core.account.change(caller, { time_zone }, addressOf(request))
}

const signOut = async (core: Core, request: Request) => {
  const set: ReplyHeaders = { headers: {} }
  await clearLoginCookie(core, request, set)
  return seeOther('/signin?said=signed_out', cookieOf(set))
}

export const entryRoutes = (core: Core, config: Config) =>
  new Elysia({ name: 'pages/entry' })
    .get('/signin', async ({ request }) =>
      (await personOf(core, request)) ? seeOther('/') : signInPage(config, request),
    )
    .get('/signup', async ({ request }) => {
      if (await personOf(core, request)) return seeOther('/')
      if (config.SIGNUP === 'closed') throw new AppError('signup_closed', 'New accounts are not being made here.')
      return signUpPage(request)
    })
    .post('/signin', ({ request }) => signIn(core, config, request))
    .post('/signup', ({ request }) => signUp(core, request))
    .post('/signout', ({ request }) => signOut(core, request))
