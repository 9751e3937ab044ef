/** Owns putting values into a sentence of the tables. */

type Gap = 'x' | 'y' | 'z' | 'n' | 'kind'

/** The sentence with its gaps filled. */
export const fill = (sentence: string, values: Partial<Record<Gap, string | number>>) =>
  sentence.replace(/\{(x|y|z|n|kind)\}/g, (_, name: Gap) => String(values[name] ?? ''))
