/** Seals are HMACs, whoever computes them: this program, or the database with the two blocks it is given. */

import { expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { auditKey, auditKeyOf, blocksOf, personHash, sealOf, setAuditKey } from '../../src/audit/seal.ts'
import { newId } from '../../src/lib/id.ts'

const KEY = auditKeyOf('the key of an installation, as long as it must be')
const WORDS = {
  user_id: newId(),
  at: new Date('2026-05-04T03:02:01.009Z'),
  act: 'signed_in',
  facts: { count: 3 },
} as const
const BEFORE = Buffer.from('the seal before')
const sha = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

test('the blocks make the same seal as the key', () => {
  const { inner, outer } = blocksOf(KEY, WORDS)
  const number = Buffer.alloc(8)
  number.writeBigInt64BE(7n)
  expect(sha(outer, sha(inner, BEFORE, number)).toString('hex')).toBe(sealOf(KEY, WORDS, 7, BEFORE).toString('hex'))
})

test.each([
  ['another number', () => sealOf(KEY, WORDS, 8, BEFORE)],
  ['another seal before', () => sealOf(KEY, WORDS, 7, Buffer.from('another one'))],
  ['another person', () => sealOf(KEY, { ...WORDS, user_id: newId() }, 7, BEFORE)],
  ['another act', () => sealOf(KEY, { ...WORDS, act: 'signed_out' }, 7, BEFORE)],
  ['another fact', () => sealOf(KEY, { ...WORDS, facts: { count: 4 } }, 7, BEFORE)],
  ['another moment', () => sealOf(KEY, { ...WORDS, at: new Date('2026-05-04T03:02:01.010Z') }, 7, BEFORE)],
  ['another key', () => sealOf(auditKeyOf('another one'), WORDS, 7, BEFORE)],
])('%s makes another seal', (_, other) => {
  expect(other()).not.toEqual(sealOf(KEY, WORDS, 7, BEFORE))
})

test('the order of facts does not matter; the database keeps none', () => {
  const one = sealOf(KEY, { ...WORDS, facts: { by: 'jwt', count: 1 } }, 1, BEFORE)
  expect(sealOf(KEY, { ...WORDS, facts: { count: 1, by: 'jwt' } }, 1, BEFORE)).toEqual(one)
})

test('a person has one hash for each key', () => {
  const id = newId()
  expect(personHash(KEY, id)).toEqual(personHash(KEY, id))
  expect(personHash(auditKeyOf('another'), id)).not.toEqual(personHash(KEY, id))
})

test('the process has the key it was given', () => {
  const own = auditKey()
  setAuditKey('given')
  expect(auditKey()).toEqual(auditKeyOf('given'))
  expect(auditKey()).not.toEqual(own)
})
