/** What a drill looks at when its people have gone. */
import { expect, test } from 'bun:test'
import { notAtRest } from '../../../bench/drills/process.ts'

const metrics = (open: number, active: number) =>
  `# TYPE open_streams gauge\nopen_streams ${open}\ndatabase_pool{state="active"} ${active}\ndatabase_pool{state="waiting"} 0\n`

test('nothing is open when every gauge is 0, and one that is not there is told', () => {
  expect(notAtRest(metrics(0, 0))).toEqual([])
  expect(notAtRest(metrics(2, 1))).toEqual(['open_streams 2', 'database_pool{state="active"} 1'])
  expect(notAtRest('open_streams 10\n')).toHaveLength(3)
})
