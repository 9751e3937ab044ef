/**
 * What the API really answers, one answer of each kind, with whatever differs from run to run made plain: the examples of
 * the document. `bun test/support/recorded.ts` writes them; a test holds the file equal.
 */
import { join } from 'node:path'
import { newReader } from '../push/reader.ts'
import { type Call, type TestApp, testApp } from './app.ts'
import { ROOT } from './source.ts'

export const EXAMPLES = join(ROOT, 'src/door/openapi/examples.json')

const SESSIONS = '/api/v1/chatkit/sessions'
const TASKS = '/api/v1/tasks'

// biome-ignore lint/suspicious/noExplicitAny: whatever an operation answers
type Json = any
type Recorded = Record<string, Json>

/** Ids, instants and secrets in order of appearance, so that two runs read the same. */
const plain = () => {
  const ids = new Map<string, string>()
  const idOf = (id: string) => {
    const known = ids.get(id) ?? `01990000-0000-7000-8000-${String(ids.size + 1).padStart(12, '0')}`
    ids.set(id, known)
    return known
  }
  return (text: string) =>
    text
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, idOf)
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2026-05-04T09:30:00.000Z')
      .replace(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g, 'eyJhbGciOiJIUzI1NiJ9…')
      .replace(/(tdc_|whsec_)[\w+/=-]+/g, '$1…')
      .replace(/\/feed\/[\w-]+\.ics/g, '/feed/….ics')
      .replace(/"public_key":"[\w-]+"/g, '"public_key":"BNcRdreALRFXTkOOUH…"')
      .replace(/call_[0-9a-f]{32}/g, 'call_1')
      .replace(/"(duration_ms)":\d+/g, '"$1":2')
      .replace(/"day":"[\d-]+"/g, '"day":"2026-05-04"')
      .replace(/"version":"[^"]+"/g, '"version":"1.0.0"')
}

/** Calls in a row as one person; what is named is kept. */
const recorder = (it: TestApp) => {
  const kept: Recorded = {}
  const simple = plain()
  const call = async (name: string, method: string, path: string, given: Call = {}): Promise<Json> => {
    const response = await it.call(method, path, given)
    const text = await response.text()
    const answer = text.startsWith('{') ? JSON.parse(text) : undefined
    if (response.ok === (name === 'Error')) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    if (name && answer === undefined) throw new Error(`${method} ${path} answered nothing`)
    if (name) kept[name] ??= JSON.parse(simple(text))
    return answer
  }
  return { kept, call }
}
type Calls = ReturnType<typeof recorder>['call']

const account = { email: 'ada@example.org', password: 'correct horse battery', name: 'Ada' }

const credentials = async (call: Calls) => {
  await call('showBeginning', 'GET', '/api/v1')
  const { access_token: token } = await call('signUp', 'POST', '/api/v1/auth/signup', { body: account })
  const { email, password } = account
  await call('signIn', 'POST', '/api/v1/auth/signin', { body: { email, password } })
  await call('Error', 'POST', TASKS, { token, body: { titel: 'Buy milk' } })
  await call('Profile', 'GET', '/api/v1/auth/me', { token })
  await call('showUsage', 'GET', '/api/v1/auth/me/usage', { token })
  const body = { name: 'my script', scopes: ['chat', 'tasks:read', 'tasks:write'] }
  const { token: agent } = await call('FreshAccessToken', 'POST', '/api/v1/auth/tokens', { token, body })
  await call('listAccessTokens', 'GET', '/api/v1/auth/tokens', { token })
  await call('makeFeed', 'POST', '/api/v1/auth/me/feed', { token })
  const push = { endpoint: 'https://push.example/send/a', expirationTime: null, keys: newReader().given }
  await call('subscribeToPush', 'POST', '/api/v1/auth/me/push', { token, body: push })
  await call('listPushSubscriptions', 'GET', '/api/v1/auth/me/push', { token })
  return { token, agent }
}

const webhooks = async (call: Calls, token: string) => {
  const body = { url: 'https://example.org/hook', events: ['task.created'] }
  const { id } = await call('createWebhook', 'POST', '/api/v1/webhooks', { token, body })
  await call('listWebhooks', 'GET', '/api/v1/webhooks', { token })
  await call('listWebhookDeliveries', 'GET', `/api/v1/webhooks/${id}/deliveries`, { token })
  await call('', 'DELETE', `/api/v1/webhooks/${id}`, { token })
}

const chats = async (call: Calls, token: string) => {
  const { id } = await call('Session', 'POST', SESSIONS, { token, body: { title: 'Errands' } })
  await call('showThread', 'POST', `${SESSIONS}/${id}/threads`, { token })
  const runs = `${SESSIONS}/${id}/threads/${id}/runs`
  const send = (name: string, text: string) => {
    const body = { message: { content: [{ type: 'input_text', text }] } }
    return call(name, 'POST', runs, { token, body, headers: { accept: 'application/json' } })
  }
  const { id: run } = await send('Run', 'add buy milk')
  await call('listSessions', 'GET', SESSIONS, { token })
  await call('showSession', 'GET', `${SESSIONS}/${id}`, { token })
  await call('undoRun', 'POST', `${runs}/${run}/undo`, { token })
  await call('', 'POST', `${TASKS}/redo`, { token })
  const { id: asking } = await send('', 'delete milk')
  await call('listConfirmations', 'GET', '/api/v1/confirmations', { token })
  await call('settleRunConfirmation', 'POST', `${runs}/${asking}/confirm`, { token, body: { approve: false } })
  await call('deleteSession', 'DELETE', `${SESSIONS}/${id}`, { token })
  const me = await call('', 'GET', '/api/v1/auth/me', { token })
  await call('chat', 'POST', `/api/${me.id}/chat`, { token, body: { message: 'add call mum' } })
}

const tasks = async (call: Calls, token: string, agent: string) => {
  const body = { title: 'Pay the rent', due_on: '2099-05-01', due_time: '09:00', tags: ['home'] }
  const { id } = await call('Task', 'POST', TASKS, { token, body })
  await call('listTasks', 'GET', `${TASKS}?limit=1&tag=home`, { token })
  await call('', 'PATCH', `${TASKS}/${id}`, { token, body: { priority: 'high' } })
  await call('showTaskHistory', 'GET', `${TASKS}/${id}/history?limit=1`, { token })
  await call('undoTaskChange', 'POST', `${TASKS}/undo`, { token })
  await call('redoTaskChange', 'POST', `${TASKS}/redo`, { token })
  await call('', 'PATCH', `${TASKS}/${id}`, { token, body: { priority: 'low' } })
  const { changes } = await call('listChanges', 'GET', '/api/v1/changes?limit=1', { token })
  await call('undoChange', 'POST', `/api/v1/changes/${changes[0].id}/undo`, { token })
  await call('waits', 'DELETE', `${TASKS}/${id}`, { token: agent })
  const { confirmations } = await call('', 'GET', '/api/v1/confirmations', { token })
  const settle = `/api/v1/confirmations/${confirmations[0].id}`
  await call('settleConfirmation', 'POST', settle, { token, body: { approve: true } })
  const headers = { 'content-type': 'text/markdown' }
  const lines = '- [ ] water the plants\n'
  await call('importTasks', 'POST', `${TASKS}/import?format=markdown&dry_run=true`, { token, body: lines, headers })
}

/** Everything of an account that holds next to nothing; at the end, what else is there would make it long. */
const exported = async (call: Calls) => {
  const body = { ...account, email: 'bob@example.org', name: 'Bob' }
  const { access_token: token } = await call('', 'POST', '/api/v1/auth/signup', { body })
  await call('exportAccount', 'GET', '/api/v1/auth/me/export', { token })
}

export const recordedAnswers = async (): Promise<Recorded> => {
  const it = await testApp({ settings: { PUBLIC_URL: 'https://todo.example' } })
  try {
    const { kept, call } = recorder(it)
    const { token, agent } = await credentials(call)
    await webhooks(call, token)
    await chats(call, token)
    await tasks(call, token, agent)
    await exported(call)
    return kept
  } finally {
    await it.close()
  }
}

if (import.meta.main) {
  await Bun.write(EXAMPLES, `${JSON.stringify(await recordedAnswers(), null, 2)}\n`)
  // The database of tests stays open for the next one.
  process.exit(0)
}
