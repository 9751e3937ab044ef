import { expect, test } from 'bun:test'
import { type Candidate, isTrap } from '../../src/plain/trap.ts'

/** A candidate as the parser gives it for `text` in `words`. */
const at = (words: string, text: string, parts: Partial<Candidate> = {}): Candidate => {
  const start = words.indexOf(text)
  return {
    text,
    start,
    end: start + text.length,
    relative: false,
    monthOnly: false,
    timeOnly: false,
    clear: false,
    range: false,
    ...parts,
  }
}
const time = { timeOnly: true }

const traps: [string, string, Partial<Candidate>?][] = [
  ['read The Day After Tomorrow', 'The Day After Tomorrow', { relative: true }],
  ['watch Saturday Night Fever', 'Saturday'],
  ["read today's paper", 'today'],
  ['march for science', 'march', { monthOnly: true }],
  ['walk for 20 minutes', 'for 20 minutes', { relative: true }],
  ['sit in the sun', 'sun'],
  ['buy sun cream', 'sun'],
  ['look at 5 flats', 'at 5', time],
  ['read John 3:16', '3:16', time],
  ['mix 1/2 cup', '1/2'],
  ['buy black friday deals', 'friday'],
  ['work monday to friday', 'monday to friday', { range: true }],
  ['prepare friday meeting', 'friday'],
  ['run march 5 miles', 'march 5'],
  ['buy now magazine', 'now'],
]

const dates: [string, string, Partial<Candidate>?][] = [
  ['call mum on friday', 'friday'],
  ['friday call mum', 'friday'],
  ['call mum friday', 'friday'],
  ['buy milk tomorrow', 'tomorrow'],
  ['call mum tomorrow about the party', 'tomorrow'],
  ['pay taxes in april', 'april', { monthOnly: true }],
  ['call in 2 hours', 'in 2 hours', { relative: true }],
  ['meet at 5', 'at 5', time],
  ['gym in the morning', 'morning', { ...time, clear: true }],
  ['clean sat', 'sat'],
  ['Buy Milk Tomorrow', 'Tomorrow'],
  ['do it now', 'now'],
]
for (const [words, text, parts] of traps) {
  test(`“${words}”: ${text} belongs to the title`, () => expect(isTrap(words, at(words, text, parts))).toBe(true))
}
for (const [words, text, parts] of dates) {
  test(`“${words}”: ${text} is a date`, () => expect(isTrap(words, at(words, text, parts))).toBe(false))
}
