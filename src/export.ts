/** Everything the capabilities hold about one person, for the file they may take away. */
import { Type } from '@sinclair/typebox'
import { AccessToken, type Caller, Login, Profile } from './account/schema.ts'
import type { Confirmations } from './confirmation/confirmation.ts'
import { Confirmation } from './confirmation/schema.ts'
import { type IdRange, selectFeedback, selectMessages, selectRuns } from './export-store.ts'
import type { Feeds } from './feed/feed.ts'
import { Id, Instant, nullable, strict } from './lib/json-schema.ts'
import type { Queries } from './mutate.ts'
import type { Push } from './push/push.ts'
import { Subscription } from './push/schema.ts'
import { Run } from './run/schema.ts'
import { Change } from './task/changes.ts'
import { Task } from './task/schema.ts'
import type { Tasks } from './task/task.ts'
import { Message, type Page, threadFields } from './thread/schema.ts'
import type { Threads } from './thread/thread.ts'
import { Webhook } from './webhook/schema.ts'
import type { Webhooks } from './webhook/webhook.ts'

interface ExportSources {
  db: Queries
  thread: Threads
  task: Tasks
  confirmation: Confirmations
  feed: Pick<Feeds, 'find'>
  push: Pick<Push, 'list'>
  webhook: Pick<Webhooks, 'list'>
}

/** The file. */
export const AccountExport = Type.Object(
  {
    exported_at: Instant,
    user: Profile,
    browser_logins: Type.Array(Login),
    access_tokens: Type.Array(AccessToken),
    sessions: Type.Array(Type.Object({ ...threadFields, messages: Type.Array(Message) }, strict)),
    tasks: Type.Array(Task),
    confirmations: Type.Array(Confirmation),
    task_changes: Type.Array(Change),
    runs: Type.Array(Type.Omit(Run, ['thread_id', 'error', 'items'], strict)),
    calendar_address: nullable(Type.Object({ created_at: Instant, used_at: nullable(Instant) }, strict)),
    push_subscriptions: Type.Array(Subscription),
    webhooks: Type.Array(Webhook),
    sent_messages: Type.Array(
      Type.Object(
        {
          id: Id,
          channel: Type.String(),
          kind: Type.String(),
          task_ids: Type.Array(Type.Integer()),
          status: Type.String(),
          attempts: Type.Integer(),
          answer: nullable(Type.String()),
          created_at: Instant,
          settled_at: nullable(Instant),
        },
        { ...strict, description: 'What was or will be sent by push, mail and webhooks.' },
      ),
    ),
    feedback: Type.Array(
      Type.Object(
        { id: { ...Id, description: 'The message it is about.' }, kind: Type.String(), created_at: Instant },
        strict,
      ),
    ),
  },
  strict,
)

/** Rows fetched at a time; the whole is as long as the person’s data. */
const PAGE = 100

const all = async <T>(pageAfter: (after: string | undefined) => Promise<Page<T>>): Promise<T[]> => {
  const rows: T[] = []
  for (let page = await pageAfter(undefined); ; page = await pageAfter(page.after)) {
    rows.push(...page.data)
    if (!page.has_more) return rows
  }
}

/** The same for lists without cursors, in the order of their ids. */
const allById = <T extends { id: string }>(rowsIn: (range: IdRange) => Promise<T[]>): Promise<T[]> =>
  all(async (after) => {
    const data = await rowsIn({ after, limit: PAGE })
    const last = data.at(-1)
    return { data, has_more: data.length === PAGE, ...(last && { after: last.id }) }
  })

const asked = (after: string | undefined) => ({ limit: PAGE, ...(after !== undefined && { after }) })

export const createExport =
  ({ db, thread, task, confirmation, feed, push, webhook }: ExportSources) =>
  async (caller: Caller) => {
    const threads = await all((after) => thread.list(caller, asked(after)))
    const sessions = []
    for (const one of threads) {
      sessions.push({ ...one, messages: await all((after) => thread.messages(caller, one.id, asked(after))) })
    }
    const tasks = await all((after) => task.page(caller, asked(after)))
    const task_changes = await all((after) => task.changes(caller, asked(after)))
    const runs = await allById((range) => db.query((sql) => selectRuns(sql, caller.user_id, range)))
    const feedback = await allById((range) => db.query((sql) => selectFeedback(sql, caller.user_id, range)))
    const sent_messages = await allById((range) => db.query((sql) => selectMessages(sql, caller.user_id, range)))
    const [calendar_address = null, push_subscriptions, webhooks, confirmations] = await Promise.all([
      feed.find(caller),
      push.list(caller),
      webhook.list(caller),
      confirmation.list(caller),
    ])
    const told = { calendar_address, push_subscriptions, webhooks, sent_messages }
    return { sessions, tasks, confirmations, task_changes, runs, feedback, ...told }
  }
