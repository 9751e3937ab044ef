/** The judgement over reminders: what counts as lost, as rung twice, and as rung out of turn. */
import { describe, expect, test } from 'bun:test'
import {
  isComplete,
  judgeRing,
  latenessOf,
  latestAfterEnd,
  type Wish,
} from '../../../../bench/drills/reminders/ledger.ts'
import type { Arrival } from '../../../../bench/drills/reminders/receivers.ts'

const AT = 1_000_000
const came = (key: string, at_ms: number, parts: Partial<Arrival> = {}): Arrival => ({
  ...{ channel: 'mail', title: 'ring-1', key, at_ms, missed: false },
  ...parts,
})

interface Case {
  name: string
  wish: Partial<Wish>
  arrivals: Arrival[]
  found: [lost: number, doubled: number, out_of_turn: number]
}
const cases: Case[] = [
  { name: 'rang once', wish: {}, arrivals: [came('a', AT + 40)], found: [0, 0, 0] },
  { name: 'sent twice under one key', wish: {}, arrivals: [came('a', AT), came('a', AT + 9)], found: [0, 0, 0] },
  { name: 'never rang', wish: {}, arrivals: [], found: [1, 0, 0] },
  { name: 'rang elsewhere only', wish: {}, arrivals: [came('a', AT, { channel: 'webhook' })], found: [1, 0, 0] },
  { name: 'rang under two keys', wish: {}, arrivals: [came('a', AT), came('b', AT)], found: [0, 1, 0] },
  { name: 'rang too early', wish: {}, arrivals: [came('a', AT - 500)], found: [0, 0, 1] },
  { name: 'completed before', wish: { ended_ms: AT - 900 }, arrivals: [], found: [0, 0, 0] },
  { name: 'on its way when completed', wish: { ended_ms: AT }, arrivals: [came('a', AT + 800)], found: [0, 0, 0] },
  { name: 'rang after it was completed', wish: { ended_ms: AT }, arrivals: [came('a', AT + 1_100)], found: [0, 0, 1] },
  { name: 'noted late', wish: { ended_ms: AT, waited_ms: 200 }, arrivals: [came('a', AT + 1_100)], found: [0, 0, 0] },
  { name: 'completed before its moment', wish: { ended_ms: AT - 200 }, arrivals: [came('a', AT)], found: [0, 0, 1] },
  {
    name: 'sent again after it was completed',
    wish: { ended_ms: AT + 100 },
    arrivals: [came('a', AT + 50), came('a', AT + 30_000)],
    found: [0, 0, 1],
  },
  {
    name: 'moved in time',
    wish: { ended_ms: AT - 500, moved_to_ms: AT + 13_000 },
    arrivals: [came('b', AT + 13_050)],
    found: [0, 0, 0],
  },
  {
    name: 'moved in time, rang at the former moment',
    wish: { ended_ms: AT - 200, moved_to_ms: AT + 8000 },
    arrivals: [came('a', AT + 50), came('b', AT + 8050)],
    found: [0, 1, 1],
  },
  {
    name: 'moved after it rang',
    wish: { ended_ms: AT + 200, moved_to_ms: AT + 13_000 },
    arrivals: [came('a', AT + 50), came('b', AT + 13_050)],
    found: [0, 0, 0],
  },
  {
    name: 'moved, and lost',
    wish: { ended_ms: AT + 200, moved_to_ms: AT + 13_000 },
    arrivals: [came('a', AT + 50)],
    found: [1, 0, 0],
  },
  {
    name: 'moved so late that both moments had come',
    wish: { ended_ms: AT + 9000, moved_to_ms: AT + 8000 },
    arrivals: [came('a', AT + 50), came('b', AT + 9050)],
    found: [0, 0, 0],
  },
]

describe('a reminder in a channel', () => {
  for (const { name, wish, arrivals, found } of cases) {
    test(name, () => {
      const heard = judgeRing({ title: 'ring-1', at_ms: AT, ...wish }, 'mail', arrivals)
      expect([heard.lost, heard.doubled, heard.gaps]).toEqual(found)
      expect([heard.completed, heard.notes.length === 0]).toEqual([
        found.every((n) => n === 0),
        found.every((n) => n === 0),
      ])
    })
  }

  test('counts second attempts', () => {
    const arrivals = [came('a', AT), came('a', AT + 1), came('a', AT + 2)]
    expect(judgeRing({ title: 'ring-1', at_ms: AT }, 'mail', arrivals)).toMatchObject({ events: 3, breaks: 2 })
  })

  test('whose clock was stepped is neither early nor late', () => {
    expect(judgeRing({ title: 'ring-1' }, 'mail', [came('a', 5)])).toMatchObject({ completed: true })
    expect(latenessOf([{ title: 'ring-1' }], 'mail', [came('a', 5)])).toEqual([])
  })
})

test('all is there once every task that still has to ring has rung in every channel', () => {
  const wishes: Wish[] = [
    { title: 'ring-1', at_ms: AT },
    { title: 'ring-2', at_ms: AT, ended_ms: AT },
  ]
  const one = came('a', AT + 70)
  expect(isComplete(wishes, ['mail', 'webhook'], [one])).toBe(false)
  expect(isComplete(wishes, ['mail', 'webhook'], [one, { ...one, channel: 'webhook' }])).toBe(true)
  expect(latenessOf(wishes, 'mail', [one])).toEqual([70])
})

test('tells how long after the end of a task anything of it came, the moment that it was moved to aside', () => {
  const wishes: Wish[] = [
    { title: 'ring-1', at_ms: AT, ended_ms: AT + 100, moved_to_ms: AT + 8000 },
    { title: 'ring-2', at_ms: AT },
  ]
  const arrivals = [
    came('a', AT + 50),
    came('a', AT + 180),
    came('b', AT + 8010),
    came('c', AT + 9, { title: 'ring-2' }),
  ]
  expect(latestAfterEnd(wishes, 'mail', arrivals)).toBe(80)
  expect(latestAfterEnd(wishes, 'webhook', arrivals)).toBe(0)
})
