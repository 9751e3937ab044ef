import { describe, expect, test } from 'bun:test'
import { cutText, shortText } from '../../src/lib/text.ts'

const FAMILY = '👩‍👩‍👧‍👦'

describe('cutting', () => {
  test.each([
    ['short', 10, 'short'],
    ['exactly', 7, 'exactly'],
    ['plain words', 5, 'plain'],
    ['ab😀', 3, 'ab'],
    ['ab😀c', 4, 'ab😀'],
    [`ab${FAMILY}`, 6, 'ab'],
    [`ab${FAMILY}c`, 2 + FAMILY.length, `ab${FAMILY}`],
    ['cafe\u0301 noir', 4, 'caf'],
    ['🇩🇪🇫🇷', 5, '🇩🇪'],
    ['', 0, ''],
    ['😀', 1, ''],
  ])('%p to %p units is %p', (text, max, expected) => {
    expect(cutText(text, max)).toBe(expected)
  })

  test('every place of a text that is all pictures stays whole', () => {
    const text = FAMILY.repeat(5)
    for (let max = 0; max <= text.length; max++) {
      const cut = cutText(text, max)
      expect(cut.length).toBeLessThanOrEqual(max)
      expect(cut.length % FAMILY.length).toBe(0)
    }
  })

  test('a character without end is cut between its code points', () => {
    const endless = `a${'\u0301'.repeat(5_000)}`
    expect(cutText(endless, 1_000)).toHaveLength(1_000)
    expect(cutText('😀\u200d'.repeat(2_000), 1_000).isWellFormed()).toBe(true)
  })

  test('says that something is missing, within the bound', () => {
    expect(shortText('hello', 5)).toBe('hello')
    expect(shortText('hello you', 6)).toBe('hello…')
    expect(shortText('hell😀 you', 6)).toBe('hell…')
  })
})
