/** `/auth`: making an account, entering, leaving, and one's own profile. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { Erasure, Profile, ProfileChange, SignIn, SignUp, Usage, User } from '../../account/schema.ts'
import { AccountExport } from '../../export.ts'
import { strict } from '../../lib/json-schema.ts'
import { declared } from '../../validate.ts'
import { type AuthCore, auth } from '../auth/auth.ts'
import { bearerOf } from '../auth/bearer.ts'
import { addressOf } from '../http/context.ts'
import { longJson } from '../http/long-json.ts'
import { type LimitCore, limits } from '../http/rate-limit.ts'
import { json, nothing, operation } from './operation.ts'

const Entry = Type.Object(
  {
    access_token: Type.String(),
    token_type: Type.Literal('Bearer'),
    expires_in: Type.Integer({ description: 'Seconds.' }),
    user: User,
  },
  strict,
)

const persons = { caller: 'person', limit: 'tasks' } as const
const callers = { caller: true, limit: 'tasks' } as const
const strangers = { limit: 'address' } as const

/** What each route takes and says. Used as copies, because Elysia writes into what it is given. */
const ROUTES = {
  signUp: {
    ...strangers,
    body: declared(SignUp),
    detail: operation({
      id: 'signUp',
      tag: 'auth',
      summary: 'Make an account; answers with a token',
      answers: { 201: json('The new account and a token for it.', Entry, 'Location') },
      errors: ['email_taken', 'signup_closed'],
    }),
  },
  signIn: {
    ...strangers,
    body: declared(SignIn),
    detail: operation({
      id: 'signIn',
      tag: 'auth',
      summary: 'Sign in; answers with a token',
      answers: { 200: json('The account and a token for it.', Entry) },
      errors: ['invalid_credentials', 'forbidden'],
    }),
  },
  signOut: {
    ...persons,
    detail: operation({
      id: 'signOut',
      tag: 'auth',
      summary: 'Revoke the token of this request',
      answers: { 204: nothing('The token no longer works.') },
    }),
  },
  showAccount: {
    ...callers,
    detail: operation({
      id: 'showAccount',
      tag: 'auth',
      summary: 'Who is calling',
      answers: { 200: json('The account.', Profile) },
    }),
  },
  changeAccount: {
    ...persons,
    body: declared(ProfileChange),
    detail: operation({
      id: 'changeAccount',
      tag: 'auth',
      summary: 'Change name, time zone, preferences or password',
      description: 'A new password ends every token and cookie, also the one used for this.',
      answers: { 200: json('The account as it is now.', Profile) },
      errors: ['wrong_password', 'conflict'],
    }),
  },
  deleteAccount: {
    ...persons,
    body: Type.Optional(declared(Erasure)),
    detail: operation({
      id: 'deleteAccount',
      tag: 'auth',
      summary: 'Erase the account and all its data',
      answers: { 204: nothing('Nothing of the account is left.') },
      errors: ['wrong_password'],
    }),
  },
  showUsage: {
    ...callers,
    detail: operation({
      id: 'showUsage',
      tag: 'auth',
      summary: 'Model tokens by day, and what is left of today’s',
      answers: { 200: json('What was spent.', Usage) },
    }),
  },
  exportAccount: {
    ...persons,
    limit: 'pages' as const,
    detail: operation({
      id: 'exportAccount',
      tag: 'auth',
      summary: 'Everything about the account as one JSON file',
      answers: { 200: json('The whole of it.', AccountExport) },
    }),
  },
}

export const authRoutes = (core: AuthCore & LimitCore) => {
  const { account } = core
  const entry = async (user: User) => ({
    access_token: await bearerOf(account).newToken(user.id),
    token_type: 'Bearer',
    expires_in: account.settings.jwt_expiration_seconds,
    user,
  })

  return new Elysia({ name: 'rest/auth', prefix: '/auth', normalize: false })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/signup',
      async ({ body, request, set, status }) => {
        const made = await entry(await account.signUp(body, addressOf(request)))
        set.headers.location = '/api/v1/auth/me'
        return status(201, made)
      },
      { ...ROUTES.signUp },
    )
    .post('/signin', async ({ body, request }) => entry(await account.signIn(body, addressOf(request))), {
      ...ROUTES.signIn,
    })
    .post(
      '/signout',
      async ({ caller, expires_at, status }) => {
        if (expires_at) await account.revoke(caller, expires_at)
        return status(204, undefined)
      },
      { ...ROUTES.signOut },
    )
    .get('/me/usage', ({ caller }) => account.usage(caller), { ...ROUTES.showUsage })
    .get('/me', ({ caller }) => account.me(caller), { ...ROUTES.showAccount })
    .patch('/me', ({ caller, body, request }) => account.change(caller, body, addressOf(request)), {
      ...ROUTES.changeAccount,
    })
    .delete(
      '/me',
      async ({ caller, body, request, status }) => {
        await account.eraseOwn(caller, body ?? {}, addressOf(request))
        return status(204, undefined)
      },
      { ...ROUTES.deleteAccount },
    )
    .get(
      '/me/export',
      async ({ caller }) =>
        longJson(await account.exported(caller), {
          'content-disposition': 'attachment; filename="todochat-export.json"',
        }),
      { ...ROUTES.exportAccount },
    )
}
