/** The document of the API: valid for others, complete for us, and about the very routes that are served. */
import { afterAll, describe, expect, test } from 'bun:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import type { Document } from '../../../src/door/openapi/document.ts'
import { ERROR_CODES } from '../../../src/errors.ts'
import { testApp } from '../../support/app.ts'

type OperationObject = Document['paths'][string][string]
const it = await testApp()
afterAll(() => it.close())

const served = await it.call('GET', '/openapi.json')
const text = await served.text()
const document: Document = JSON.parse(text)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, OperationObject] => [
    `${method.toUpperCase()} ${path}`,
    operation,
  ]),
)

test('is valid OpenAPI 3.1 for a validator of others', async () => {
  expect(document.openapi).toBe('3.1.1')
  expect(await new Validator().validate(JSON.parse(text))).toEqual({ valid: true })
  const broken = JSON.parse(text)
  delete broken.info.title
  expect((await new Validator().validate(broken)).valid).toBe(false)
})

test('points at nothing that is not there, and holds nothing that nobody points at', () => {
  const pointed = new Set([...text.matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(([, name]) => name))
  const there = Object.entries(document.components).flatMap(([kind, named]) =>
    Object.keys(named).map((name) => `${kind}/${name}`),
  )
  expect([...pointed].filter((name) => !there.includes(name ?? ''))).toEqual([])
  expect(there.filter((name) => !pointed.has(name) && name.startsWith('schemas/'))).toEqual([])
})

test('names every route under /api, and no other', () => {
  const routes = it.app.routes
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ method, path }) => `${method} ${path.replace(/\/$/, '').replace(/:(\w+)/g, '{$1}')}`)
  expect(operations.map(([name]) => name).sort()).toEqual(routes.sort())
})

describe('every operation', () => {
  test('has a name of its own', () => {
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(operations.length)
    expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id ?? ''))).toEqual([])
  })

  test.each(operations)('%s says what it does, who may, and what comes of it', (_, operation) => {
    const { summary, tags, responses, security } = operation
    expect(summary).toMatch(/^[A-Z].{4,90}$/)
    expect(document.tags.map(({ name }) => name)).toContain(tags?.[0] ?? '')
    expect(security).toBeArray()
    const statuses = Object.keys(responses)
    expect(statuses.filter((status) => status.startsWith('2'))).not.toEqual([])
    for (const status of ['500', '503', ...(security?.length ? ['401', '429'] : [])]) expect(statuses).toContain(status)
  })
})

test('lists every code of an error', () => {
  expect(document.components.schemas?.Error).toMatchObject({
    properties: { error: { properties: { code: { enum: [...ERROR_CODES] } } } },
  })
})

test('tells which scope an access token needs, and what strangers may call', () => {
  const find = (name: string) => operations.find(([one]) => one === name)?.[1]
  expect(find('GET /api/v1/tasks')?.security).toEqual([{ bearer: ['tasks:read'] }])
  expect(find('DELETE /api/v1/auth/me')?.security).toEqual([{ bearer: [] }])
  expect(find('POST /api/v1/auth/signin')?.security).toEqual([])
})

test('describes a run as a stream of events and as JSON', () => {
  const run = document.paths['/api/v1/chatkit/sessions/{id}/threads/{tid}/runs']?.post
  const answer = run?.responses['200']
  expect(answer && 'content' in answer && Object.keys(answer.content ?? {})).toEqual([
    'text/event-stream',
    'application/json',
  ])
  expect(run?.parameters).toContainEqual({ $ref: '#/components/parameters/Idempotency-Key' })
})
