/**
 * Words of an answer wait for one another before they are sent to a page, because each frame costs some thirty bytes
 * whatever is in it. Those of its beginning do not wait, nor does anything that is no word.
 */
import type { LoggedEvent } from '../../../run/schema.ts'

/** Silence after which the words that wait are sent. */
export const SILENCE_MS = 150
/** Characters of an answer that go as they come, and how many of the later ones go together. */
const FIRST_CHARS = 300
const TOGETHER_CHARS = 72
const WAIT_MAX_MS = 400

/** The characters that an event adds; nothing when it does something else. */
const charsOf = ({ event }: LoggedEvent) =>
  event.type === 'thread.item.updated' && event.update.type === 'assistant_message.content_part.text_delta'
    ? event.update.delta.length
    : undefined

export const createGather = (now: () => number = Date.now) => {
  let chars = 0
  let waiting = 0
  let sent_at = now()
  return {
    /** Counts what came; whether it is to be sent now. */
    isEnough(batch: LoggedEvent[]): boolean {
      const added = batch.map(charsOf)
      const came = added.reduce<number>((sum, one) => sum + (one ?? 0), 0)
      chars += came
      waiting += came
      const others = added.includes(undefined)
      return others || chars <= FIRST_CHARS || waiting >= TOGETHER_CHARS || now() - sent_at >= WAIT_MAX_MS
    },
    waits: () => waiting > 0,
    sent() {
      waiting = 0
      sent_at = now()
    },
  }
}
