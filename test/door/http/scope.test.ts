import { expect, test } from 'bun:test'
import { isApi, isPage, isProtocol } from '../../../src/door/http/scope.ts'

test.each([
  ['/api/v1/tasks', 'api'],
  ['/api/ada/tasks', 'api'],
  ['/api', 'api'],
  ['/apiary', 'page'],
  ['/', 'page'],
  ['/chat', 'page'],
  ['/chat/1', 'page'],
  ['/health', 'page'],
  ['/chatkit', 'protocol'],
  ['/chatkit/', 'protocol'],
  ['/chatkits', 'page'],
  ['/mcp', 'protocol'],
  ['/mcp/health', 'protocol'],
  ['//api/v1', 'page'],
])('%s is of the %s', (path, area) => {
  const areas = { api: isApi(path), page: isPage(path), protocol: isProtocol(path) }
  expect(Object.entries(areas).filter(([, is]) => is)).toEqual([[area, true]])
})
