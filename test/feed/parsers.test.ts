/**
 * The calendar as three parsers read it: ical.js (Thunderbird’s), node-ical and ts-ics; and what Apple’s, Google’s and
 * Thunderbird’s documentation ask of one.
 */
import { beforeAll, describe, expect, test } from 'bun:test'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { convertIcsCalendar } from 'ts-ics'
import { wallOf } from '../../src/lib/calendar.ts'
import { type Followed, toFollowedIcs } from '../../src/task/export/ics.ts'
import { firstFrom, nextOccurrence, readRule } from '../../src/task/recurrence.ts'
import type { Task } from '../../src/task/schema.ts'
import { ZONES } from './zones.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const START = '2026-12-01'
const TITLES = [
  'Buy milk',
  'a, b; c\\d',
  'x\r\nEND:VEVENT\r\nBEGIN:VALARM',
  'é🦊'.repeat(60),
  'שלום "hi" <b>',
  '—'.repeat(200),
]
const RULES = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=DAILY;COUNT=4',
  'FREQ=DAILY;UNTIL=20261204',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;BYDAY=MO,WE,FR',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU',
  'FREQ=MONTHLY',
  'FREQ=MONTHLY;BYMONTHDAY=15',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYDAY=1MO',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  'FREQ=YEARLY',
  'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28',
]

const taskOf = (id: number, parts: Partial<Task> = {}): Task => ({
  id,
  title: TITLES[id % TITLES.length] ?? 'x',
  description: id % 3 ? null : `two\nlines, ${id}; end`,
  status: 'pending',
  priority: 'none',
  remind_at: null,
  due_on: '2026-12-05',
  due_time: null,
  repeat: null,
  tags: id % 2 ? [] : ['home', 'a;b'],
  created_at: '2026-11-19T23:30:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
  completed_at: null,
  ...parts,
})

const followed = (tasks: Task[], options: Partial<Followed> = {}) =>
  toFollowedIcs(
    tasks,
    { time_zone: 'Europe/Berlin', url: 'https://todo.example', kinds: ['vevent', 'vtodo'], ...options },
    NOW,
  )

/** As ical.js reads it, with the zones that the text brings. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  return calendar
}

describe('a thousand tasks of every form', () => {
  const tasks = Array.from({ length: 1000 }, (_, at) => {
    const rule = RULES[at % RULES.length] ?? ''
    const first = firstFrom(readRule(rule) ?? new Map(), START) ?? START
    const repeat = at % 4 === 3 ? null : rule
    return taskOf(at + 1, { due_on: first, due_time: at % 2 ? '09:30' : null, repeat })
  })
  let text = ''
  beforeAll(async () => {
    text = await followed(tasks)
  })

  test('are whole in ical.js', () => {
    const calendar = read(text)
    for (const kind of ['vevent', 'vtodo']) {
      const parts = calendar.getAllSubcomponents(kind)
      expect(parts).toHaveLength(1000)
      for (const [at, part] of parts.entries())
        expect(part.getFirstPropertyValue('summary')).toBe((tasks[at]?.title ?? '').replace(/\r\n?/g, '\n'))
    }
  })

  test('are whole in node-ical', () => {
    const parts = Object.values(nodeIcal.sync.parseICS(text))
    expect(parts.filter((part) => part?.type === 'VEVENT')).toHaveLength(1000)
    expect(parts.filter((part) => part?.type === 'VTODO')).toHaveLength(1000)
  })

  // This parser looks for ends of parts within texts as well, so no title here is one.
  test('are whole in ts-ics', async () => {
    const text = await followed(tasks.map((task) => ({ ...task, title: `Task ${task.id}` })))
    const { events = [], timezones = [] } = convertIcsCalendar(undefined, text)
    expect(timezones.map(({ id }) => id)).toEqual(['Europe/Berlin'])
    expect(events).toHaveLength(1000)
    for (const [at, { start }] of events.entries()) {
      const { due_on, due_time } = tasks[at] ?? taskOf(0)
      const wall = due_time ? wallOf(start.date, 'Europe/Berlin') : { day: start.date.toISOString().slice(0, 10) }
      expect(wall).toEqual(due_time ? { day: due_on ?? '', time: due_time } : { day: due_on ?? '' })
    }
  })

  test('have lines of 75 octets, ended as the standard wants', () => {
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(line).not.toMatch(/[\r\n]/)
    }
    expect(text).toEndWith('END:VCALENDAR\r\n')
  })

  test('have a name each, and no more bytes than such a list needs', () => {
    const names = [...text.matchAll(/^UID:(.*)$/gm)].map(([, name]) => name)
    expect(new Set(names).size).toBe(2000)
    expect(text.length).toBeLessThan(1_500_000)
  })
})

/** The days on which the task itself would fall, done on time. */
const ours = (repeat: string, from: string, most: number) => {
  const days = [from]
  let next = nextOccurrence(repeat, from, from)
  while (next && days.length < most) {
    days.push(next.due_on)
    next = nextOccurrence(next.repeat, next.due_on, next.due_on)
  }
  return days
}

describe('a repeat', () => {
  const MOST = 6
  for (const due_time of [null, '09:30'])
    test.each(RULES)(`falls on the same days in a calendar (${due_time ?? 'whole days'}): %s`, async (repeat) => {
      const due_on = firstFrom(readRule(repeat) ?? new Map(), START) ?? START
      const text = await followed([taskOf(1, { due_on, due_time, repeat })])
      const days = ours(repeat, due_on, MOST)
      const event = new ICAL.Event(read(text).getFirstSubcomponent('vevent') ?? new ICAL.Component('vevent'))
      const falls = event.iterator()
      const found: string[] = []
      for (let next = falls.next(); next && found.length < MOST; next = falls.next())
        found.push(next.toString().slice(0, 10))
      expect(found).toEqual(days)
      const [other] = Object.values(nodeIcal.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT')
      const theirs = other && 'rrule' in other ? (other.rrule?.all((_, at) => at < MOST) ?? []) : []
      expect(theirs.map((date) => wallOf(date, due_time ? 'Europe/Berlin' : 'UTC').day)).toEqual(days)
    })
})

describe('a time', () => {
  const DAYS = ['2026-03-29', '2026-07-01', '2026-12-05', '2027-01-31', '2030-06-15']
  test.each(ZONES)('in %s is the same moment in all three', async (time_zone) => {
    const tasks = DAYS.map((due_on, at) => taskOf(at + 1, { title: 'Tea', due_on, due_time: '12:15' }))
    const text = await followed(tasks, { time_zone })
    const walls = DAYS.map((day) => ({ day, time: '12:15' }))
    const shown = (dates: (Date | undefined)[]) => dates.map((date) => date && wallOf(date, time_zone))
    const first = read(text)
      .getAllSubcomponents('vevent')
      .map((part) => new ICAL.Event(part).startDate.toJSDate())
    expect(shown(first)).toEqual(walls)
    const second = Object.values(nodeIcal.sync.parseICS(text)).flatMap((part) =>
      part?.type === 'VEVENT' ? [new Date(part.start)] : [],
    )
    expect(shown(second)).toEqual(walls)
    expect(shown((convertIcsCalendar(undefined, text).events ?? []).map(({ start }) => start.date))).toEqual(walls)
  })
})

describe('an alarm', () => {
  const alarmsIn = (text: string) =>
    ['vevent', 'vtodo'].map((kind) =>
      read(text).getFirstSubcomponent(kind)?.getFirstSubcomponent('valarm')?.getFirstProperty('trigger'),
    )
  const triggers = (text: string) => alarmsIn(text).map((trigger) => String(trigger?.getFirstValue()))

  test('of what comes once is an instant, right also when clocks are set in between', async () => {
    const parts = { due_on: '2026-10-25', due_time: '12:00', remind_at: '2026-10-24T12:00' }
    const text = await followed([taskOf(1, parts)])
    expect(triggers(text)).toEqual(['2026-10-24T10:00:00Z', '2026-10-24T10:00:00Z'])
    const { events = [] } = convertIcsCalendar(undefined, text)
    expect(events[0]?.alarms).toHaveLength(1)
    const [theirs] = Object.values(nodeIcal.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT')
    expect(theirs && 'alarms' in theirs ? theirs.alarms : []).toHaveLength(1)
  })

  test('of what repeats comes so long before each time', async () => {
    const parts = { due_on: '2026-12-05', due_time: '09:30', remind_at: '2026-12-05T09:15', repeat: 'FREQ=DAILY' }
    const text = await followed([taskOf(1, parts)])
    expect(triggers(text)).toEqual(['-PT15M', '-PT15M'])
    expect(alarmsIn(text)[1]?.getParameter('related')).toBe('END')
  })

  test('of a whole day that repeats counts from its beginning, after it too', async () => {
    const parts = { due_on: '2026-12-05', due_time: null, remind_at: '2026-12-05T09:00', repeat: 'FREQ=DAILY' }
    expect(triggers(await followed([taskOf(1, parts)]))).toEqual(['PT9H', 'PT9H'])
  })

  test('is there only where one was set, and rings with the words of the task', async () => {
    expect(await followed([taskOf(1)])).not.toContain('VALARM')
    const text = await followed([taskOf(1, { title: 'Tea; hot', remind_at: '2026-12-05T09:00' })])
    expect(text).toContain('ACTION:DISPLAY\r\nDESCRIPTION:Tea\\; hot\r\n')
  })
})

describe('the dialects', () => {
  test('Apple: a name, how often to ask, days without a time of day', async () => {
    const text = await followed([taskOf(1)])
    expect(text).toContain('X-WR-CALNAME:TodoChat')
    expect(text).toContain('X-PUBLISHED-TTL:PT1H')
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H')
    expect(text).toContain('DTSTART;VALUE=DATE:20261205\r\nDTEND;VALUE=DATE:20261206')
  })

  test('Google: a zone for the calendar, published, no time without a zone, end after start', async () => {
    const text = await followed([taskOf(1, { due_time: '09:30', repeat: 'FREQ=DAILY;UNTIL=20261231' })])
    expect(text).toContain('X-WR-TIMEZONE:Europe/Berlin')
    expect(text).toContain('METHOD:PUBLISH')
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20261205T093000')
    expect(text).toContain('DURATION:PT30M')
    expect(text).toContain('UNTIL=20261231T225959Z')
  })

  test('Thunderbird: to-dos with a start where they repeat, or one kind alone', async () => {
    const task = taskOf(1, { due_time: '09:30', repeat: 'FREQ=DAILY' })
    const text = await followed([task])
    expect(text).toMatch(/BEGIN:VTODO[\s\S]*DUE;TZID=Europe\/Berlin:20261205T093000\r\nDTSTART;TZID=[\s\S]*END:VTODO/)
    expect(await followed([task], { kinds: ['vtodo'] })).not.toContain('VEVENT')
    expect(await followed([task], { kinds: ['vevent'] })).not.toContain('VTODO')
  })

  test('a person in UTC needs no zone', async () => {
    const text = await followed([taskOf(1, { due_time: '09:30' })], { time_zone: 'UTC' })
    expect(text).toContain('DTSTART:20261205T093000Z')
    expect(text).not.toContain('VTIMEZONE')
  })

  test('equal tasks make an equal text, whenever it is asked for', async () => {
    const options = { time_zone: 'Europe/Berlin', url: 'https://todo.example', kinds: ['vevent'] } as const
    const later = await toFollowedIcs([taskOf(1)], options, new Date('2026-12-24T00:00:00Z'))
    expect(await toFollowedIcs([taskOf(1)], options, NOW)).toBe(later)
  })
})
