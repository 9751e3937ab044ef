/** The judgement over a drill, and how it is shown. */
import { describe, expect, test } from 'bun:test'
import type { Row } from '../../../bench/drills/drill.ts'
import { complaintsOf, linesOf, passed, percentile, type Report, tableOf } from '../../../bench/drills/table.ts'
import type { Heard } from '../../../bench/drills/verdict.ts'

const heard: Heard = { run_id: 'r', completed: true, lost: 0, doubled: 0, gaps: 0, events: 40, breaks: 1, notes: [] }
const row = (more: Partial<Heard> = {}, faults: string[] = []): Row => ({
  what: 'killed',
  heard: [heard, { ...heard, ...more }],
  faults,
})
const report = (rows: Row[], failure?: string): Report => ({ drill: 'kill', rows, took_s: 3, failure })

const cases: { name: string; report: Report; good: boolean }[] = [
  { name: 'all well', report: report([row()]), good: true },
  { name: 'something lost', report: report([row(), row({ lost: 1 })]), good: false },
  { name: 'something doubled', report: report([row({ doubled: 1 })]), good: false },
  { name: 'a gap', report: report([row({ gaps: 1 })]), good: false },
  { name: 'a run that did not complete', report: report([row({ completed: false })]), good: false },
  { name: 'a fault of the program', report: report([row({}, ['500 of GET /'])]), good: false },
  { name: 'nothing done at all', report: report([]), good: false },
  { name: 'not possible here', report: report([], 'NOT POSSIBLE HERE: no mount'), good: false },
]

describe('a drill', () => {
  for (const { name, report, good } of cases) {
    test(`with ${name} has ${good ? 'passed' : 'failed'}`, () => {
      expect(passed(report)).toBe(good)
      expect(linesOf(report)[0]).toStartWith(good ? 'passed: kill' : 'FAILED: kill')
    })
  }

  test('says what was wrong, up to a bound', () => {
    const notes = Array.from({ length: 30 }, (_, at) => `note ${at}`)
    const said = complaintsOf(report([row({ notes }, ['500 of GET /'])], 'broke off'))
    expect(said.slice(0, 3)).toEqual(['broke off', '500 of GET /', 'run r: note 0'])
    expect(said.at(-1)).toBe('… 31 in all')
    expect(said.length).toBeLessThan(20)
  })
})

describe('the table', () => {
  test('adds up and aligns', () => {
    const lines = tableOf([{ ...row({ lost: 2 }), takeovers: [1000, 3000, 2000] }])
    expect(new Set(lines.map(({ length }) => length)).size).toBe(1)
    expect(lines[2]?.split('|').map((cell) => cell.trim())).toEqual([
      '',
      'killed',
      '2',
      '2',
      '2',
      '0',
      '0',
      '2.00',
      '3.00',
      '3.00',
      '80',
      '2',
      '',
    ])
  })

  test.each([
    [[], 95, undefined],
    [[7], 50, 7],
    [[3, 1, 2], 50, 2],
    [Array.from({ length: 100 }, (_, at) => at + 1), 95, 95],
    [Array.from({ length: 100 }, (_, at) => at + 1), 100, 100],
  ] as [number[], number, number | undefined][])('percentile of %p at %p', (values, percent, wanted) => {
    expect(percentile(values, percent)).toBe(wanted as number)
  })
})
