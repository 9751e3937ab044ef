/** A thread’s first title: the first words of its first message. */

/** Long enough to tell chats apart in a list, in UTF-16 units. */
export const TITLE_CHARS = 60

export const titleFrom = (text: string): string => {
  const line = text.split('\n', 1)[0]?.trim().replaceAll(/\s+/g, ' ') ?? ''
  if (line.length <= TITLE_CHARS) return line
  const cut = line.slice(0, TITLE_CHARS).toWellFormed()
  const space = cut.lastIndexOf(' ')
  return `${(space > TITLE_CHARS / 2 ? cut.slice(0, space) : cut).replace(/\uFFFD$/, '')}…`
}
