/** The list of conversations, newest first. */
import type { Thread } from '../../src/thread/schema.ts'

export const titleOf = (thread: Pick<Thread, 'title'> | undefined) => thread?.title ?? 'New chat'

const Entry = ({ thread, here }: { thread: Thread; here: boolean }) => (
  <li id={`session-${thread.id}`}>
    <a class="name" href={`/chat/${thread.id}`} aria-current={here ? 'page' : undefined} dir="auto">
      {titleOf(thread)}
    </a>
    <details class="more">
      <summary aria-label={`More about ${titleOf(thread)}`}>
        <span aria-hidden="true">⋯</span>
      </summary>
      <form method="post" action={`/chat/${thread.id}/delete`}>
        <button class="danger" type="submit">
          Delete this chat
        </button>
      </form>
    </details>
  </li>
)

export interface SessionListProps {
  threads: Thread[]
  has_more: boolean
  current?: string
}
export const SessionList = ({ threads, has_more, current }: SessionListProps) => (
  <nav id="sessions" class="sessions" aria-label="Chats" popover="auto">
    <a class="button primary" href="/chat">
      New chat
    </a>
    {threads.length === 0 && <p class="hint">No chats yet.</p>}
    <ul>
      {threads.map((thread) => (
        <Entry thread={thread} here={thread.id === current} />
      ))}
    </ul>
    {has_more && <p class="hint">Older chats are found by searching.</p>}
  </nav>
)
