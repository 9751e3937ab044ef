/** One entry of a conversation, the same piece whether paged, streamed or posted. */
import type { Item, UserMessageItem } from '../../src/thread/schema.ts'
import { markdown } from '../markdown.ts'
import { Cards } from './card.tsx'
import { Widget } from './widget.tsx'

export const wordsOf = (item: UserMessageItem) => item.content.map((content) => content.text).join('')

export interface UserMessageProps {
  item: UserMessageItem
  /** The newest message can be written anew; the sheet shows that on no other. */
  newest?: boolean
}
export const UserMessage = ({ item, newest }: UserMessageProps) => (
  <article id={`i-${item.id}`} class="msg me">
    <h2 class="vh">You said</h2>
    <p class="text" dir="auto">
      {wordsOf(item)}
    </p>
    {newest && (
      <a class="edit" href={`/chat/${item.thread_id}?edit=last`}>
        Edit and resend
      </a>
    )}
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
    case 'assistant_message':
      return (
        <div id={`i-${item.id}`} class="prose" dir="auto">
          {markdown(item.content.map((content) => content.text).join('\n\n'))}
        </div>
      )
  }
}
