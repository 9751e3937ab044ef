/** `/auth/tokens`: personal access tokens of programs. A program cannot make itself another token. */
import { Elysia, t } from 'elysia'
import { NewAccessToken } from '../../account/schema.ts'
import { type AuthCore, auth } from '../plugin/auth.ts'
import { PageQuery, queryOf } from './query.ts'

const tags = ['auth']

export const accessTokenRoutes = ({ account }: AuthCore) =>
  new Elysia({ name: 'rest/access-tokens', prefix: '/auth/tokens', normalize: false })
    .use(auth({ account }))
    .post('/', async ({ caller, body, status }) => status(201, await account.createAccessToken(caller, body)), {
      caller: 'person',
      body: NewAccessToken,
      detail: { summary: 'Make an access token; the only answer that shows it', tags },
    })
    .get(
      '/',
      async ({ caller, query }) => {
        const { data, ...page } = await account.accessTokens(caller, queryOf(query))
        return { tokens: data, ...page }
      },
      { caller: 'person', query: t.Object(PageQuery), detail: { summary: 'Access tokens, newest first', tags } },
    )
    .delete(
      '/:id',
      async ({ caller, params, status }) => {
        await account.removeAccessToken(caller, params.id)
        return status(204, undefined)
      },
      {
        caller: 'person',
        params: t.Object({ id: t.String({ maxLength: 64 }) }),
        detail: { summary: 'End an access token at once', tags },
      },
    )
