/** Alarms reach everybody who watches, until they stop. */
import { expect, test } from 'bun:test'
import { onAlarm, setAlarm } from '../../src/lib/alarm.ts'

test('an alarm is heard by all who watch, and by nobody who stopped', () => {
  const heard: string[] = []
  const stops = ['one', 'two'].map((name) => onAlarm((at) => void heard.push(`${name} ${at.getTime()}`)))
  setAlarm(new Date(5))
  stops[0]?.()
  setAlarm(new Date(6))
  stops[1]?.()
  setAlarm(new Date(7))
  expect(heard).toEqual(['one 5', 'two 5', 'two 6'])
})
