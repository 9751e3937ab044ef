/**
 * Markdown that is cheap to render, hostile text included. The renderer's cost grows with the square of how deep quotes and
 * lists stand in each other and worse, so what is deeper than any answer needs is shown as the characters it is.
 */
import { linesOf } from './blocks.ts'

/** Quotes and lists in each other. */
const NESTING_MAX = 16
/** In code deep indentation and leading marks are ordinary; the bound there only stops what pretends to be code. */
const NESTING_IN_CODE_MAX = 32

const MARK = /([ \t]*)(>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y
const FENCE = /^\s*(`{3,}|~{3,})/

/** Where the mark stands that would open one level too many, if one does. */
const excessOf = (line: string, most: number): number | undefined => {
  let depth = 0
  MARK.lastIndex = 0
  for (let mark = MARK.exec(line); mark; mark = MARK.exec(line)) {
    const [, indent = '', sign = ''] = mark
    // Two columns of indentation are enough for a list inside another.
    depth += 1 + Math.floor(indent.length / 2)
    if (depth > most) return MARK.lastIndex - (sign === '>' ? sign.length : 1)
  }
  return undefined
}

/** The same text with what nests too deep escaped. */
export const withBoundedNesting = (text: string): string => {
  const pieces: string[] = []
  let from = 0
  let fence = ''
  for (const line of linesOf(text)) {
    const mark = FENCE.exec(line.text)?.[1]
    const at = excessOf(line.text, fence ? NESTING_IN_CODE_MAX : NESTING_MAX)
    if (!fence && mark) fence = mark
    else if (fence && mark?.startsWith(fence)) fence = ''
    if (at === undefined) continue
    pieces.push(text.slice(from, line.start + at), '\\')
    from = line.start + at
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(from)
}
