import { describe, expect, test } from 'bun:test'
import { createRouteTable } from '../../../src/door/http/routes.ts'
import { cpu } from '../../cost/hold.ts'

const route = (line: string) => {
  const [method = '', path = '', body] = line.split(' ')
  return { method, path, takes_body: body === 'body', needs_caller: false }
}
const table = createRouteTable(
  [
    'GET /',
    'GET /api/v1/tasks/',
    'POST /api/v1/tasks/ body',
    'POST /api/v1/tasks/undo',
    'GET /api/v1/tasks/:id',
    'PATCH /api/v1/tasks/:id body',
    'DELETE /api/v1/tasks/:id',
    'POST /api/v1/tasks/:id/toggle',
    'GET /api/:user_id/tasks',
    'GET /assets/*',
    'ALL /any',
    'GET /maybe/:id?',
  ].map(route),
)

describe('a known path and method', () => {
  test.each([
    ['GET', '/', '/'],
    ['HEAD', '/', '/'],
    ['GET', '/api/v1/tasks', '/api/v1/tasks'],
    ['GET', '/api/v1/tasks/', '/api/v1/tasks'],
    ['GET', '/api/v1/tasks/7', '/api/v1/tasks/:id'],
    ['POST', '/api/v1/tasks/undo', '/api/v1/tasks/undo'],
    ['GET', '/api/v1/tasks/undo', '/api/v1/tasks/:id'],
    ['DELETE', '/api/v1/tasks/undo', '/api/v1/tasks/:id'],
    ['POST', '/api/v1/tasks/7/toggle', '/api/v1/tasks/:id/toggle'],
    ['GET', '/api/ada/tasks', '/api/:user_id/tasks'],
    ['GET', '/api/v2/tasks', '/api/:user_id/tasks'],
    ['GET', '/assets/app.css', '/assets/*'],
    ['GET', '/assets/deep/app.css', '/assets/*'],
    ['PROPFIND', '/any', '/any'],
    ['GET', '/maybe', '/maybe/:id?'],
    ['GET', '/maybe/7', '/maybe/:id?'],
  ])('%s %s is %s', (method, path, pattern) => {
    expect(table.match(path, method)).toMatchObject({ allowed: true, route: pattern })
  })
})

describe('a known path, another method', () => {
  test.each([
    ['PUT', '/api/v1/tasks', 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/v1/tasks/7', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['PUT', '/api/v1/tasks/undo', 'DELETE, GET, HEAD, OPTIONS, PATCH, POST'],
    ['GET', '/api/v1/tasks/7/toggle', 'OPTIONS, POST'],
    ['OPTIONS', '/api/v1/tasks', 'GET, HEAD, OPTIONS, POST'],
    ['TRACE', '/assets/app.css', 'GET, HEAD, OPTIONS'],
  ])('%s %s allows %s', (method, path, allow) => {
    const match = table.match(path, method)
    expect(match?.allowed).toBe(false)
    expect(match?.allow().join(', ')).toBe(allow)
  })
})

test.each([
  ['/nope'],
  ['/api'],
  ['/api/v1'],
  ['/api/v1/tasks/7/other'],
  ['/api/v1/tasks/7/toggle/more'],
  ['/api/v1//tasks'],
  ['//'],
  ['/assets'],
  ['/maybe/7/8'],
])('%s is no path at all', (path) => {
  expect(table.match(path, 'GET')).toBeUndefined()
})

test.each([
  ['POST', '/api/v1/tasks', true],
  ['PATCH', '/api/v1/tasks/7', true],
  ['POST', '/api/v1/tasks/undo', false],
  ['GET', '/api/v1/tasks', false],
])('%s %s takes a body: %p', (method, path, takes_body) => {
  expect(table.match(path, method)?.takes_body).toBe(takes_body)
})

test('a path of thousands of segments is answered at once', () => {
  const began = cpu()
  expect(table.match('/a'.repeat(50_000), 'GET')).toBeUndefined()
  expect(table.match(`/assets${'/a'.repeat(50_000)}`, 'GET')?.route).toBe('/assets/*')
  expect(cpu() - began).toBeLessThan(1000)
})
