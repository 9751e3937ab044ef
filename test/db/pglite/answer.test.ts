import { expect, test } from 'bun:test'
import { breakingCode, EngineBroken, isIdle } from '../../../src/db/pglite/answer.ts'

const message = (type: string, body: string) => {
  const bytes = Buffer.alloc(5 + body.length)
  bytes.write(type)
  bytes.writeInt32BE(4 + body.length, 1)
  bytes.write(body, 5, 'latin1')
  return bytes
}
const error = (sqlstate: string) => message('E', `SERROR\0C${sqlstate}\0Mno\0\0`)

test.each([
  ['I', true],
  ['T', false],
  ['E', false],
])('ready with status %s: idle is %p', (status, idle) => {
  expect(isIdle(Buffer.concat([message('C', 'SELECT 1\0'), message('Z', status)]))).toBe(idle)
})

test.each([
  ['53100', '53100'],
  ['58030', '58030'],
  ['XX001', 'XX001'],
  ['23505', undefined],
])('after an error %s the engine is broken by %p', (sqlstate, code) => {
  expect(breakingCode(Buffer.concat([message('N', 'a notice'), error(sqlstate), message('Z', 'I')]))).toBe(code)
  expect(new EngineBroken(code, 'why')).toMatchObject({ code: 'ENGINE_BROKEN', sqlstate: code })
})
