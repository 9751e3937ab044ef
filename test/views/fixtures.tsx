/** Every view with the same words in every text field: for escaping, for layout, for pictures. */
import type { Run, RunEvent } from '../../src/run/schema.ts'
import type { Task } from '../../src/task/schema.ts'
import type {
  AssistantMessageItem,
  Thread,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
} from '../../src/thread/schema.ts'
import { confirmationCard, settledCard } from '../../src/widget/confirmation.ts'
import { apply, newAnswer } from '../../views/answer.ts'
import { ChatPage } from '../../views/chat.tsx'
import { ErrorPage } from '../../views/error.tsx'
import type { Safe } from '../../views/jsx/runtime.ts'
import type { Shell } from '../../views/layout.tsx'
import { snapshotOf } from '../../views/part/frame.tsx'
import { Foot, Live, Turns } from '../../views/part/turn.tsx'
import { SettingsPage } from '../../views/settings.tsx'
import { SignInPage } from '../../views/signin.tsx'
import { SignUpPage } from '../../views/signup.tsx'
import { StatusPage } from '../../views/status.tsx'
import { TasksPage } from '../../views/tasks.tsx'

export const TODAY = '2026-11-20'
export const ID = '01900000-0000-7000-8000-000000000001'
const OTHER_ID = '01900000-0000-7000-8000-000000000002'
export const ASKED = '01900000-0000-7000-8000-0000000000c1'
const AT = '2026-11-20T10:00:00.000Z'
const base = { thread_id: ID, created_at: AT }

export const shellWith = (words: string): Shell => ({
  assets: { script: '/assets/app.js', style: '/assets/app.css', icon: '/assets/icon.svg' },
  here: 'chat',
  user: { name: words, email: words },
  notice: words,
  live: `/chat?q=${encodeURIComponent(words)}`,
})

export const taskWith = (words: string, more: Partial<Task> = {}): Task => ({
  id: 1,
  title: words,
  description: words,
  status: 'pending',
  priority: 'high',
  due_on: TODAY,
  due_time: '17:00',
  repeat: 'FREQ=WEEKLY;BYDAY=MO',
  tags: [words],
  created_at: AT,
  updated_at: AT,
  completed_at: null,
  ...more,
})

export const threadWith = (words: string, more: Partial<Thread> = {}): Thread => ({
  id: ID,
  user_id: ID,
  title: words,
  message_count: 2,
  pinned: false,
  archived: false,
  created_at: AT,
  updated_at: AT,
  ...more,
})

export const userItem = (words: string, id = 'u1'): UserMessageItem => ({
  ...base,
  id,
  type: 'user_message',
  content: [{ type: 'input_text', text: words }],
  attachments: [],
  inference_options: {},
})

export const assistantItem = (words: string, id = 'a1'): AssistantMessageItem => ({
  ...base,
  id,
  type: 'assistant_message',
  content: [{ type: 'output_text', text: words, annotations: [] }],
})

export const workflow = (words: string, id = 'w1'): WorkflowItem => ({
  ...base,
  id,
  type: 'workflow',
  workflow: {
    type: 'custom',
    expanded: false,
    tasks: [
      { type: 'custom', title: `✅ ${words}`, content: words, status_indicator: 'complete' },
      { type: 'custom', title: words, icon: words, status_indicator: 'loading' },
      { type: 'custom', title: words, icon: 'info', content: words, status_indicator: 'complete' },
    ],
  },
})

export const waiting = (words: string, id = 'c1'): WidgetItem => ({
  ...base,
  id,
  type: 'widget',
  widget: confirmationCard(ASKED, 'delete_task', [words, words]),
})

export const settled = (words: string, id = 'c2'): WidgetItem => ({
  ...base,
  id,
  type: 'widget',
  widget: settledCard('delete_task', [words], 'approved'),
})

/** A widget with every node we draw, and some we do not. */
export const richWidget = (words: string): WidgetItem => ({
  ...base,
  id: 'c3',
  type: 'widget',
  widget: {
    type: 'Card',
    status: { text: words },
    confirm: { label: words, action: { type: words, payload: { confirmation_id: ASKED } } },
    children: [
      { type: 'Title', value: words },
      { type: 'Text', value: words },
      { type: 'Badge', label: words },
      { type: 'Markdown', value: words },
      { type: 'Divider' },
      { type: words, value: words, children: { type: 'Caption', value: words } },
      { type: 'ListView', children: [{ type: 'ListViewItem', children: [{ type: 'Text', value: words }] }, words, 7] },
    ],
  },
})

export const runWith = (words: string, status: Run['status'] = 'failed'): Run => ({
  id: 'r1',
  session_id: ID,
  thread_id: ID,
  status,
  provider: words,
  model: words,
  usage: { input_tokens: 0, output_tokens: 0 },
  error: status === 'failed' ? { code: 'model_busy', message: words } : null,
  created_at: AT,
  finished_at: AT,
  items: [],
})

export const answerOf = (events: RunEvent[], answer = newAnswer()) => {
  for (const event of events) apply(answer, { seq: answer.seq + 1, event })
  return answer
}

const chatWith = (words: string, log: Safe) => (
  <ChatPage
    shell={shellWith(words)}
    thread={threadWith(words)}
    log={log}
    has_older
    sessions={{
      threads: [threadWith(words), threadWith(words, { id: OTHER_ID, pinned: true, archived: true })],
      has_more: true,
      current: ID,
      q: words,
      next: `/chat/${ID}`,
    }}
    panel={{ tasks: [taskWith(words)], total: 9, today: TODAY, next: `/chat/${ID}` }}
    composer={{ thread_id: ID, message_key: words, message_max_chars: 500, text: words, error: words }}
    plain_url={`/chat/${ID}?plain=1`}
  />
)

const pending = new Set([ASKED])

/** All pages and pieces, by name. */
export const everything = (words: string): Record<string, Safe> => ({
  signin: <SignInPage shell={shellWith(words)} next={`/x?${words}`} email={words} error={words} signup_open />,
  signup: (
    <SignUpPage
      shell={shellWith(words)}
      name={words}
      email={words}
      error={words}
      errors={{ name: words, email: words, password: words }}
    />
  ),
  error: (
    <ErrorPage shell={shellWith(words)} status={404} title={words} message={words} request_id={words} retry_after={3} />
  ),
  settings: (
    <SettingsPage
      shell={shellWith(words)}
      user={{ id: ID, email: words, name: words, time_zone: words, created_at: AT }}
      time_zones={[words, 'UTC']}
      tokens={[{ id: ID, name: words, scopes: ['chat'], expires_at: AT, used_at: null }]}
      logins={[
        { id: ID, user_agent: words, seen_at: AT, current: true },
        { id: OTHER_ID, user_agent: words, seen_at: AT, current: false },
      ]}
      today={TODAY}
      made={{ name: words, token: words }}
      problem={{ section: 'password', message: words }}
    />
  ),
  status: <StatusPage shell={shellWith(words)} ok={false} facts={{ version: words, database: words, llm: 'failed' }} />,
  tasks: (
    <TasksPage
      shell={shellWith(words)}
      tasks={[taskWith(words), taskWith(words, { id: 2, status: 'completed' })]}
      total={2}
      today={TODAY}
      filters={{ q: words, tag: words, status: 'pending' }}
      after={words}
      title={words}
      error={words}
    />
  ),
  chat: chatWith(
    words,
    <Turns
      items={[
        userItem(words),
        workflow(words),
        assistantItem(words),
        waiting(words),
        settled(words),
        richWidget(words),
      ]}
      pending={pending}
      end={<Foot run={runWith(words)} thread_id={ID} text={words} message_key={words} />}
    />,
  ),
  live: chatWith(words, <Live run_id="r1" thread_id={ID} have={3} tail={words} />),
  empty: (
    <ChatPage
      shell={shellWith(words)}
      sessions={{ threads: [], has_more: false, next: '/chat' }}
      panel={{ tasks: [], total: 0, today: TODAY, next: '/chat' }}
      composer={{ message_key: words, message_max_chars: 500 }}
    />
  ),
  snapshot: snapshotOf(
    answerOf([
      { type: 'thread.item.done', item: userItem(words) },
      { type: 'thread.item.done', item: workflow(words) },
      { type: 'thread.item.done', item: waiting(words) },
      { type: 'thread.item.added', item: assistantItem(`${words}\n\n\`\`\`\n${words}\n${words}`) },
    ]),
    { run_id: 'r1', pending },
  ),
})
