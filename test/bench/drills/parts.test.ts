/** What a long drill has done is found again, and summed. */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { done, type Part, readParts, writePart } from '../../../bench/drills/power-loss/parts.ts'
import { freshFolder } from '../../support/folder.ts'

const part = (states: number, losses: string[] = []): Part => ({
  hook: true,
  states,
  damaged: losses.length,
  acknowledged: 80,
  steps: 1_000,
  syncs: 400,
  losses,
})

test('parts are found again in their order, and together they are the drill', async () => {
  const folder = await freshFolder()
  const file = join(folder.path, 'parts.jsonl')
  expect(readParts(file)).toEqual([])
  writePart(file, part(50))
  writePart(file, part(20, ['lost: a task']))
  expect(readParts(file)).toEqual([part(50), part(20, ['lost: a task'])])
  expect(done(readParts(file))).toEqual({ states: 70, damaged: 1, acknowledged: 160, steps: 2_000, syncs: 800 })
  await folder.remove()
})

test('without a file nothing is kept', () => {
  writePart(undefined, part(50))
  expect(readParts(undefined)).toEqual([])
})
