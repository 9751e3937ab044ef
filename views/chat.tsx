/** A conversation with its neighbours: the other chats before it, the open tasks after it. */
import type { Thread } from '../src/thread/schema.ts'
import type { Child } from './jsx/runtime.ts'
import { Layout, type Shell } from './layout.tsx'
import { Chats, type ChatsProps, SessionList, titleOf } from './part/chats.tsx'
import { Composer, type ComposerProps, Suggestions } from './part/composer.tsx'
import { digestOf } from './part/page.tsx'
import { Shut } from './part/shut.tsx'
import { dayOf, TaskPanel, type TaskPanelProps } from './part/task-panel.tsx'

interface ChatPageProps {
  shell: Shell
  thread?: Thread
  /** The turns; none on a new chat. */
  log?: Child
  log_digest?: string | undefined
  /** The addresses of what is older and, on a page in the middle of a chat, of the newest. */
  older?: string | undefined
  newer?: string | undefined
  sessions: ChatsProps
  panel: TaskPanelProps
  composer: ComposerProps
  /** Where a browser without scripts reads the answer as it is written. */
  no_script_url?: string
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
      To do
    </button>
  </div>
)

/** What is older takes the place of the link to it, above what is kept up to date. */
export const Older = ({ href }: { href: string }) => (
  <p class="older">
    <a class="button" href={href} hx-get={href} hx-target="closest .older" hx-swap="outerHTML">
      Older messages
    </a>
  </p>
)

const Conversation = ({ thread, log, older, newer, composer, panel }: ChatPageProps) => (
  <main id="main" class="talk">
    <Bar thread={thread} />
    <section id="pane" class="scroll" tabindex="0" aria-labelledby="thread-title">
      <div class="reel">
        {older && <Older href={older} />}
        <div id="log" class="log">
          {log ?? (
            <Suggestions
              action={thread ? `/chat/${thread.id}` : '/chat'}
              message_key={`idea-${composer.message_key}`}
              day={dayOf(panel)}
            />
          )}
        </div>
        {newer && (
          <p class="newer">
            <a class="button" href={newer}>
              Newest messages
            </a>
          </p>
        )}
      </div>
    </section>
    <button id="jump" class="jump" type="button" hidden>
      Jump to the newest
    </button>
    <Composer {...composer} />
  </main>
)

/** In the order of the stream: tasks, chats, title, turns. */
const digests = ({ thread, log, log_digest }: ChatPageProps, panel: Child, chats: Child) => [
  ...[panel, chats].map(digestOf),
  ...(thread ? [digestOf(titleOf(thread)), log_digest ?? digestOf(log)] : []),
]

export const ChatPage = (props: ChatPageProps) => {
  const panel = <TaskPanel {...props.panel} />
  const chats = <Chats {...props.sessions} />
  const { shell, thread, no_script_url } = props
  return (
    <Layout shell={shell} title={titleOf(thread)} no_script_url={no_script_url} have={digests(props, panel, chats)}>
      <div class="desk">
        <SessionList q={props.sessions.q} current={props.sessions.current} chats={chats} />
        <Conversation {...props} />
        <aside id="panel" class="panel" aria-label="Open tasks" popover="auto">
          <Shut drawer="panel" />
          {panel}
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
}
