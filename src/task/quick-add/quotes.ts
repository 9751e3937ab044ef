/**
 * Owns quoted text: quoted words are a name, in which no dates, tags or commands are read.
 * Each quotation is replaced by one invisible word for as long as the rest is read.
 */
import { readableTitle } from './text.ts'

const OPEN = '\ue000'
const CLOSE = '\ue001'
const PRIVATE = /[\ue000\ue001]/g
const HIDDEN = /\ue000(\d+)\ue001/g
/** Whether the words are one hidden quotation and nothing else. */
export const isQuotation = (words: string) => /^\ue000\d+\ue001$/.test(words.trim())
/** Whether the words hold a hidden quotation. */
export const isQuoted = (words: string) => words.includes(OPEN)
/** Straight, curly and angled pairs; a single quote counts only around whole words, else it is an apostrophe. */
const QUOTES = /"([^"]+)"|“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}\p{N}])|`([^`]+)`/gu

export interface Hidden {
  words: string
  /** The words with every quotation back in its place, marks included. */
  restore(words: string): string
  /** The words with the quotations back, without their marks. */
  inner(words: string): string
  /** As `restore`, but words that are nothing but one quotation lose their marks. */
  bare(words: string): string
}

export const hideQuotes = (input: string): Hidden => {
  const whole: string[] = []
  if (!readableTitle(input))
    return { words: input, restore: (text) => text, inner: (text) => text, bare: (text) => text }
  const inner: string[] = []
  const words = input.replace(PRIVATE, ' ').replace(QUOTES, (match, ...groups: (string | undefined)[]) => {
    whole.push(match)
    inner.push(groups.slice(0, 6).find((group) => group !== undefined) ?? match)
    return `${OPEN}${whole.length - 1}${CLOSE}`
  })
  const put = (text: string, from: string[]) => text.replace(HIDDEN, (_, n: string) => from[Number(n)] ?? '')
  return {
    words,
    restore: (text) => put(text, whole),
    inner: (text) => put(text, inner),
    bare: (text) => (isQuotation(text) ? put(text.trim(), inner).trim() : put(text, whole)),
  }
}
