/** Icons as clients show them: data, so that no client has to ask us, or anybody else, for a picture. */
import type { Icon } from '@modelcontextprotocol/server'

const dataUri = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`

/** An emoji as a picture. */
export const emojiIcon = (emoji: string): Icon => ({
  src: dataUri(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><text y="26" font-size="26">${emoji}</text></svg>`,
  ),
  mimeType: 'image/svg+xml',
  sizes: ['any'],
})
