import { expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { rest } from '../../../src/door/rest/index.ts'
import { testGate } from '../../support/gate.ts'

const strict = { additionalProperties: false }
const Body = Type.Object({ title: Type.String() }, strict)
const module = (prefix: string) =>
  new Elysia({ name: `rest${prefix}`, prefix })
    .get('/', () => ({ prefix }))
    .post('/', ({ body }) => body, { body: Body })

const gate = testGate(
  {},
  { doors: [rest({ v1: [module('/tasks'), module('/chatkit/sessions')], plain: [module('/api/:user_id/tasks')] })] },
)

test.each([
  ['/api/v1/tasks', '/tasks'],
  ['/api/v1/chatkit/sessions', '/chatkit/sessions'],
  ['/api/ada/tasks', '/api/:user_id/tasks'],
])('%s is the module of %s', async (path, prefix) => {
  expect((await gate.ask('GET', path)).json as unknown).toEqual({ prefix })
})

test.each([['/tasks'], ['/api/v1/api/ada/tasks'], ['/api/v1/v1/tasks'], ['/api/chatkit/sessions']])(
  '%s is nothing',
  async (path) => {
    expect((await gate.ask('GET', path)).json.error?.code).toBe('not_found')
  },
)

test.each([['/api/v1/tasks'], ['/api/ada/tasks']])(
  '%s refuses unknown fields, however its module was made',
  async (path) => {
    expect((await gate.ask('POST', path, { body: { title: 'x' } })).json as unknown).toEqual({ title: 'x' })
    const refused = await gate.ask('POST', path, { body: { title: 'x', user_id: 'y' } })
    expect([refused.status, refused.json.error?.details]).toEqual([
      400,
      [{ path: '/user_id', message: 'The field user_id is not known here.' }],
    ])
  },
)
