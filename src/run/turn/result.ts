/** A stored result as models and simple clients read it. */
import type { CallResult } from './store.ts'

export const toldOf = (result: CallResult | null): object => {
  if (result === null) return { error: 'This call was never carried out.' }
  if ('output' in result) return result.output
  if ('error' in result) return { error: result.error }
  const { status, confirmation_id, titles } = result
  return { status, confirmation_id, titles }
}
