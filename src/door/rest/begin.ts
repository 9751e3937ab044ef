/** REST: where to begin. `/api/v1` itself names the release and where the API is described. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Core } from '../../core.ts'
import { strict } from '../../lib/json-schema.ts'
import { json, operation } from './operation.ts'

const Beginning = Type.Object(
  {
    name: Type.Literal('TodoChat'),
    version: Type.String(),
    documentation: Type.Literal('/docs'),
    openapi: Type.Literal('/openapi.json'),
  },
  strict,
)

const detail = operation({
  id: 'showBeginning',
  tag: 'start',
  summary: 'The release, and where this API is described',
  answers: { 200: json('Where to read on.', Beginning) },
})

export const begin = ({ health }: Pick<Core, 'health'>) =>
  new Elysia({ name: 'rest/begin' }).get(
    '/',
    () => ({ name: 'TodoChat', version: health.version, documentation: '/docs', openapi: '/openapi.json' }),
    { detail },
  )
