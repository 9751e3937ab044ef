/** Which part of a long conversation a page shows, as its address asks for it. */
import type { Item } from '../../../thread/schema.ts'

export interface ChatWindow {
  /** Only what is older than this item. */
  before?: string | undefined
  /** Everything from this item on: what an open page is kept up to date with. */
  from?: string | undefined
  /** What is around this item. */
  around?: string | undefined
}

export const windowOf = ({ searchParams }: URL): ChatWindow => {
  const named = (name: string) => searchParams.get(name) ?? undefined
  return { before: named('before'), from: named('from'), around: named('at') }
}

/** The newest items a page shows; older ones are asked for. */
const ITEMS_SHOWN = 100
/** What an open page has at most, after a long day of being open. */
const ITEMS_LIVE_MAX = 400

/** One more is asked for, to know whether there are older ones. */
export const limitOf = ({ from }: ChatWindow) => (from === undefined ? ITEMS_SHOWN : ITEMS_LIVE_MAX) + 1

/** What a page shows of the items found: whole turns, where that leaves anything. */
export const shownOf = (all: Item[], window: ChatWindow) => {
  const has_older = all.length === limitOf(window)
  if (!has_older) return { items: all, has_older: false }
  const rest = all.slice(1)
  const turn = rest.findIndex(({ type }) => type === 'user_message')
  return { items: turn > 0 ? rest.slice(turn) : rest, has_older }
}
