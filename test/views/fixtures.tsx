/** Every view with the same words in every text field: for escaping, for layout, for pictures. */

import { snapshotOf } from '../../src/door/pages/chat/answer-frames.tsx'
import { apply, newAnswer } from '../../src/door/pages/chat/streamed-answer.ts'
import type { Run, RunEvent } from '../../src/run/schema.ts'
import type { Task } from '../../src/task/schema.ts'
import type {
  AssistantMessageItem,
  Thread,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
} from '../../src/thread/schema.ts'
import { confirmationCard, settledCard } from '../../src/widget/confirmation-card.ts'
import { AdminPage, AuditPage } from '../../views/admin.tsx'
import { type ActEntry, ChangesPage } from '../../views/changes.tsx'
import { ChatPage } from '../../views/chat.tsx'
import { ErrorView } from '../../views/error.tsx'
import { ForgotPage } from '../../views/forgot.tsx'
import { ImportPage } from '../../views/import.tsx'
import type { Safe } from '../../views/jsx/runtime.ts'
import type { Shell } from '../../views/layout.tsx'
import { OfflinePage } from '../../views/offline.tsx'
import { Foot, LiveAnswer, Turns } from '../../views/part/turn.tsx'
import { RemindPage } from '../../views/remind.tsx'
import { SettingsPage } from '../../views/settings.tsx'
import { SignInPage } from '../../views/signin.tsx'
import { SignUpPage } from '../../views/signup.tsx'
import { StatusPage } from '../../views/status.tsx'
import { TasksPage } from '../../views/tasks.tsx'
import { UnsubscribePage } from '../../views/unsubscribe.tsx'
import { webhookRow } from './webhook-row.ts'

export const TODAY = '2026-11-20'
export const ID = '01900000-0000-7000-8000-000000000001'
const OTHER_ID = '01900000-0000-7000-8000-000000000002'
export const ASKED = '01900000-0000-7000-8000-0000000000c1'
const AT = '2026-11-20T10:00:00.000Z'
const base = { thread_id: ID, created_at: AT }

export const shellWith = (words: string): Shell => ({
  assets: { script: '/assets/app.js', style: '/assets/app.css', icon: '/i.svg', icon_touch: '/t.png', push: '/p.js' },
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
  remind_at: null,
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

const row = (title: string) => ({ title, lines: [`title ${title} → ${title}`] })

export const waiting = (words: string, id = 'c1'): WidgetItem => ({
  ...base,
  id,
  type: 'widget',
  widget: confirmationCard(ASKED, { tool: 'delete_task', rows: [row(words), row(words)] }),
})

export const settled = (words: string, id = 'c2'): WidgetItem => ({
  ...base,
  id,
  type: 'widget',
  widget: settledCard({ tool: 'delete_task', rows: [row(words)] }, 'approved'),
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
    sessions={{
      threads: [threadWith(words), threadWith(words, { id: OTHER_ID, pinned: true, archived: true })],
      has_more: true,
      current: ID,
      q: words,
      next: `/chat/${ID}`,
      places: new Map([[ID, { item_id: ID, excerpt: { before: words, match: words, after: words } }]]),
    }}
    panel={{ tasks: [taskWith(words)], total: 9, today: TODAY, next: `/chat/${ID}` }}
    composer={{ thread_id: ID, message_key: words, message_max_chars: 500, text: words, error: words }}
    no_script_url={`/chat/${ID}?no_script=1`}
  />
)

const pending = new Set([ASKED])

const actWith = (words: string, rows: number): ActEntry => ({
  who: words,
  at: AT,
  when: words,
  question: { href: `/chat/${ID}?at=${ID}`, words },
  holds: true,
  rows: Array.from({ length: rows }, (_, n) => ({
    id: 100 * rows - n,
    label: words,
    title: words,
    lines: [words, words],
    undone: n === 1,
    holds: n !== 1,
  })),
})

/** All pages and pieces, by name. */
const PERSON = (words: string) => ({
  id: ID,
  email: words,
  name: words,
  admin: false,
  disabled: false,
  has_password: true,
  chats: 1,
  created_at: AT,
})
const STATE = {
  version: '1.0.0',
  embedded: true,
  server: '17',
  schema: 2,
  newest_schema: 3,
  bytes: 123,
  people: 2,
  administrators: 1,
  queued: 0,
  running: 1,
  owners: 1,
}

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
    <ErrorView shell={shellWith(words)} status={404} title={words} message={words} request_id={words} retry_after={3} />
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
      feed={{ created_at: AT, used_at: AT }}
      made_feed={words}
      made_webhook={{ url: words, secret: words }}
      webhooks={[webhookRow(words)]}
      mail={true}
      push={{
        subscriptions: [{ id: ID, user_agent: words, show_titles: true, created_at: AT }],
        public_key: words,
      }}
      usage={{ days: [{ day: TODAY, tokens: 1234 }], limit: 200_000, left: 198_766 }}
      admin
      prove={true}
      today={TODAY}
      made={{ name: words, token: words, url: words }}
      problem={{ section: 'password', message: words }}
    />
  ),
  import: (
    <ImportPage
      shell={shellWith(words)}
      text={words}
      format="markdown"
      form_key={words}
      today={TODAY}
      found={{ added: 0, skipped: 1, errors: [{ line: 2, message: words }], tasks: [taskWith(words)] }}
      error={words}
    />
  ),
  unsubscribe: <UnsubscribePage shell={shellWith(words)} kind="digest" action="/unsubscribe/x" />,
  remind: <RemindPage shell={shellWith(words)} task={taskWith(words)} today={TODAY} />,
  offline: <OfflinePage shell={shellWith(words)} />,
  forgot: <ForgotPage shell={shellWith(words)} mails error={words} />,
  admin: (
    <AdminPage
      shell={shellWith(words)}
      people={[
        PERSON(words),
        { ...PERSON(`${words}2`), id: OTHER_ID, disabled: true, admin: true, has_password: false },
      ]}
      words={words}
      more={`/admin?q=${encodeURIComponent(words)}`}
      signup={{ mode: 'open', fixed: false, invitations: [{ id: ID, note: words, made_at: AT, expires_at: AT }] }}
      usage={[
        { day: TODAY, tokens: 0, people: 0 },
        { day: TODAY, tokens: 12_345, people: 3 },
      ]}
      state={STATE}
      facts={{ database: words }}
      backups={{
        folder: words,
        status: 'current',
        outcome: words,
        files: [{ name: words, bytes: 12_345_678, made_at: AT }],
        ready: true,
        making: false,
      }}
      made={{ whom: words, link: words, kind: 'invitation' }}
      problem={{ section: 'people', message: words }}
    />
  ),
  audit: (
    <AuditPage
      shell={shellWith(words)}
      title="Audit"
      whose={words}
      entries={[
        { seq: 1, at: AT, act: 'tool_called', facts: { by: 'assistant', what: words, outcome: words, count: 2 } },
      ]}
      time_zone="UTC"
      more={`/admin/audit?email=${encodeURIComponent(words)}&before=1`}
      back="/admin"
    />
  ),
  status: <StatusPage shell={shellWith(words)} ok={false} facts={{ version: words, answers: words, llm: 'failed' }} />,
  tasks: (
    <TasksPage
      shell={shellWith(words)}
      tasks={[taskWith(words), taskWith(words, { id: 2, status: 'completed' })]}
      total={2}
      today={TODAY}
      filters={{ q: words, tag: words, status: 'pending' }}
      waiting={new Set([2])}
      lists={{
        filters: { tag: words },
        open: 3,
        overdue: 1,
        today: 1,
        upcoming: 1,
        undated: 0,
        tags: [{ tag: words, open: 1 }],
      }}
      after={words}
      title={words}
      error={words}
    />
  ),
  changes: (
    <ChangesPage
      shell={{ ...shellWith(words), here: 'changes', gone: ID }}
      feed={{ acts: [actWith(words, 1), actWith(words, 9)], older: `/changes?after=${encodeURIComponent(words)}` }}
      bin={{ chats: [{ id: ID, title: words, when: words }], older: `/changes?x=${encodeURIComponent(words)}` }}
      back
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
      time_zone="UTC"
      answers={new Map([['u1', runWith(words)]])}
      versions={new Map([['u1', { at: 1, of: 2, after: ID }]])}
      end={
        <Foot
          run={runWith(words)}
          thread_id={ID}
          undoable
          time_zone="UTC"
          again={{ item_id: words, message_key: words }}
          versions={{ at: 2, of: 2, before: ID }}
        />
      }
    />,
  ),
  live: chatWith(words, <LiveAnswer run_id="r1" thread_id={ID} have={3} tail={words} />),
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
