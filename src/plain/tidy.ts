/** Owns the seams: what words look like after a part has been read out of them. */

/** Words longer than this (UTF-16 units) are kept, never read: reading costs more than a long text is likely to mean. */
export const READ_MAX_CHARS = 1000
export const readable = (words: string) => words.length <= READ_MAX_CHARS

/** One space between words, none at the ends. */
export const tidy = (words: string) => words.replace(/\s+/g, ' ').trim()

/** Words that only lead to what was read (“due by”, “starting”) and go with it. */
const LEADING = /(?:^|[\s,;(–-])(?:due|deadline|by|on|at|before|until|till|for|from|starting|beginning|in|the)[: ]*$/i
/** “due by the …”: no more words than this ever lead. */
const LEADING_MAX = 3

const withoutLeading = (before: string) => {
  let left = before
  for (let i = 0; i < LEADING_MAX; i++) left = left.replace(LEADING, '')
  return left
}

/** The words without the part from `start` to `end` (UTF-16 units) and without what led to it. */
export const cut = (words: string, start: number, end: number) =>
  tidy(`${withoutLeading(words.slice(0, start))} ${words.slice(end).replace(/^\s*\)/, '')}`)

/** A title without the punctuation that parts read out of it have left at its ends. */
export const trimTitle = (words: string) =>
  tidy(words)
    .replace(/^[ ,;:–-]+/, '')
    .replace(/ [.!?]+$/, '')
    .replace(/[ ,;:–(-]+$/, '')
    .replace(/ (?=[,;.!?])/g, '')
    .replace(/ (?:and|then)$/i, '')
    .trim()
