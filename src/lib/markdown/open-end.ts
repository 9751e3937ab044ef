/** How the unfinished end of an answer is shown: half-written Markdown mended, code up to its last whole line. */
import { linesOf } from './blocks.ts'

export interface Tail {
  /** Markdown that renders cleanly. */
  text: string
  /** The open code fence, if the tail ends in one. `at` identifies the fence: where it starts in the whole text. */
  fence?: { at: number; code: string }
}

const FENCE = /^\s*(`{3,}|~{3,})/

/** The code fence that is open at the end of `text`, if any. */
const openFence = (text: string) => {
  let open: { mark: string; start: number; body: number } | undefined
  for (const line of linesOf(text)) {
    const mark = FENCE.exec(line.text)?.[1]
    if (!open && mark) open = { mark, start: line.start, body: line.end }
    else if (open && line.text.trim().startsWith(open.mark) && /^(`+|~+)$/.test(line.text.trim())) open = undefined
  }
  return open
}

/** A marker without its words, or a table without its rule, would show as something else for a moment. */
const withoutLooseEnd = (text: string) => {
  const at = text.lastIndexOf('\n') + 1
  const last = text.slice(at)
  if (/^\s*([-*+]|\d{1,9}[.)]?|#{1,6}|>|[-*_=~`]{1,3})\s*$/.test(last)) return text.slice(0, at)
  const block = text.lastIndexOf('\n\n') < 0 ? 0 : text.lastIndexOf('\n\n') + 2
  const isTable = text.slice(block).trimStart().startsWith('|')
  return isTable && !/\n\s*\|?\s*:?-{3,}[^\n]*\n/.test(text.slice(block)) ? text.slice(0, block) : text
}

/** Half a link shows its words only. */
const withoutHalfLink = (text: string) => {
  const at = text.lastIndexOf('[')
  if (at < 0 || text.length - at > 2000) return text
  const rest = text.slice(at + 1)
  if (/^[^\]\n]*$/.test(rest)) return text.slice(0, text[at - 1] === '!' ? at - 1 : at) + rest
  const words = /^([^\]\n]*)\](\([^)\n]*)?$/.exec(rest)?.[1]
  return words === undefined || rest.endsWith(']') ? text : text.slice(0, text[at - 1] === '!' ? at - 1 : at) + words
}

const isOdd = (text: string, mark: string) => text.split(mark).length % 2 === 0

/** Closes what is open in the last block, code first: marks inside code mean nothing. */
const withMarksClosed = (text: string) => {
  const block = text.slice(text.lastIndexOf('\n\n') + 1)
  if (isOdd(block, '`')) return `${text.trimEnd()}\``
  const words = block.replace(/`[^`]*`/g, '')
  const trimmed = text.trimEnd()
  if (isOdd(words, '**')) return trimmed.endsWith('**') ? trimmed.slice(0, -2) : `${trimmed.replace(/\*$/, '')}**`
  const single = words.replaceAll('**', '').replace(/^\s*\*\s/gm, '')
  if (isOdd(single, '*')) return trimmed.endsWith('*') ? trimmed.slice(0, -1) : `${trimmed}*`
  if (isOdd(words, '~~')) return trimmed.endsWith('~~') ? trimmed.slice(0, -2) : `${trimmed}~~`
  return text
}

/** The tail of `text` from offset `from` (see `stableOffset`), fit to be shown. */
export const tailOf = (text: string, from: number): Tail => {
  const tail = text.slice(from)
  const fence = openFence(tail)
  if (!fence) return { text: withMarksClosed(withoutHalfLink(withoutLooseEnd(tail))) }
  const code = tail.slice(fence.body, tail.lastIndexOf('\n') + 1)
  return { text: tail.slice(0, fence.start), fence: { at: from + fence.start, code } }
}
