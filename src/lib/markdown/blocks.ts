/**
 * Where a growing Markdown text is final. Finished blocks are sent once and never again; only what follows them, the
 * tail, is replaced while it grows. Rendering block by block gives what rendering the whole gives
 * (`test/views/stable.test.ts` feeds random documents in random pieces).
 */

const ITEM = /^ {0,3}([-*+]|\d{1,9}[.)])(\s|$)/
const INDENTED = /^( {2,}|\t)/
const FENCE = /^\s*(`{3,}|~{3,})/
const HEADING = /^ {0,3}#{1,6}\s/

interface Line {
  start: number
  /** Where the next line starts. */
  end: number
  text: string
  /** Not ended by a newline: more of it may come. */
  open: boolean
}

export function* linesOf(text: string, from = 0): Generator<Line> {
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline + 1
    yield { start, end, text: text.slice(start, newline < 0 ? end : newline), open: newline < 0 }
    start = end
  }
}

const closes = (fence: string, line: string) => {
  const mark = line.trim()
  return mark.startsWith(fence) && /^(`+|~+)$/.test(mark)
}

/** Whether a line after a blank one still belongs to the list before it; an open line might yet. */
const staysInList = (line: Line) => line.open || ITEM.test(line.text) || INDENTED.test(line.text)

/** The offset up to which `text` is final; pass the previous answer as `from`. */
export const stableOffset = (text: string, from = 0): number => {
  let stable = from
  let fence = ''
  let list = false
  let blank = false
  for (const line of linesOf(text, from)) {
    if (fence) {
      if (!closes(fence, line.text)) continue
      fence = ''
      if (!line.open && !list) stable = line.end
      continue
    }
    if (line.text.trim() === '') {
      blank ||= !line.open
      continue
    }
    if (blank && !(list && staysInList(line))) {
      stable = line.start
      list = ITEM.test(line.text)
    } else list ||= ITEM.test(line.text)
    blank = false
    fence = FENCE.exec(line.text)?.[1] ?? ''
    if (!fence && !list && !line.open && HEADING.test(line.text)) stable = line.end
  }
  return stable
}
