/** Colours for finished code blocks: classes only, five languages, bounded size. */
import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import typescript from 'highlight.js/lib/languages/typescript'

/** Longer blocks stay plain: hostile code of this length costs some 8 ms, and worse than twice that at twice the length. */
const HIGHLIGHT_MAX_CHARS = 3000
/** Of all blocks of one text together. */
const HIGHLIGHT_TOTAL_MAX_CHARS = 6000

/** How much more code of a text may be highlighted. */
export interface HighlightBudget {
  left: number
}
export const newHighlightBudget = (): HighlightBudget => ({ left: HIGHLIGHT_TOTAL_MAX_CHARS })

for (const [name, language] of Object.entries({ bash, javascript, json, python, typescript })) {
  hljs.registerLanguage(name, language)
}

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
}
const plainOf = (escaped: string) =>
  escaped.replace(/&(?:amp|lt|gt|quot|#x27|#39);/g, (entity) => ENTITIES[entity] ?? entity)

const known = (language: string | undefined) => {
  const name = language?.trim().toLowerCase()
  return name && /^[a-z]{1,12}$/.test(name) && hljs.getLanguage(name) ? name : undefined
}

/** Highlighted HTML of escaped code, or nothing when the language is unknown (it is the model’s word: never echoed). */
export const highlight = (escaped: string, language: string | undefined, budget: HighlightBudget) => {
  const name = known(language)
  if (!name || escaped.length > Math.min(HIGHLIGHT_MAX_CHARS, budget.left)) return undefined
  budget.left -= escaped.length
  return hljs.highlight(plainOf(escaped), { language: name, ignoreIllegals: true }).value
}
