/** Tasks jotted down in plain English on Friday 20 November 2026, 15:00 UTC; what is not listed must stay empty. */
import { describe, expect, test } from 'bun:test'
import { type ParsedTask, readOnlyParts, readParts, readTask } from '../../../src/task/quick-add/parse.ts'
import { cpu } from '../../cost/hold.ts'

const friday = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
const nothing = { due_on: null, due_time: null, priority: 'none', repeat: null, tags: [] } as const
type Row = [words: string, title: string, parts?: Partial<ParsedTask>]

const ROWS: Row[] = [
  ['clean room 10 in 11 days', 'clean room 10', { due_on: '2026-12-01' }],
  ['test t13 in 14 days', 'test t13', { due_on: '2026-12-04' }],
  ['test t10 in 3 days', 'test t10', { due_on: '2026-11-23' }],
  ['call at 10 tomorrow', 'call', { due_on: '2026-11-21', due_time: '10:00' }],
  ['buy milk tomorrow 5pm', 'buy milk', { due_on: '2026-11-21', due_time: '17:00' }],
  [
    'buy milk tomorrow 5pm !high #home',
    'buy milk',
    { due_on: '2026-11-21', due_time: '17:00', priority: 'high', tags: ['home'] },
  ],
  ['call mum on friday', 'call mum', { due_on: '2026-11-27' }],
  ['water plants every monday', 'water plants', { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
  ['pay rent on the 1st of every month', 'pay rent', { due_on: '2026-12-01', repeat: 'FREQ=MONTHLY;BYMONTHDAY=1' }],
  ['urgent: call plumber', 'call plumber', { priority: 'high' }],
  ['fix tap p1', 'fix tap', { priority: 'high' }],
  ['call bank high priority', 'call bank', { priority: 'high' }],
  ['pay rent high priority tomorrow', 'pay rent', { due_on: '2026-11-21', priority: 'high' }],
  ['next tuesday at noon call bob', 'call bob', { due_on: '2026-11-24', due_time: '12:00' }],
  ['call bob next tuesday at noon', 'call bob', { due_on: '2026-11-24', due_time: '12:00' }],
  ['ship in 3 days', 'ship', { due_on: '2026-11-23' }],
  ['take pills tonight', 'take pills', { due_on: '2026-11-20', due_time: '20:00' }],
  ['wrap presents 25 Dec', 'wrap presents', { due_on: '2026-12-25' }],
  ['read The Day After Tomorrow', 'read The Day After Tomorrow'],
  ['call May', 'call May'],
  ['march for science', 'march for science'],
  ['buy second monitor', 'buy second monitor'],
  ['walk for 20 minutes', 'walk for 20 minutes'],
  ['call bob in 2 hours', 'call bob', { due_on: '2026-11-20', due_time: '17:00' }],
  ['call at 5', 'call', { due_on: '2026-11-20', due_time: '17:00' }],
  ['look at 5 flats', 'look at 5 flats'],
  ['mix 1/2 cup sugar', 'mix 1/2 cup sugar'],
  ['pay 5.30 euros', 'pay 5.30 euros'],
  ['tomorrow buy milk at 5pm', 'buy milk', { due_on: '2026-11-21', due_time: '17:00' }],
  ['run tomorrow morning', 'run', { due_on: '2026-11-21', due_time: '09:00' }],
  ['finish report this week', 'finish report', { due_on: '2026-11-22' }],
  ['plan trip next week', 'plan trip', { due_on: '2026-11-23' }],
  ['pay bill next month', 'pay bill', { due_on: '2026-12-01' }],
  ['pay on the 15th', 'pay', { due_on: '2026-12-15' }],
  ['visit the 3rd floor', 'visit the 3rd floor'],
  ['meet bob friday 5-6pm', 'meet bob', { due_on: '2026-11-27', due_time: '17:00' }],
  ['call NY at 5pm EST', 'call NY', { due_on: '2026-11-20', due_time: '22:00' }],
  ['party saturday night', 'party', { due_on: '2026-11-21', due_time: '20:00' }],
  ['do it now', 'do it', { due_on: '2026-11-20' }],
  ['buy sun cream', 'buy sun cream'],
  ['watch the sun', 'watch the sun'],
  ['gym this evening', 'gym', { due_on: '2026-11-20', due_time: '19:00' }],
  ['report by end of month', 'report', { due_on: '2026-11-30' }],
  ['report by the end of the week', 'report', { due_on: '2026-11-22' }],
  ['work monday to friday', 'work monday to friday', { due_on: '2026-11-23' }],
  ['in a fortnight call bob', 'call bob', { due_on: '2026-12-04' }],
  ['call bob a week from tomorrow', 'call bob', { due_on: '2026-11-28' }],
  ['tidy up this weekend', 'tidy up', { due_on: '2026-11-21' }],
  ["read today's paper", "read today's paper"],
  ['buy black friday deals', 'buy black friday deals'],
  ['watch Saturday Night Fever', 'watch Saturday Night Fever'],
  ['watch Dune Friday', 'watch Dune', { due_on: '2026-11-27' }],
  ['prepare friday meeting', 'prepare friday meeting'],
  ['friday call mum', 'call mum', { due_on: '2026-11-27' }],
  ['call mum tomorrow about party', 'call mum about party', { due_on: '2026-11-21' }],
  ['read "Tomorrow" on friday', 'read "Tomorrow"', { due_on: '2026-11-27' }],
  ['"buy milk tomorrow"', 'buy milk tomorrow'],
  [
    'standup every weekday at 9:30',
    'standup',
    { due_on: '2026-11-23', due_time: '09:30', repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' },
  ],
  ['bins every other tuesday', 'bins', { due_on: '2026-11-24', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' }],
  ['review first monday of every month', 'review', { due_on: '2026-12-07', repeat: 'FREQ=MONTHLY;BYDAY=1MO' }],
  ['backup daily', 'backup', { due_on: '2026-11-20', repeat: 'FREQ=DAILY' }],
  ['write weekly report', 'write weekly report'],
  ['every morning stretch', 'stretch', { due_on: '2026-11-21', due_time: '09:00', repeat: 'FREQ=DAILY' }],
  [
    'vitamins every 3 days at 8am',
    'vitamins',
    { due_on: '2026-11-21', due_time: '08:00', repeat: 'FREQ=DAILY;INTERVAL=3' },
  ],
  [
    'birthday card every 25 december',
    'birthday card',
    { due_on: '2026-12-25', repeat: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25' },
  ],
  ['read Every Day', 'read Every Day'],
  ['yoga on mondays and wednesdays', 'yoga', { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO,WE' }],
  ['tomorrow', 'tomorrow'],
  ['#home', '#home'],
  ['', ''],
  ['5pm', '5pm'],
  ['fix C# bug', 'fix C# bug'],
  ['close issue #12', 'close issue #12'],
  ['catch bus 18:30', 'catch bus', { due_on: '2026-11-20', due_time: '18:30' }],
  ['read John 3:16', 'read John 3:16'],
  ['urgent care visit', 'urgent care visit'],
  ['submit form due tomorrow', 'submit form', { due_on: '2026-11-21' }],
  ['taxes in april', 'taxes', { due_on: '2027-04-01' }],
  ['dentist 2027-01-05 14:00', 'dentist', { due_on: '2027-01-05', due_time: '14:00' }],
  ['24/12 buy tree', 'buy tree', { due_on: '2026-12-24' }],
  ['buy milk 5/12', 'buy milk', { due_on: '2027-05-12' }],
  ['buy Tom friday gift', 'buy Tom friday gift'],
  ['make 3 copies', 'make 3 copies'],
  ['meeting today at 3', 'meeting', { due_on: '2026-11-20', due_time: '15:00' }],
  ['run 5k', 'run 5k'],
  ['get p1 cable', 'get p1 cable'],
  [
    'water plants every monday and thursday at 7pm #garden',
    'water plants',
    { due_on: '2026-11-23', due_time: '19:00', repeat: 'FREQ=WEEKLY;BYDAY=MO,TH', tags: ['garden'] },
  ],
  ['pay rent monthly on the 1st', 'pay rent', { due_on: '2026-12-01', repeat: 'FREQ=MONTHLY;BYMONTHDAY=1' }],
  ['call mum every sunday starting next month', 'call mum', { due_on: '2026-12-06', repeat: 'FREQ=WEEKLY;BYDAY=SU' }],
  ['last friday notes', 'last friday notes'],
  ['go to 2nd floor', 'go to 2nd floor'],
  ['finish the report by friday 5pm', 'finish the report', { due_on: '2026-11-27', due_time: '17:00' }],
  ['Buy Milk Tomorrow', 'Buy Milk', { due_on: '2026-11-21' }],
  ['dinner at 7', 'dinner', { due_on: '2026-11-20', due_time: '19:00' }],
  ['wake up at 7', 'wake up', { due_on: '2026-11-21', due_time: '07:00' }],
  ['breakfast at 8am', 'breakfast', { due_on: '2026-11-21', due_time: '08:00' }],
  ['email at 05:30', 'email', { due_on: '2026-11-21', due_time: '05:30' }],
  ['call mum half past 5', 'call mum', { due_on: '2026-11-20', due_time: '17:30' }],
  ['plan party for 14 feb', 'plan party', { due_on: '2027-02-14' }],
  ['the 2nd of january call', 'call', { due_on: '2027-01-02' }],
  ['lunch sunday 12', 'lunch', { due_on: '2026-11-22', due_time: '12:00' }],
  ["pick up kids at 3 o'clock", 'pick up kids', { due_on: '2026-11-21', due_time: '15:00' }],
  ['cancel trial before 1 december', 'cancel trial', { due_on: '2026-12-01' }],
  ['meet at noon', 'meet', { due_on: '2026-11-21', due_time: '12:00' }],
  ['christmas shopping on black friday', 'christmas shopping on black friday'],
  ['sat: clean', 'clean', { due_on: '2026-11-21' }],
  ['clean sat', 'clean', { due_on: '2026-11-21' }],
  ['may 5 dentist', 'dentist', { due_on: '2027-05-05' }],
  ['ask Mark about may', 'ask Mark about may'],
  ['renew passport in 6 months', 'renew passport', { due_on: '2027-05-20' }],
  ['renew in a year', 'renew', { due_on: '2027-11-20' }],
  ['meet in 45 minutes', 'meet', { due_on: '2026-11-20', due_time: '15:45' }],
  ['see you in an hour', 'see you', { due_on: '2026-11-20', due_time: '16:00' }],
  ['mama bellen over een uur', 'mama bellen', { due_on: '2026-11-20', due_time: '16:00' }],
  ['mama bellen vrijdag om een uur', 'mama bellen', { due_on: '2026-11-27', due_time: '13:00' }],
  ['chiamare mamma tra un’ora', 'chiamare mamma', { due_on: '2026-11-20', due_time: '16:00' }],
  ['buy 2 tickets for friday', 'buy 2 tickets', { due_on: '2026-11-27' }],
  ['buy bread, today', 'buy bread', { due_on: '2026-11-20' }],
  ['call dad (tomorrow)', 'call dad', { due_on: '2026-11-21' }],
  ['(p2) call dad', 'call dad', { priority: 'medium' }],
  ['test asap', 'test', { priority: 'high' }],
  ['do !!!', 'do', { priority: 'high' }],
  ['do this today!', 'do this', { due_on: '2026-11-20' }],
  ['x this friday', 'x', { due_on: '2026-11-20' }],
  ['x next friday', 'x', { due_on: '2026-11-27' }],
  ['x friday', 'x', { due_on: '2026-11-27' }],
  ['x next sunday', 'x', { due_on: '2026-11-29' }],
  ['x this sunday', 'x', { due_on: '2026-11-22' }],
  ['x by monday 9am', 'x', { due_on: '2026-11-23', due_time: '09:00' }],
  ['x tomorrow night', 'x', { due_on: '2026-11-21', due_time: '20:00' }],
  ['x at noon', 'x', { due_on: '2026-11-21', due_time: '12:00' }],
  ['x on 2026-02-30', 'x on 2026-02-30'],
  ['x on 31 june', 'x on 31 june'],
  ['x yesterday', 'x yesterday'],
  ['x on 1 jan 2020', 'x on 1 jan 2020'],
  ['x at 14:30', 'x', { due_on: '2026-11-21', due_time: '14:30' }],
  ['x at 2.30pm', 'x', { due_on: '2026-11-21', due_time: '14:30' }],
  ['x on the 31st', 'x', { due_on: '2026-12-31' }],
  ['x by eod', 'x', { due_on: '2026-11-20' }],
  ['x Friday the 13th', 'x Friday the 13th'],
  ['buy milk tagged home and garden', 'buy milk', { tags: ['home', 'garden'] }],
  ['review pr due: friday', 'review pr', { due_on: '2026-11-27' }],
  ['x every 0 days', 'x every 0 days'],
  ['x every 999 days', 'x every 999 days'],
  ['x every hour', 'x every hour'],
  ['x every single time', 'x every single time'],
  ['x every 31 june', 'x every 31 june'],
]

describe('a task in plain words', () => {
  for (const [words, title, parts = {}] of ROWS) {
    test(words || 'no words', () => expect(readTask(words, friday)).toEqual<object>({ ...nothing, title, ...parts }))
  }

  test('the same words at the same instant are the same task', () => {
    for (const [words] of ROWS) expect(readTask(words, friday)).toEqual(readTask(words, friday))
  })

  test('spaces and line ends around parts leave no trace', () => {
    expect(readTask('  buy \n milk \t tomorrow  ', friday)).toEqual<object>({
      ...nothing,
      title: 'buy milk',
      due_on: '2026-11-21',
    })
  })

  test('what stands in quotation marks is never read', () => {
    expect(readTask('read “every day, tomorrow #x !high” on friday', friday)).toEqual<object>({
      ...nothing,
      title: 'read “every day, tomorrow #x !high”',
      due_on: '2026-11-27',
    })
  })
})

describe('parts alone', () => {
  const rows: [string, object | undefined][] = [
    ['friday 5pm and high priority', { due_on: '2026-11-27', due_time: '17:00', priority: 'high' }],
    ['due tomorrow, please', { due_on: '2026-11-21' }],
    ['every monday', { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
    ['#home', { tags: ['home'] }],
    ['milk tomorrow', undefined],
    ['and', undefined],
    ['', undefined],
  ]
  test.each(rows)('%p', (words, parts) => {
    const read = readOnlyParts(words, friday)
    if (parts) expect(read).toMatchObject(parts)
    else expect(read).toBeUndefined()
  })

  test('a time alone says no day', () => {
    expect(readParts('at 17:00', friday)).toMatchObject({ due_on: '2026-11-20', due_time: '17:00', says_day: false })
    expect(readParts('today at 17:00', friday)).toMatchObject({ says_day: true })
  })
})

describe('hostile words', () => {
  const pieces = [
    'a',
    '[',
    '*',
    ' ',
    '1/',
    'every ',
    'tomorrow ',
    '" ',
    '“',
    '#a ',
    'mon, ',
    'at 5 ',
    '! ',
    ',',
    'p1 ',
    '(',
    '.',
    '\n',
  ]
  const limit_ms = 100
  test.each(pieces)('40,000 and 1,000 characters of %p are read at once', (piece) => {
    for (const length of [40_000, 1000]) {
      const words = `x ${piece.repeat(length / piece.length)}`.slice(0, length)
      // CPU time, the best of three: a busy machine is not what is measured.
      const times = [1, 2, 3].map(() => {
        const start = cpu()
        readTask(words, friday)
        return cpu() - start
      })
      expect(Math.min(...times)).toBeLessThan(limit_ms)
      const { title } = readTask(words, friday)
      expect(title.length).toBeGreaterThan(0)
    }
  })

  test('words too long to read are a title whole', () => {
    const words = `buy milk tomorrow ${'x'.repeat(2000)} #home !high`
    expect(readTask(words, friday)).toEqual<object>({ ...nothing, title: words })
  })
})

describe('parts of a day and ends of a phrase', () => {
  const read = (words: string) => readTask(words, { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' })
  test.each([
    ['Freitagnachmittag um 4 Probefahrt', 'Probefahrt', '2026-11-27', '16:00'],
    ['vrijdagavond om 8 uur bioscoop', 'bioscoop', '2026-11-27', '20:00'],
    ['passport application by june 30th at the latest', 'passport application', '2027-06-30', null],
    ['au plus tard le 30 juin demander le passeport', 'demander le passeport', '2027-06-30', null],
    ['spedire i documenti entro il 15', 'spedire i documenti', '2026-12-15', null],
    ['Jonas abholen Dienstag 15.30 Uhr', 'Jonas abholen', '2026-11-24', '15:30'],
  ])('%s', (words, title, due_on, due_time) => expect(read(words)).toMatchObject({ title, due_on, due_time }))

  test.each([
    ['pagar a internet todo dia 10', 'FREQ=MONTHLY;BYMONTHDAY=10'],
    ['om de week op zaterdag badkamer poetsen', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA'],
    ['jeden ersten Montag im Monat Müll rausbringen', 'FREQ=MONTHLY;BYDAY=1MO'],
  ])('%s repeats', (words, repeat) => expect(read(words).repeat).toBe(repeat))

  test('a mark after a French word is no priority', () => expect(read('le loyer est payé !').priority).toBe('none'))
})
