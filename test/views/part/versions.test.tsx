import { expect, test } from 'bun:test'
import type { Fork } from '../../../src/thread/schema.ts'
import { Versions, versionsOf } from '../../../views/part/versions.tsx'

const fork = (id: string, position: number, item_id: string | null = 'here'): Fork => ({
  id,
  after_position: 1,
  position,
  item_id,
  item_position: item_id === null ? null : 10,
})

test('versions stand in the order in which they were made', () => {
  expect(versionsOf([fork('late', 14), fork('early', 2), fork('middle', 6)]).get('here')).toEqual({
    at: 3,
    of: 4,
    before: 'middle',
    after: 'late',
  })
  expect(versionsOf([fork('a', 2), fork('b', 3, 'there')]).get('there')).toMatchObject({ at: 2, of: 2, before: 'b' })
  expect(versionsOf([fork('a', 2, null)]).get('')).toMatchObject({ at: 2, of: 2, before: 'a' })
  expect(versionsOf([]).size).toBe(0)
})

test('the way that leads nowhere is there, and closed', () => {
  const html = String(<Versions thread_id="t" version={{ at: 1, of: 2, after: 'b' }} />)
  expect(html.match(/ disabled/g)).toHaveLength(1)
  expect(html).toContain('aria-label="Earlier version" disabled')
  expect(html).toContain('1 of 2')
})
