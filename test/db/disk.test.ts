import { expect, test } from 'bun:test'
import { tmpdir } from 'node:os'
import { DISK_LOW_BYTES, diskGauge, freeBytes } from '../../src/db/disk.ts'

test('free space is what a user may take, in bytes', () => {
  expect(freeBytes(tmpdir())).toBeGreaterThan(0)
  expect(() => freeBytes('/no/such/place')).toThrow()
})

test.each([
  [DISK_LOW_BYTES - 1, true],
  [DISK_LOW_BYTES, false],
  [0, true],
])('%d bytes left: low is %p', (bytes, low) => {
  expect(diskGauge('/data', () => bytes)()).toBe(low)
})

test('looks rarely, and at the path it was given', () => {
  const looks: string[] = []
  const isLow = diskGauge('/data', (path) => looks.push(path))
  for (let i = 0; i < 1_000; i++) expect(isLow()).toBe(true)
  expect(looks.length).toBeLessThan(1_000)
  expect(new Set(looks)).toEqual(new Set(['/data']))
})
