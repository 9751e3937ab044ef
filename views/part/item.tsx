/** One entry of a conversation, the same piece whether paged, streamed or posted. */
import type { AssistantMessageItem, Item, UserMessageItem } from '../../src/thread/schema.ts'
import { keptMarkdown } from '../markdown/kept.ts'
import { TimeOf } from './day.tsx'
import { Cards } from './tool-card.tsx'
import { type Version, Versions } from './versions.tsx'
import { Widget } from './widget.tsx'

export const wordsOf = (item: UserMessageItem) => item.content.map((content) => content.text).join('')

/** The whole text of an answer; its parts stand below each other. */
export const answerTextOf = (item: AssistantMessageItem) => item.content.map((content) => content.text).join('\n\n')

interface UserMessageProps {
  item: UserMessageItem
  /** The person’s time zone; without it no time is said. */
  time_zone?: string | undefined
  versions?: Version | undefined
}
export const UserMessage = ({ item, time_zone, versions }: UserMessageProps) => (
  <article id={`i-${item.id}`} class="msg me">
    <h2 class="vh">You said</h2>
    <p class="text" dir="auto">
      {wordsOf(item)}
    </p>
    <div class="feet">
      {time_zone && <TimeOf at={item.created_at} time_zone={time_zone} />}
      <a class="edit" href={`/chat/${item.thread_id}?edit=${item.id}`}>
        Edit and resend
      </a>
      {versions && <Versions thread_id={item.thread_id} version={versions} />}
    </div>
  </article>
)

export const ItemPart = ({ item, pending }: { item: Item; pending: ReadonlySet<string> }) => {
  switch (item.type) {
    case 'user_message':
      return <UserMessage item={item} />
    case 'workflow':
      return <Cards item={item} />
    case 'widget':
      return <Widget item={item} pending={pending} />
    case 'task':
      return (
        <p id={`i-${item.id}`} class="aside" dir="auto">
          {item.task.title}
        </p>
      )
    case 'assistant_message':
      return (
        <div id={`i-${item.id}`} class="prose" dir="auto">
          {keptMarkdown(answerTextOf(item))}
        </div>
      )
  }
}
