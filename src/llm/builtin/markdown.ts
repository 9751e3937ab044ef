/** Owns showing other people’s text inside our Markdown: shown as it is, never as markup. */

/** What Markdown and HTML could make something of. */
const SPECIAL = /[\\`*_[\]<>~|]/g
const SHOWN_MAX_CHARS = 200

/** On one line, escaped, and bounded in UTF-16 units. */
export const plainText = (text: string, max = SHOWN_MAX_CHARS) => {
  const line = text.replace(/[\s\u0085\u2028\u2029]+/gu, ' ').trim()
  const short =
    line.length > max
      ? `${line
          .slice(0, max - 1)
          .toWellFormed()
          .replace(/\uFFFD$/, '')}…`
      : line
  return short.replace(SPECIAL, '\\$&')
}

/** A title in quotation marks. */
export const quoted = (title: string) => `“${plainText(title)}”`
