/**
 * Takes pictures out of streamed Markdown: loading one would reveal to a third party that, and when, a person reads the
 * answer, on whatever client. What stays is a link with the picture’s words. Only what may yet become a picture waits.
 */

const ALT_MAX_CHARS = 300
const PICTURE = /!\[([^\]\n]{0,300})\](?=\(|\[)/g
const TAG = /<img\b[^>]{0,600}>?/gi
/** The end of a text that the next words may make a picture. */
const MAY_BECOME = /(?:!(?:\[[^\]\n]{0,300}\]?)?|<(?:i(?:mg?)?)?|<img\b[^>]{0,600})$/i

/** Without one of these no text is a picture or the beginning of one. */
const BEGINS = /[!<]/

export const createImageFilter = () => {
  let held = ''
  const passed = (text: string) => text.replace(PICTURE, (_, alt: string) => `[${alt || 'image'}]`).replace(TAG, '')
  return {
    take(delta: string): string {
      const text = held + delta
      if (!BEGINS.test(text)) {
        held = ''
        return text
      }
      const end = text.slice(-2 * ALT_MAX_CHARS).search(MAY_BECOME)
      const at = end < 0 ? text.length : Math.max(0, text.length - 2 * ALT_MAX_CHARS) + end
      held = text.slice(at)
      return passed(text.slice(0, at))
    },
    /** What was held back and became no picture. */
    close(): string {
      const rest = passed(held)
      held = ''
      return rest
    },
  }
}
