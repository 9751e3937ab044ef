/** A clock that cannot be right ends the start; one that is a little off is said. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { checkClock } from '../../src/db/clock-check.ts'
import type { Database } from '../../src/db/database.ts'
import { SILENT } from '../../src/db/log.ts'
import { StartFailure } from '../../src/db/start-failure.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const HOUR_MS = 3_600_000
const at = (shift_ms: number) => () => Date.now() + shift_ms
const warned: string[] = []
const log = { ...SILENT, warn: (_: object, message: string) => warned.push(message) }

test('the right time is nothing to speak of', async () => {
  expect(await checkClock(db, log)).toBeUndefined()
  expect(warned).toEqual([])
})

test('a clock from before the data was made, as after an empty battery', async () => {
  const error = await errorOf(checkClock(db, log, () => 0))
  expect(error).toBeInstanceOf(StartFailure)
  expect(String(error)).toMatch(/says 1970-01-01 00:00:00, but its data was made on 20\d\d-.*timedatectl/)
})

test('hours away from the clock of the database server', async () => {
  const server = { ...db, embedded: false }
  expect(String(await errorOf(checkClock(server, log, at(5 * HOUR_MS))))).toMatch(/one of the database 20\d\d-/)
  expect(await checkClock(server, log, at(10_000))).toBeUndefined()
  expect(warned).toEqual(['the clocks of this machine and the database differ'])
  expect(await checkClock({ ...db, embedded: true }, log, at(5 * HOUR_MS))).toBeUndefined()
})
