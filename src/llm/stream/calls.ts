/** Puts the pieces of tool calls together, as different servers number them. */

import { providerError } from '../error.ts'
import type { ModelToolCall } from '../provider.ts'
import { type CallDelta, type Fields, parsedObject } from './chunk.ts'

/** Names and arguments of all calls of one turn, in bytes of UTF-8. */
const ARGUMENT_MAX_BYTES = 64 * 1024
/** Far above what a run may call; bounds calls with empty arguments. */
const CALLS_MAX = 64

interface OpenCall extends CallDelta {
  index: number
}

export const createCalls = () => {
  const open: OpenCall[] = []
  let bytes = 0

  /** @throws ProviderError output_limit */
  const take = (delta: CallDelta) => {
    const call = callFor(open, delta)
    call.id ||= delta.id
    // Some servers repeat the whole name with every piece.
    if (delta.name !== call.name) call.name += delta.name
    call.arguments += delta.arguments
    if (delta.extra) call.extra = delta.extra
    bytes += Buffer.byteLength(delta.name + delta.arguments)
    if (bytes > ARGUMENT_MAX_BYTES || open.length > CALLS_MAX) throw providerError('output_limit')
  }

  return {
    take,
    get any() {
      return open.length > 0
    },
    written: () => open.map((call) => call.name + call.arguments).join(''),
    closed: (): ModelToolCall[] => open.map(closedCall),
    extras: (): Fields[] => open.map(({ extra }) => extra ?? {}),
  }
}

/**
 * The call a delta belongs to. Some servers leave the index out, some number all parallel calls 0: there a name opens
 * the next call when it brings another id, or when the arguments so far are whole already.
 */
const callFor = (open: OpenCall[], delta: CallDelta): OpenCall => {
  const known = open.findLast((call) => delta.index === undefined || call.index === delta.index)
  if (known && !opensNext(known, delta)) return known
  const opened = { index: delta.index ?? open.length, id: '', name: '', arguments: '' }
  open.push(opened)
  return opened
}

const opensNext = (known: OpenCall, { id, name }: CallDelta) => {
  if (!name) return false
  if (id && known.id && id !== known.id) return true
  return parsedObject(known.arguments) !== undefined && !(id && id === known.id)
}

/** An id of ours where the provider gave none; no arguments at all mean an empty object. */
const closedCall = ({ id, name, arguments: written }: OpenCall): ModelToolCall => ({
  id: id || `call_${crypto.randomUUID()}`,
  name,
  arguments: written.trim() || '{}',
})
