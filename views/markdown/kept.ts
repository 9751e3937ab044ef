/** HTML of finished texts, kept so that a page that is read again does not render it again. */
import type { Safe } from '../jsx/runtime.ts'
import { markdown } from './render.ts'

/** Characters of Markdown and HTML that are kept; what was asked for longest ago goes first. */
const KEPT_MAX_CHARS = 4_000_000
/** So long rendering may hold the event loop before others get their turn, in milliseconds. */
const SLICE_MS = 10

const kept = new Map<string, Safe>()
let size = 0
const weight = (text: string, html: Safe) => text.length + String(html).length

const keep = (text: string, html: Safe) => {
  size += weight(text, html)
  kept.set(text, html)
  for (const [oldest, old] of kept) {
    if (size <= KEPT_MAX_CHARS) return
    kept.delete(oldest)
    size -= weight(oldest, old)
  }
}

/** A finished text as HTML. */
export const keptMarkdown = (text: string): Safe => {
  const known = kept.get(text)
  const html = known ?? markdown(text)
  if (known) {
    kept.delete(text)
    kept.set(text, known)
  } else keep(text, html)
  return html
}

/** Renders the texts of a page beforehand, in slices: the page itself is then made of what is kept. */
export const prepareMarkdown = async (texts: Iterable<string>) => {
  let since = performance.now()
  for (const text of texts) {
    keptMarkdown(text)
    if (performance.now() - since < SLICE_MS) continue
    await new Promise<void>((resolve) => setImmediate(resolve))
    since = performance.now()
  }
}
