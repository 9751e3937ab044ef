/** `/auth`: making an account, entering, leaving, and one's own profile. */
import { Elysia } from 'elysia'
import { ProfileChange, SignIn, SignUp, type User } from '../../account/schema.ts'
import { type AuthCore, auth } from '../plugin/auth.ts'
import { bearerOf } from '../plugin/auth-bearer.ts'
import { addressOf } from '../plugin/facts.ts'
import { type LimitCore, limits } from '../plugin/limits.ts'

const tags = ['auth']

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
    .post('/signup', async ({ body, status }) => status(201, await entry(await account.signUp(body))), {
      limit: 'address',
      body: SignUp,
      detail: { summary: 'Make an account; answers with a token', tags },
    })
    .post('/signin', async ({ body, request }) => entry(await account.signIn(body, addressOf(request))), {
      limit: 'address',
      body: SignIn,
      detail: { summary: 'Sign in; answers with a token', tags },
    })
    .post(
      '/signout',
      async ({ caller, expires_at, status }) => {
        if (expires_at) await account.revoke(caller, expires_at)
        return status(204, undefined)
      },
      { caller: 'person', detail: { summary: 'Revoke the token of this request', tags } },
    )
    .get('/me', ({ caller }) => account.me(caller), {
      caller: true,
      detail: { summary: 'Who is calling', tags },
    })
    .patch('/me', ({ caller, body, request }) => account.change(caller, body, addressOf(request)), {
      caller: 'person',
      body: ProfileChange,
      detail: { summary: 'Change name, time zone or password; a new password ends all tokens and cookies', tags },
    })
    .delete(
      '/me',
      async ({ caller, status }) => {
        await account.erase(caller)
        return status(204, undefined)
      },
      { caller: 'person', detail: { summary: 'Erase the account and all its data', tags } },
    )
    .get(
      '/me/export',
      ({ caller, set }) => {
        set.headers['content-disposition'] = 'attachment; filename="todochat-export.json"'
        return account.exported(caller)
      },
      { caller: 'person', detail: { summary: 'Everything about the account as one JSON file', tags } },
    )
}
