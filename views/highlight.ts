/** Colours for finished code blocks: classes only, five languages, bounded size. */
import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import typescript from 'highlight.js/lib/languages/typescript'

/** Longer blocks stay plain: highlighting costs about 0.3 ms per 1,000 characters. */
const HIGHLIGHT_MAX_CHARS = 20_000
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

/** Highlighted HTML of escaped code, or nothing when the language is unknown (it is the model’s word: never echoed). */
export const highlight = (escaped: string, language: string | undefined): string | undefined => {
  const name = language?.trim().toLowerCase()
  if (!name || escaped.length > HIGHLIGHT_MAX_CHARS || !/^[a-z]{1,12}$/.test(name) || !hljs.getLanguage(name)) return
  return hljs.highlight(plainOf(escaped), { language: name, ignoreIllegals: true }).value
}
