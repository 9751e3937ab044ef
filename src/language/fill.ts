/** Owns the tables of sentences: their rows, and putting values into a sentence. */

type Gap = 'x' | 'y' | 'z' | 'n' | 'kind'

/** The sentence with its gaps filled. */
export const fill = (sentence: string, values: Partial<Record<Gap, string | number>>) =>
  sentence.replace(/\{(x|y|z|n|kind)\}/g, (_, name: Gap) => String(values[name] ?? ''))

/** A table of `key: text`, parted by line ends and bars. */
export const rowsOf = (table: string): Record<string, string> =>
  Object.fromEntries(
    table
      .split(/\n| \| /)
      .map((row) => row.trim())
      .filter(Boolean)
      .map((row) => {
        const at = row.search(/: /)
        return [row.slice(0, at), row.slice(at + 2)]
      }),
  )
