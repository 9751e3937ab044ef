/** A conversation with its neighbours: the other chats before it, the open tasks after it. */
import type { Thread } from '../src/thread/schema.ts'
import type { Child } from './jsx/runtime.ts'
import { Layout, type Shell } from './layout.tsx'
import { Composer, type ComposerProps, Suggestions } from './part/composer.tsx'
import { Panel, type PanelProps } from './part/panel.tsx'
import { type ChatsProps, SessionList, titleOf } from './part/sessions.tsx'

export interface ChatPageProps {
  shell: Shell
  thread?: Thread
  /** The turns; none on a new chat. */
  log?: Child
  /** Older entries than the shown ones exist. */
  has_older?: boolean
  sessions: ChatsProps
  panel: PanelProps
  composer: ComposerProps
  /** Where a browser without scripts reads the answer as it is written. */
  plain_url?: string
}

const Bar = ({ thread }: { thread?: Thread }) => (
  <div class="bar">
    <button class="quiet drawer" type="button" popovertarget="sessions">
      Chats
    </button>
    <h1 id="thread-title" dir="auto">
      {titleOf(thread)}
    </h1>
    <button class="quiet drawer" type="button" popovertarget="panel">
      Tasks
    </button>
  </div>
)

const Conversation = ({ thread, log, has_older, composer }: ChatPageProps) => (
  <main id="main" class="talk">
    <Bar thread={thread} />
    <section id="pane" class="scroll" tabindex="0" aria-labelledby="thread-title">
      <div id="log" class="log">
        {has_older && <p class="hint older">Older messages are not shown.</p>}
        {log ?? (
          <Suggestions action={thread ? `/chat/${thread.id}` : '/chat'} message_key={`idea-${composer.message_key}`} />
        )}
      </div>
    </section>
    <button id="jump" class="jump" type="button" hidden>
      Jump to the newest
    </button>
    <Composer {...composer} />
  </main>
)

export const ChatPage = (props: ChatPageProps) => (
  <Layout shell={props.shell} title={titleOf(props.thread)} plain_url={props.plain_url}>
    <div class="desk">
      <SessionList {...props.sessions} />
      <Conversation {...props} />
      <aside id="panel" class="panel" aria-label="Open tasks" popover="auto">
        <Panel {...props.panel} />
      </aside>
    </div>
    <template id="ghost">
      <article class="msg me ghost">
        <h2 class="vh">You said</h2>
        <p class="text" dir="auto"></p>
      </article>
    </template>
  </Layout>
)
