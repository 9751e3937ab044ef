/** Entity tags (RFC 9110 §8.8.3): the version of an answer, and the conditions that clients tie to it. */
import { versionOf } from '../../lib/version.ts'

export const etagOf = (state: unknown) => `"${versionOf(state)}"`

const TAG = /^\s*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*$/

const tagsOf = (header: string) =>
  header.split(',').map((part) => {
    const [, weak, tag] = TAG.exec(part) ?? []
    return { weak: weak !== undefined, tag }
  })

/**
 * The versions that `If-Match` allows; undefined when the client does not mind. A weak tag allows nothing, as the
 * comparison has to be strong, and so does one that is no tag: nothing may be overwritten by mistake.
 */
export const expectedOf = ({ headers }: Request): string[] | undefined => {
  const header = headers.get('if-match')
  if (header === null || header.trim() === '*') return undefined
  return tagsOf(header).flatMap(({ weak, tag }) => (weak || tag === undefined ? [] : [tag]))
}

/** Whether `If-None-Match` says that the client has this state already. */
export const isKnown = ({ headers }: Request, state: unknown): boolean => {
  const header = headers.get('if-none-match')
  if (header === null) return false
  const version = versionOf(state)
  return header.trim() === '*' || tagsOf(header).some(({ tag }) => tag === version)
}
