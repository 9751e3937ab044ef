/** A LIKE pattern that finds `words` anywhere, its own wildcards taken literally. */
export const likePattern = (words: string) => `%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
