/** The list of conversations: pinned ones first, then the newest; searched, renamed, pinned, put away, deleted. */
import type { Thread } from '../../src/thread/schema.ts'
import type { Child } from '../jsx/runtime.ts'

/** As the core bounds it; longer ones are refused there. */
const TITLE_MAX_CHARS = 200

export const titleOf = (thread: Pick<Thread, 'title'> | undefined) => thread?.title ?? 'New chat'

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
}

const Change = ({ id, next, children }: { id: string; next: string; children?: Child }) => (
  <form
    method="post"
    action={`/chat/${id}/change`}
    hx-post={`/chat/${id}/change`}
    hx-target="#sessions .chats"
    hx-swap="outerMorph"
    hx-disable="find button"
  >
    <input type="hidden" name="next" value={next} />
    {children}
  </form>
)

const Menu = ({ thread, next }: { thread: Thread; next: string }) => (
  <details class="more">
    <summary aria-label={`More about ${titleOf(thread)}`}>
      <span aria-hidden="true">⋯</span>
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
      <button type="submit" name="pinned" value={String(!thread.pinned)}>
        {thread.pinned ? 'Unpin' : 'Pin'}
      </button>
      <button type="submit" name="archived" value={String(!thread.archived)}>
        {thread.archived ? 'Take out of the archive' : 'Archive'}
      </button>
    </Change>
    <form method="post" action={`/chat/${thread.id}/delete`}>
      <button class="danger" type="submit">
        Delete this chat
      </button>
    </form>
  </details>
)

const Entry = ({ thread, here, next }: { thread: Thread; here: boolean; next: string }) => (
  <li id={`session-${thread.id}`} class={thread.pinned ? 'pinned' : undefined}>
    {thread.pinned && <span class="vh">Pinned: </span>}
    <a class="name" href={`/chat/${thread.id}`} aria-current={here ? 'page' : undefined} dir="auto">
      {titleOf(thread)}
    </a>
    <Menu thread={thread} next={next} />
  </li>
)

const emptyWords = ({ q, archived }: ChatsProps) => {
  if (q) return 'No chat has these words.'
  return archived ? 'Nothing is archived.' : 'No chats yet.'
}

/** A search keeps its own name, so that what changes elsewhere does not put the whole list in its place. */
export const chatsId = ({ q, archived }: Pick<ChatsProps, 'q' | 'archived'>) => (q || archived ? 'found' : 'chats')

/** The part that changes. */
export const Chats = (props: ChatsProps) => {
  const { threads, has_more, current, q, archived, next } = props
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
          <Entry thread={thread} here={thread.id === current} next={next} />
        ))}
      </ul>
      {has_more && <p class="hint">Older chats are found by searching.</p>}
      {!q && !archived && (
        <p class="hint">
          <a href="/chat?archived=true">Archived chats</a>
        </p>
      )}
    </div>
  )
}

const Search = ({ q, current }: Pick<ChatsProps, 'q' | 'current'>) => {
  const action = current ? `/chat/${current}` : '/chat'
  return (
    <search>
      <form
        method="get"
        action={action}
        hx-get={action}
        hx-select=".chats"
        hx-target="#sessions .chats"
        hx-swap="outerHTML ignoreTitle:true"
      >
        <input
          type="search"
          name="q"
          value={q}
          aria-label="Search chats"
          placeholder="Search"
          maxlength={200}
          dir="auto"
        />
        <button type="submit">Search</button>
      </form>
    </search>
  )
}

export const SessionList = (props: ChatsProps) => (
  <nav id="sessions" class="sessions" aria-label="Chats" popover="auto">
    <a class="button primary" href="/chat">
      New chat
    </a>
    <Search q={props.q} current={props.current} />
    <Chats {...props} />
  </nav>
)
