/** Days and times said in words, without a figure: every language’s own way of halves, weeks on, feasts and ordinals. */
import { describe, expect, test } from 'bun:test'
import { readDates } from '../../../src/task/quick-add/dates.ts'

type Row = [words: string, due_on: string, due_time: string | null, rest?: string]
/** A friday, before noon. */
const NOW = '2026-11-20T09:12:00Z'

const rows: Record<string, Row[]> = {
  'en-GB': [
    ['dentist at half eight monday', '2026-11-23', '08:30', 'dentist'],
    ['dentist monday half past eight', '2026-11-23', '08:30', 'dentist'],
    ['hair appointment half eleven monday', '2026-11-23', '11:30', 'hair appointment'],
    ['gym at quarter to nine tomorrow', '2026-11-21', '08:45', 'gym'],
    ['talk monday week', '2026-11-30', null, 'talk'],
    ['talk on thursday week at 7pm', '2026-12-03', '19:00', 'talk'],
    ['talk a week on saturday', '2026-11-28', null, 'talk'],
    ['call nan by christmas', '2026-12-25', null, 'call nan'],
    ['party on new year’s eve at 9pm', '2026-12-31', '21:00', 'party'],
    ['soundcheck new years eve 5pm', '2026-12-31', '17:00', 'soundcheck'],
    ['sale on boxing day', '2026-12-26', null, 'sale'],
    ['pay rent on the first', '2026-12-01', null, 'pay rent'],
    ['pay rent on the twenty-first', '2026-11-21', null, 'pay rent'],
    ['first of next month pay rent', '2026-12-01', null, 'pay rent'],
    ['plant bulbs the second week of december', '2026-12-08', null, 'plant bulbs'],
    ['fetch the shoes tomorrow before 5', '2026-11-21', '17:00', 'fetch the shoes'],
    ['thursday: parents evening 5.40', '2026-11-26', '17:40', 'parents evening'],
  ],
  'de-DE': [
    ['Zahnarzt übermorgen um halb neun', '2026-11-22', '08:30', 'Zahnarzt'],
    ['Termin morgen um Viertel nach acht', '2026-11-21', '08:15', 'Termin'],
    ['Kerzen kaufen bis Heiligabend', '2026-12-24', null, 'Kerzen kaufen'],
    ['Party an Silvester', '2026-12-31', null, 'Party'],
    ['Miete am Ersten', '2026-12-01', null, 'Miete'],
    ['Termin am einundzwanzigsten', '2026-11-21', null, 'Termin'],
  ],
  'nl-NL': [
    ['tandarts maandag om half negen', '2026-11-23', '08:30', 'tandarts'],
    ['huur op de eerste', '2026-12-01', null, 'huur'],
  ],
  'fr-FR': [
    ['dentiste lundi à huit heures et demie', '2026-11-23', '08:30', 'dentiste'],
    ['dentiste lundi en huit', '2026-11-30', null, 'dentiste'],
    ['dentiste lundi en quinze', '2026-12-07', null, 'dentiste'],
    ['loyer le premier', '2026-12-01', null, 'loyer'],
  ],
  'es-ES': [
    ['dentista el lunes a las ocho y media', '2026-11-23', '08:30', 'dentista'],
    ['alquiler el primero', '2026-12-01', null, 'alquiler'],
  ],
  'it-IT': [
    ['dentista lunedì alle otto e mezza', '2026-11-23', '08:30', 'dentista'],
    ['affitto il primo', '2026-12-01', null, 'affitto'],
  ],
  'pt-BR': [
    ['dentista segunda às oito e meia', '2026-11-23', '08:30', 'dentista'],
    ['aluguel no primeiro', '2026-12-01', null, 'aluguel'],
  ],
}

describe.each(Object.entries(rows))('%s', (locale, table) => {
  test.each(table)('%s', (words, due_on, due_time, rest = '') => {
    const read = readDates(words, { now: NOW, time_zone: 'Europe/London', locale })
    expect({ due_on: read.due_on, due_time: read.due_time, rest: read.rest }).toEqual({ due_on, due_time, rest })
  })
})

test.each([
  ['en-GB', 'readings for wk 12'],
  ['en-GB', 'buy christmas presents'],
  ['pt-BR', 'arrumar o quarto'],
  ['it-IT', 'il secondo piatto'],
  ['en-GB', 'bus fare 3.40'],
])('%s: “%s” says no day', (locale, words) => {
  expect(readDates(words, { now: NOW, time_zone: 'Europe/London', locale })).toMatchObject({
    due_on: null,
    due_time: null,
    rest: words,
  })
})
