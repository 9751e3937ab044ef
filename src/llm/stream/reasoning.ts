/** Collects what a model thought, in its provider’s own form, to be given back with the turn. */
import type { Reasoning } from '../provider.ts'
import type { Fields } from './chunk.ts'

/** What a turn’s reasoning may have to be given back, as JSON. */
const REASONING_MAX_CHARS = 64 * 1024

/** Collects what has to be given back: texts are joined, lists appended; too much of it is dropped whole. */
export const createReasoning = () => {
  const message: Fields = {}
  let chars = 0
  return {
    take(fields: Fields) {
      if (chars > REASONING_MAX_CHARS) return
      for (const name in fields) {
        const value = fields[name]
        chars += JSON.stringify(value).length
        const before = message[name]
        if (typeof value === 'string') message[name] = (typeof before === 'string' ? before : '') + value
        else if (Array.isArray(before) && Array.isArray(value)) before.push(...value)
        else if (Array.isArray(value)) message[name] = [...value]
      }
    },
    closed(calls: Fields[]): Pick<Reasoning, 'message' | 'calls'> | undefined {
      const signed = calls.some((call) => Object.keys(call).length > 0)
      const size = chars + JSON.stringify(calls).length
      const any = Object.keys(message).length > 0 || signed
      return any && size <= REASONING_MAX_CHARS ? { message, calls: signed ? calls : [] } : undefined
    },
  }
}
