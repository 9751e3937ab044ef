/** Owns tags in plain words: `#home`, and “tagged home and garden” at the end. */
import type { Language } from '../../language/language.ts'
import { cutText } from '../../lib/text.ts'
import { collapseSpaces, readableTitle } from './text.ts'

/** Bounds of the task’s own shape (`task/schema.ts`). */
const TAGS_MAX = 20
const TAG_MAX_CHARS = 50

/** A number alone is an id (“#3”), never a tag; a `#` inside a word (C#) is part of the word. */
const HASH = /(?<!\S)#(?=[^\s#,]*\p{L})([^\s#,;!?]+)/gu
const TAGGED =
  /(?:(?:^|\s)tagged(?: (?:as|with))?|, (?:and )?(?:tag|tags|label|etikett|etiqueta|étiquette|etichetta)(?: it)?:?) ([\p{L}\p{N}_-]+(?:(?:, | and )[\p{L}\p{N}_-]+){0,9})$/iu

const clean = (tag: string) => cutText(tag.replace(/[.:)]+$/, ''), TAG_MAX_CHARS)

/** Tags in the order they were written, each once; `rest` is the words without them. */
export const readTags = (words: string, _languages?: readonly Language[]): { tags: string[]; rest: string } => {
  if (!readableTitle(words)) return { tags: [], rest: words }
  const hashed = [...words.matchAll(HASH)].map(([, tag]) => tag ?? '')
  const rest = collapseSpaces(words.replace(HASH, ' '))
  const named = TAGGED.exec(rest)?.[1]?.split(/, | and /) ?? []
  const tags = [...new Set([...hashed, ...named].map(clean))].slice(0, TAGS_MAX)
  return { tags, rest: collapseSpaces(rest.replace(TAGGED, '')) }
}
