/** The list of chats as the page’s address asks for it; of a search, with the place and the words around it. */
import type { ChatsProps } from '../../../../views/part/chats.tsx'
import { cutText } from '../../../lib/text.ts'
import type { PageContext } from '../context.ts'
import { pageAddressOf } from '../shell.ts'
import { excerptOf } from './excerpt.ts'

/** Chats of the list, and of a search. */
const THREADS_SHOWN = 50
const FOUND_SHOWN = 20
const SEARCH_MAX_CHARS = 200

type Asking = Pick<PageContext, 'core' | 'caller'>

const placesOf = async ({ core, caller }: Asking, ids: string[], q: string): Promise<ChatsProps['places']> => {
  if (ids.length === 0) return new Map()
  const found = await core.thread.places(caller, ids, q)
  return new Map(found.map(({ thread_id, item_id, words }) => [thread_id, { item_id, excerpt: excerptOf(words, q) }]))
}

export const chatsOf = async (asking: Asking, at: URL, current?: string): Promise<ChatsProps> => {
  const { core, caller } = asking
  const q = cutText(at.searchParams.get('q')?.trim() ?? '', SEARCH_MAX_CHARS) || undefined
  const archived = at.searchParams.get('archived') === 'true'
  // A search finds what was put away as well.
  const query = { limit: q ? FOUND_SHOWN : THREADS_SHOWN, pinned_first: true, ...(q ? { q } : { archived }) }
  const { data, has_more } = await core.thread.list(caller, query)
  return {
    threads: data,
    has_more,
    current,
    q,
    archived: !q && archived,
    next: pageAddressOf(at),
    ...(q && {
      places: await placesOf(
        asking,
        data.map(({ id }) => id),
        q,
      ),
    }),
  }
}
