/** No stream outlives its credential, on any door: it ends without a word of the run’s end, and coming back is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { bearerOf } from '../../../src/door/auth/bearer.ts'
import { bearerHolds, cookieHolds } from '../../../src/door/auth/still-valid.ts'
import { accessToken, type Member, member } from '../../matrix/credentials.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { modern } from '../mcp/support.ts'

/** Words come so slowly that an answer outlasts the look at its reader’s credential. */
const PACE_MS = 150
const HELP = { content: [{ type: 'input_text', text: 'help' }] }

let it: TestApp
beforeAll(async () => {
  it = await testApp({ pace_ms: PACE_MS })
})
afterAll(() => it.close())

const newSession = async ({ token }: Member) => {
  const made = await it.call('POST', '/api/v1/chatkit/sessions', { token })
  return ((await made.json()) as { id: string }).id
}
const runs = (id: string) => `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`

interface Opened {
  who: Member
  /** A stream that goes on for long. */
  response: Response
  /** Ends the credential that it was opened with. */
  end: () => Promise<unknown>
  again: () => Promise<Response>
}

const bySignOut = async (): Promise<Opened> => {
  const who = await member(it, 'ada')
  const token = await bearerOf(it.core.account).newToken(who.id)
  const path = runs(await newSession(who))
  const ask = () => it.call('POST', path, { token, body: { message: HELP } })
  return { who, response: await ask(), end: () => it.call('POST', '/api/v1/auth/signout', { token }), again: ask }
}
const byRevocation = async (): Promise<Opened> => {
  const who = await member(it, 'ada')
  const { id, token } = await accessToken(it, who, ['chat'])
  const input = { ...HELP, attachments: [], inference_options: {} }
  const ask = () => it.call('POST', '/chatkit', { token, body: { type: 'threads.create', params: { input } } })
  const end = () => it.call('DELETE', `/api/v1/auth/tokens/${id}`, { token: who.token })
  return { who, response: await ask(), end, again: ask }
}
const ofAnAgent = async (): Promise<Opened> => {
  const who = await member(it, 'ada')
  const { id, token } = await accessToken(it, who, ['tasks:read'])
  const { body, headers } = modern('subscriptions/listen', { notifications: { resourcesListChanged: true } })
  const ask = () =>
    it.call('POST', '/mcp', { token, body, headers: { ...headers, accept: 'application/json, text/event-stream' } })
  const end = () => it.call('DELETE', `/api/v1/auth/tokens/${id}`, { token: who.token })
  return { who, response: await ask(), end, again: ask }
}
const ofAPage = async (): Promise<Opened> => {
  const who = await member(it, 'ada')
  const session = await newSession(who)
  const started = await it.call('POST', runs(session), { token: who.token, body: { message: HELP } })
  const run_id = started.headers.get('x-run-id') ?? ''
  await started.body?.cancel()
  const value = await it.core.account.startLogin(who.id, 'test')
  const headers = { cookie: `todochat=${value}`, accept: 'text/event-stream', 'hx-request': 'true' }
  const ask = () => it.call('GET', `/chat/${session}/runs/${run_id}/stream`, { headers })
  return { who, response: await ask(), end: () => it.core.account.endLogin(value), again: ask }
}

const DOORS: [string, () => Promise<Opened>][] = [
  ['an answer over REST, signed out', bySignOut],
  ['an answer over ChatKit, token revoked', byRevocation],
  ['changes over MCP, token revoked', ofAnAgent],
  ['an answer in a page, browser signed out', ofAPage],
]

describe('a stream ends with its credential', () => {
  test.concurrent.each(DOORS)('%s', async (_, open) => {
    const { response, end, again } = await open()
    expect(response.status).toBe(200)
    await end()
    const text = await response.text()
    expect(text).not.toContain('run.done')
    expect((await again()).status).toBe(401)
  })
})

test('an agent hears no change that comes after its token was revoked', async () => {
  const { who, response, end } = await ofAnAgent()
  await end()
  await it.call('POST', '/api/v1/tasks', { token: who.token, body: { title: 'the secret doctor' } })
  expect(await response.text()).not.toContain('list_changed')
})

describe('a credential', () => {
  const request = (headers: Record<string, string>) => new Request('http://localhost/', { headers })

  test('in the header holds until it is ended', async () => {
    const who = await member(it, 'ada')
    const holds = bearerHolds(it.core, request({ authorization: `Bearer ${who.token}` }))
    expect(await holds()).toBe(true)
    await it.call('POST', '/api/v1/auth/signout', { token: who.token })
    expect(await holds()).toBe(false)
  })

  test('in a cookie too', async () => {
    const who = await member(it, 'ada')
    const value = await it.core.account.startLogin(who.id, 'test')
    const holds = cookieHolds(it.core, request({ cookie: `todochat=${value}` }))
    expect(await holds()).toBe(true)
    await it.core.account.endLogin(value)
    expect(await holds()).toBe(false)
  })
})
