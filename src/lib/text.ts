/** Owns how text is cut: never inside a character, as people count them (letters with accents, families of emoji). */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Characters are seldom longer; what is, is cut between its code points. */
const LONGEST_CHARS = 64

/** The beginning of the text, at most so many UTF-16 units, in whole characters. */
export const cutText = (text: string, max: number): string => {
  if (text.length <= max) return text
  const around = text.slice(0, max + LONGEST_CHARS)
  const begins = graphemes.segment(around).containing(max)?.index ?? max
  const at = max - begins < LONGEST_CHARS ? begins : max
  return text.slice(0, at).replace(/[\ud800-\udbff]$/, '')
}

/** The same with “…” when something is missing; it counts. */
export const shortText = (text: string, max: number): string =>
  text.length <= max ? text : `${cutText(text, max - 1)}…`

/** A line begins with a capital. */
export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
