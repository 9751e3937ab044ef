/** A cursor that is not one of ours is 400 on every list, whatever it decodes to. */
import { afterAll, expect, test } from 'bun:test'
import { encodeCursor } from '../../../src/lib/cursor.ts'
import { testApp } from '../../support/app.ts'

const it = await testApp()
afterAll(() => it.close())
const { token } = await it.signUp()
const made = await it.call('POST', '/api/v1/chatkit/sessions', { token })
const { id } = (await made.json()) as { id: string }
const ID = '01890000-0000-7000-8000-000000000000'

const TIMES = ['Sat', '2026', 'infinity', '1 Jan 2026 foo', '-1', '2026-02-31T00:00:00Z', '275761-01-01T00:00:00Z', '']
const forged = [
  'nonsense',
  ...TIMES.map((time) => encodeCursor([time, ID])),
  encodeCursor(['2026-01-01T00:00:00.000Z', 'x']),
  ...[1.5, -1, 2 ** 31, 2 ** 53, 1e300].map((place) => encodeCursor([place])),
  encodeCursor([ID]),
  encodeCursor([]),
  encodeCursor(['pending', '2026-02-31', '10:00', 1]),
]

test.each([
  ['/api/v1/chatkit/sessions'],
  [`/api/v1/chatkit/sessions/${id}`],
  ['/api/v1/auth/tokens'],
  ['/api/v1/tasks'],
  ['/api/v1/changes'],
  ['/api/v1/tasks/1/history'],
])('%s', async (path) => {
  const answers = await Promise.all(
    forged.map(async (after) => {
      const response = await it.call('GET', `${path}?after=${after}`, { token })
      return [after, response.status, ((await response.json()) as { error?: { code: string } }).error?.code]
    }),
  )
  expect(answers).toEqual(forged.map((after) => [after, 400, 'bad_cursor']))
})
