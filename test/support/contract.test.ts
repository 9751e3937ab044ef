/** The contract itself: an answer that differs from the document in any way is caught, also by the app of the tests. */
import { afterAll, describe, expect, test } from 'bun:test'
import { restDoor } from '../../src/app.ts'
import { documentOf } from '../../src/door/openapi/document.ts'
import { testApp } from './app.ts'
import { chatWith } from './chat.ts'
import { createContract, eventCheckOf, holdToContract } from './contract.ts'
import { errorOf } from './failure.ts'
import { allEvents } from './sse.ts'

const it = await testApp()
afterAll(() => it.close())
const contract = createContract(documentOf(restDoor(it.core).routes, 'test'))
const chat = await chatWith(it)
const task = await (
  await it.call('POST', '/api/v1/tasks', { token: chat.who.token, body: { title: 'Buy milk' } })
).json()
const refused = { code: 'not_found', message: 'There is no such task.', request_id: 'r' }
const failure = (error: object) => ({ success: false, error: { ...refused, ...error } })

const JSON_TYPE = { 'content-type': 'application/json', 'x-request-id': 'r', etag: '"v"' }
const problemsOf = (status: number, body: unknown, headers: Record<string, string> = JSON_TYPE) =>
  contract.problems({
    method: 'GET',
    path: '/api/v1/tasks/1',
    status,
    headers: new Headers(headers),
    text: JSON.stringify(body),
  })

describe('an answer', () => {
  test.each([
    ['a task', 200, task],
    ['a refusal', 404, failure({})],
    ['a refusal with details', 404, failure({ details: [{ path: '/id', message: 'Must be a number.' }] })],
  ])('%s is as the document says', (_, status, body) => {
    expect(problemsOf(status, body)).toEqual([])
  })

  const { title: _, ...untitled } = task as Record<string, unknown>
  test.each<[string, number, unknown, Record<string, string>]>([
    ['a field too many', 200, { ...untitled, title: 'x', password_hash: 'x' }, JSON_TYPE],
    ['a field too few', 200, untitled, JSON_TYPE],
    ['a field of another type', 200, { ...untitled, title: 1 }, JSON_TYPE],
    ['a word that is none of the list', 200, { ...untitled, title: 'x', status: 'done' }, JSON_TYPE],
    ['a status the route does not have', 418, failure({}), JSON_TYPE],
    ['a code the status does not have', 404, failure({ code: 'forbidden' }), JSON_TYPE],
    ['an error of another shape', 404, { error: 'not found' }, JSON_TYPE],
    ['another type', 200, task, { 'content-type': 'text/plain', 'x-request-id': 'r' }],
    ['no request id', 200, task, { 'content-type': 'application/json', etag: '"v"' }],
    ['no ETag', 200, task, { 'content-type': 'application/json', 'x-request-id': 'r' }],
  ])('with %s is caught', (_, status, body, headers) => {
    expect(problemsOf(status, body, headers)).not.toEqual([])
  })

  test('of an unknown address is an error all the same', () => {
    const unknown = { method: 'GET', path: '/api/v1/nothing', status: 404, headers: new Headers() }
    expect(contract.problems({ ...unknown, text: JSON.stringify(failure({})) })).toEqual([])
    expect(contract.problems({ ...unknown, text: '{"things":[]}' })).not.toEqual([])
  })
})

test('a helper of the tests that gets a wrong answer fails', async () => {
  const wrong = () => Response.json({ id: 1 }, { headers: { 'x-request-id': 'r' } })
  expect(String(await errorOf(holdToContract(contract, 'GET', '/api/v1/tasks/1?x=1', wrong())))).toContain(
    'differs from the document',
  )
  await holdToContract(contract, 'GET', '/tasks', wrong())
})

test('every event of a stream is looked at while it is read', async () => {
  const session = await chat.session()
  const response = await chat.send(session, 'add Buy bread')
  expect(eventCheckOf(response)).toBeDefined()
  expect((await allEvents(response)).length).toBeGreaterThan(3)

  const wrong = new Response('data: {"type":"thread.item.added","item":{"id":1}}\n\n', {
    headers: { 'content-type': 'text/event-stream' },
  })
  const path = `/api/v1/chatkit/sessions/${session}/threads/${session}/runs`
  expect(await errorOf(holdToContract(contract, 'POST', path, wrong))).toBeInstanceOf(Error)
  wrong.headers.set('x-request-id', 'r')
  wrong.headers.set('x-run-id', 'r')
  await holdToContract(contract, 'POST', path, wrong)
  expect(String(await errorOf(allEvents(wrong)))).toContain('differs from the document')
})
