/** The list of conversations: pinned ones first, then the newest; searched, renamed, pinned, put away, deleted. */
import type { Thread } from '../../src/thread/schema.ts'
import type { Child } from '../jsx/runtime.ts'
import { Act, Next } from './form.tsx'
import { Icon } from './icon.tsx'
import { Shut } from './shut.tsx'

/** As the core bounds it; longer ones are refused there. */
const TITLE_MAX_CHARS = 200

export const titleOf = (thread: Pick<Thread, 'title'> | undefined) => thread?.title ?? 'New chat'

/** Words around what was found. */
export interface Excerpt {
  before: string
  match: string
  after: string
}
interface PlaceFound {
  item_id: string
  excerpt: Excerpt
}

export interface ChatsProps {
  threads: Thread[]
  has_more: boolean
  /** The chat that is open. */
  current?: string
  /** What was searched for. */
  q?: string
  /** Chats that were put away instead of those in use. */
  archived?: boolean
  /** The page to come back to without scripts. */
  next: string
  /** Where the chats of a search have its words. */
  places?: ReadonlyMap<string, PlaceFound>
}

const Change = ({ id, next, children }: { id: string; next: string; children?: Child }) => (
  <Act to={`/chat/${id}/change`}>
    <Next path={next} />
    {children}
  </Act>
)

const Menu = ({ thread, next }: { thread: Thread; next: string }) => (
  <details class="more">
    <summary aria-label={`More about ${titleOf(thread)}`}>
      <Icon name="more" />
    </summary>
    <Change id={thread.id} next={next}>
      <input
        name="title"
        value={thread.title ?? ''}
        aria-label={`Name of ${titleOf(thread)}`}
        maxlength={TITLE_MAX_CHARS}
        required
        dir="auto"
        autocomplete="off"
      />
      <button type="submit">Rename</button>
    </Change>
    <Change id={thread.id} next={next}>
      <button class="quiet" type="submit" name="pinned" value={String(!thread.pinned)}>
        {thread.pinned ? 'Unpin' : 'Pin'}
      </button>
      <button class="quiet" type="submit" name="archived" value={String(!thread.archived)}>
        {thread.archived ? 'Take out of the archive' : 'Archive'}
      </button>
      <button class="quiet" type="submit" formaction={`/chat/${thread.id}/delete`}>
        Delete this chat
      </button>
    </Change>
  </details>
)

const ExcerptWords = ({ excerpt: { before, match, after } }: { excerpt: Excerpt }) => (
  <span class="excerpt" dir="auto">
    {before}
    {match && <mark>{match}</mark>}
    {after}
  </span>
)

interface EntryProps {
  thread: Thread
  here: boolean
  next: string
  place?: PlaceFound | undefined
  q?: string | undefined
}

/** A hit opens at its message; the search stays beside it. */
const hrefOf = ({ thread, place, q }: EntryProps) =>
  place && q
    ? `/chat/${thread.id}?${new URLSearchParams({ q, at: place.item_id })}#i-${place.item_id}`
    : `/chat/${thread.id}`

const Entry = (props: EntryProps) => {
  const { thread, here, next, place } = props
  return (
    <li id={`session-${thread.id}`} class={[thread.pinned && 'pinned', place && 'found']}>
      {thread.pinned && <span class="vh">Pinned: </span>}
      <a class="name" href={hrefOf(props)} aria-current={here ? 'page' : undefined} dir="auto">
        {titleOf(thread)}
        {place && <ExcerptWords excerpt={place.excerpt} />}
      </a>
      <Menu thread={thread} next={next} />
    </li>
  )
}

const emptyWords = ({ q, archived }: ChatsProps) => {
  if (q) return 'No chat has these words.'
  return archived ? 'Nothing is archived.' : 'No chats yet.'
}

/** A search keeps its own name, so that what changes elsewhere does not put the whole list in its place. */
export const chatsId = ({ q, archived }: Pick<ChatsProps, 'q' | 'archived'>) => (q || archived ? 'found' : 'chats')

/** The part that changes. */
export const Chats = (props: ChatsProps) => {
  const { threads, has_more, current, q, archived, next, places } = props
  return (
    <div id={chatsId(props)} class="chats">
      {(q || archived) && (
        <p class="hint">
          {q ? 'Found: ' : 'Archived chats. '}
          {q && <span dir="auto">{q}</span>} <a href={current ? `/chat/${current}` : '/chat'}>Show all</a>
        </p>
      )}
      {threads.length === 0 && <p class="hint">{emptyWords(props)}</p>}
      <ul>
        {threads.map((thread) => (
          <Entry thread={thread} here={thread.id === current} next={next} place={places?.get(thread.id)} q={q} />
        ))}
      </ul>
      {has_more && <p class="hint">Older chats are found by searching.</p>}
      {!q && !archived && (
        <p class="hint">
          <a href="/chat?archived=true">Archived chats</a> · <a href="/changes">Deleted chats</a>
        </p>
      )}
    </div>
  )
}

const Search = ({ q, current }: Pick<ChatsProps, 'q' | 'current'>) => {
  const action = current ? `/chat/${current}` : '/chat'
  return (
    <search>
      <form method="get" action={action}>
        <input
          type="search"
          name="q"
          value={q}
          aria-label="Search chats"
          placeholder="Search"
          maxlength={200}
          dir="auto"
          hx-get={action}
          hx-trigger="input changed delay:300ms, submit from:'closest form'"
          hx-sync="replace"
          hx-select=".chats"
          hx-target="#sessions .chats"
          hx-swap="outerMorph ignoreTitle:true"
        />
        <button type="submit">Search</button>
      </form>
    </search>
  )
}

export const SessionList = ({ chats, ...props }: Pick<ChatsProps, 'q' | 'current'> & { chats: Child }) => (
  <nav id="sessions" class="sessions" aria-label="Chats" popover="auto">
    <Shut drawer="sessions" />
    <a class="button" href="/chat">
      <Icon name="add" />
      New chat
    </a>
    <Search q={props.q} current={props.current} />
    {chats}
  </nav>
)
