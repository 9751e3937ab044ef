/** The words of a text around what was searched for. */
import type { Excerpt } from '../../../../views/part/chats.tsx'
import { shortText } from '../../../lib/text.ts'

/** Letters before and after what was found. */
const BEFORE_CHARS = 24
const AFTER_CHARS = 60

const oneLine = (text: string) => text.replace(/\s+/gu, ' ')

/** On one line; the beginning of the text where letters fold in another way. */
export const excerptOf = (words: string, q: string): Excerpt => {
  const text = oneLine(words)
  const wanted = new RegExp(oneLine(q).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu')
  const hit = wanted.exec(text)
  if (!hit) return { before: '', match: '', after: shortText(text, BEFORE_CHARS + AFTER_CHARS) }
  const before = text.slice(0, hit.index)
  const after = text.slice(hit.index + hit[0].length)
  const cut =
    before.length > BEFORE_CHARS ? before.slice(before.indexOf(' ', before.length - BEFORE_CHARS) + 1) : before
  return { before: cut === before ? before : `…${cut}`, match: hit[0], after: shortText(after, AFTER_CHARS) }
}
