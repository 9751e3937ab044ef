/** `/auth/tokens`: personal access tokens of programs. A program cannot make itself another token. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { AccessToken, FreshAccessToken, NewAccessToken } from '../../account/schema.ts'
import { pageAs, pageBody } from '../../lib/json-schema.ts'
import { declared } from '../../validate.ts'
import { type AuthCore, auth } from '../auth/auth.ts'
import { type LimitCore, limits } from '../http/rate-limit.ts'
import { json, nothing, operation } from './operation.ts'
import { PageQuery, queryOf } from './query.ts'

const OPERATIONS = {
  createAccessToken: operation({
    id: 'createAccessToken',
    tag: 'auth',
    summary: 'Make an access token',
    description: 'The only answer that shows the token itself.',
    answers: { 201: json('The new token.', FreshAccessToken, 'Location') },
    errors: ['conflict'],
  }),
  listAccessTokens: operation({
    id: 'listAccessTokens',
    tag: 'auth',
    summary: 'Access tokens, newest first',
    answers: { 200: json('One page of tokens.', pageAs('tokens', AccessToken)) },
    errors: ['bad_cursor'],
  }),
  deleteAccessToken: operation({
    id: 'deleteAccessToken',
    tag: 'auth',
    summary: 'End an access token at once',
    answers: { 204: nothing('The token no longer works.') },
    errors: ['not_found'],
  }),
}

export const accessTokenRoutes = (core: AuthCore & LimitCore) => {
  const { account } = core
  return new Elysia({ name: 'rest/access-tokens', prefix: '/auth/tokens', normalize: false })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/',
      async ({ caller, body, set, status }) => {
        const made = await account.createAccessToken(caller, body)
        set.headers.location = `/api/v1/auth/tokens/${made.id}`
        return status(201, made)
      },
      {
        caller: 'person',
        limit: 'tasks',
        body: declared(NewAccessToken),
        detail: OPERATIONS.createAccessToken,
      },
    )
    .get(
      '/',
      async ({ caller, query }) => {
        return pageBody('tokens', await account.accessTokens(caller, queryOf(query)))
      },
      {
        caller: 'person',
        limit: 'tasks',
        query: Type.Object(PageQuery),
        detail: OPERATIONS.listAccessTokens,
      },
    )
    .delete(
      '/:id',
      async ({ caller, params, status }) => {
        await account.removeAccessToken(caller, params.id)
        return status(204, undefined)
      },
      {
        caller: 'person',
        limit: 'tasks',
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        detail: OPERATIONS.deleteAccessToken,
      },
    )
}
