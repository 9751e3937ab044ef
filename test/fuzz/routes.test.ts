/**
 * Every route of `/openapi.json` with values made from its schemas: no 500, the envelope right (each answer is held against
 * the document by `it.call`), and none over its bound. A failure prints its seed and the smallest request that shows it.
 * `bun run fuzz` asks longer, from another seed each time.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Member, member } from '../matrix/credentials.ts'
import { type Belongings, belongingsOf } from '../matrix/routes.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { HOSTILE_TEXTS, type Schema, valueFor, wordFor } from './values.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 12)
/** The suite asks the same every time; a seed that found something is given by the setting. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121)
const ROUTE_MS = 600_000

const ERROR_MAX_CHARS = 16_384
const ANSWER_MAX_CHARS = 1_000_000
const HTTP_METHODS = ['get', 'post', 'patch', 'delete']

interface Parameter {
  name: string
  in: string
  schema: Schema
}
interface Described {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
interface Route {
  name: string
  method: string
  path: string
  parameters: Parameter[]
  bodies: [type: string, schema: Schema][]
}

let it: TestApp
let ada: Belongings
let schemas: Record<string, Schema> = {}

const routesOf = (paths: Record<string, Record<string, Described>>): Route[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    HTTP_METHODS.flatMap((method): Route[] => {
      const found = operations[method]
      if (!found) return []
      const bodies = Object.entries(found.requestBody?.content ?? {}).map(
        ([type, { schema }]) => [type, schema] as [string, Schema],
      )
      return [
        {
          name: `${method.toUpperCase()} ${path}`,
          method: method.toUpperCase(),
          path,
          parameters: found.parameters ?? [],
          bodies,
        },
      ]
    }),
  )

/** Of its own app, because tests are named before anything is begun. */
const described = await (async () => {
  const app = await testApp()
  const document = await (await app.call('GET', '/openapi.json')).json()
  await app.close()
  return document as {
    paths: Record<string, Record<string, Described>>
    components: { schemas: Record<string, Schema> }
  }
})()

const signIn = async () => {
  ada = await belongingsOf(it, await member(it, 'ada'))
}
beforeAll(async () => {
  console.log(`fuzz: seed ${SEED}, ${RUNS} requests a route`)
  schemas = described.components.schemas
  it = await testApp()
  await signIn()
})
afterAll(() => it.close())

/** Mostly what there is: a route that never finds anything is not tried. */
const known = ({ who, session, run, confirmation, token }: Belongings, path: string, name: string): string =>
  ({ user_id: who.id, tid: session, rid: run })[name] ??
  (path.includes('/sessions/')
    ? session
    : path.includes('/confirmations/')
      ? confirmation
      : path.includes('/auth/')
        ? token
        : '1')

interface Asked {
  path: string
  query: string
  headers: Record<string, string>
  body: string | undefined
}

const bodyFor = ([type, schema]: [string, Schema]) =>
  type === 'application/json'
    ? valueFor(schema, schemas).map((value) => JSON.stringify(value) ?? '')
    : fc.oneof(fc.string({ maxLength: 500 }), fc.constantFrom(...HOSTILE_TEXTS, 'title,due\nmilk,2026-01-01\n'))

const partFor = (route: Route, { name, schema }: Parameter) =>
  fc
    .oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: wordFor(schema, schemas) })
    .map((word) => encodeURIComponent((word ?? known(ada, route.path, name)) || 'x'))

const askFor = (route: Route): fc.Arbitrary<Asked> => {
  const within = (place: string) => route.parameters.filter((one) => one.in === place)
  const path = fc.record(Object.fromEntries(within('path').map((one) => [one.name, partFor(route, one)])))
  const words = (place: string) =>
    fc.record(Object.fromEntries(within(place).map(({ name, schema }) => [name, wordFor(schema, schemas)])), {
      requiredKeys: [],
    })
  const bodies = route.bodies.map((one) => bodyFor(one).map((body) => ({ type: one[0], body })))
  return fc
    .record({
      path,
      query: words('query'),
      headers: words('header'),
      sent: bodies.length ? fc.oneof(...bodies) : fc.constant(undefined),
    })
    .map(({ path, query, headers, sent }) => ({
      path: route.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? 'x'),
      query: new URLSearchParams(query as Record<string, string>).toString(),
      headers: {
        // Header values are bytes without line ends; anything else no client can send.
        ...Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [
            name,
            String(value)
              .replace(/[^ -~]/g, '?')
              .trim(),
          ]),
        ),
        ...(sent && { 'content-type': sent.type }),
      },
      body: sent?.body,
    }))
}

const ask = async (route: Route, { path, query, headers, body }: Asked, { token }: Member) => {
  const sent = { token, headers, ...(body !== undefined && { body }) }
  const response = await it.call(route.method, query ? `${path}?${query}` : path, sent)
  return { status: response.status, text: await response.text() }
}

const holds = async (route: Route, asked: Asked) => {
  const { status, text } = await ask(route, asked, ada.who)
  // Signed out or erased by what was asked before: somebody new goes on.
  if (status === 401) await signIn()
  const most = status >= 400 ? ERROR_MAX_CHARS : ANSWER_MAX_CHARS
  expect([route.name, asked, status < 500, text.length <= most]).toEqual([route.name, asked, true, true])
  expect(text).not.toMatch(/node_modules|\bat \/|select .* from |Error: /)
}

describe('any request that its schema suggests is answered', () => {
  for (const route of routesOf(described.paths))
    test(
      route.name,
      () =>
        fc.assert(
          fc.asyncProperty(askFor(route), (asked) => holds(route, asked)),
          { numRuns: RUNS, seed: SEED },
        ),
      ROUTE_MS,
    )
})
