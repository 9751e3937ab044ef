import { describe, expect, test } from 'bun:test'
import { wholeReads } from '../../../bench/cases/growth/plans.ts'
import { flatness } from '../../../bench/cases/soak.ts'
import { isMet } from '../../../bench/lib/bench.ts'

describe('a plan', () => {
  test('tells which tables it reads whole, however deep', () => {
    const index = { 'Node Type': 'Index Scan', 'Relation Name': 'tasks', 'Index Cond': '(id = 1)' }
    const ordered = { 'Node Type': 'Index Only Scan', 'Relation Name': 'runs' }
    const whole = { 'Node Type': 'Seq Scan', 'Relation Name': 'items' }
    expect(wholeReads(index)).toEqual([])
    expect(wholeReads(ordered)).toEqual(['runs'])
    expect(wholeReads({ 'Node Type': 'Limit', Plans: [index, { 'Node Type': 'Hash', Plans: [whole] }] })).toEqual([
      'items',
    ])
  })
})

describe('what a process holds', () => {
  const rising = Array.from({ length: 30 }, (_, at) => 100 + 10 * at)

  test('is flat when its last third is as the one before', () => {
    const warmed = [...Array.from({ length: 10 }, (_, at) => 10 * at), ...Array.from({ length: 20 }, () => 100)]
    expect(isMet(flatness('memory', 'MB', warmed))).toBe(true)
    expect(isMet(flatness('memory', 'MB', rising))).toBe(false)
  })

  test('is not judged when it cannot be flat yet', () => {
    expect(isMet(flatness('rows', 'rows', rising, false))).toBeUndefined()
  })
})
