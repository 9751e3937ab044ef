/** Things of a made-up person, for looking at the parts of pages in every state. */
import type { RunState } from '../../../run/schema.ts'
import type { Task } from '../../../task/schema.ts'
import type { Item, Thread, WorkflowTask } from '../../../thread/schema.ts'
import { confirmationCard, settledCard } from '../../../widget/confirmation-card.ts'

export const TODAY = '2026-11-20'
const AT = '2026-11-20T09:30:00.000Z'
export const CHAT_ID = '01900000-0000-7000-8000-000000000001'
export const QUESTION_ID = '01900000-0000-7000-8000-0000000000c1'

export const LONG =
  'A title that goes on and on, as people write them when the whole plan is in one line: first the shop, then the bank, then everybody’s presents'
export const RTL = 'شراء الحليب والخبز قبل المساء'

export const taskOf = (more: Partial<Task> = {}): Task => ({
  id: 1,
  title: 'Pay the rent',
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  created_at: AT,
  updated_at: AT,
  completed_at: null,
  ...more,
})

export const TASKS = {
  plain: taskOf(),
  overdue: taskOf({ due_on: '2026-11-18', priority: 'high' }),
  today: taskOf({ due_on: TODAY, due_time: '17:00', priority: 'medium', tags: ['home'] }),
  repeating: taskOf({
    due_on: '2026-11-23',
    repeat: 'FREQ=WEEKLY;BYDAY=MO',
    priority: 'low',
    description: 'Also the fern.',
  }),
  long: taskOf({ title: LONG, tags: ['a-tag-that-is-long-as-well', 'two', 'three'], description: LONG }),
  rtl: taskOf({ title: RTL, tags: ['بيت'] }),
  done: taskOf({ status: 'completed', completed_at: AT }),
} as const

export const threadOf = (more: Partial<Thread> = {}): Thread => ({
  id: CHAT_ID,
  user_id: CHAT_ID,
  title: 'Plants and rent',
  message_count: 2,
  pinned: false,
  archived: false,
  created_at: AT,
  updated_at: AT,
  ...more,
})

const base = { thread_id: CHAT_ID, created_at: AT }

export const said = (text: string): Item => ({
  ...base,
  id: 'said',
  type: 'user_message',
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
})

export const answered = (text: string): Item => ({
  ...base,
  id: 'answered',
  type: 'assistant_message',
  content: [{ type: 'output_text', text, annotations: [] }],
})

const step = (title: string, status_indicator: 'complete' | 'loading' = 'complete'): WorkflowTask => ({
  type: 'custom',
  title,
  status_indicator,
})
export const STEPS = {
  working: step('Adding “Pay the rent”', 'loading'),
  added: step('✅ Added “Pay the rent”'),
  changed: step('📝 Changed “Pay the rent”'),
  deleted: step('🗑️ Deleted “Pay the rent”'),
  listed: step('📋 Looked at 3 tasks'),
  failed: step('⚠️ There is no task 999'),
}
export const worked = (...tasks: WorkflowTask[]): Item => ({
  ...base,
  id: 'worked',
  type: 'workflow',
  workflow: { type: 'custom', expanded: false, tasks },
})

const TITLES = [
  { title: 'Pay the rent', lines: [] },
  { title: LONG, lines: ['Friday → Saturday'] },
]
export const QUESTION: Item = {
  ...base,
  id: 'asked',
  type: 'widget',
  widget: confirmationCard(QUESTION_ID, { tool: 'delete_task', rows: TITLES }),
}
export const settled = (outcome: 'approved' | 'declined'): Item => ({
  ...base,
  id: 'settled',
  type: 'widget',
  widget: settledCard({ tool: 'delete_task', rows: TITLES }, outcome),
})

export const runOf = (status: RunState['status']): RunState => ({
  id: 'run',
  session_id: CHAT_ID,
  thread_id: CHAT_ID,
  status,
  provider: 'builtin',
  model: 'builtin',
  usage: { input_tokens: 0, output_tokens: 0 },
  error: status === 'failed' ? { code: 'model_busy', message: 'The model is busy. Try again in a minute.' } : null,
  created_at: AT,
  finished_at: AT,
})

export const MARKDOWN = `Here is a **plan** with _care_ and a [link](https://example.org).

1. First the shop
2. Then the bank

- [x] milk
- bread

| When | What |
|---|---|
| Monday | Plants |

> Take your time.

\`\`\`ts
const left = tasks.filter((task) => task.status === 'pending').length
\`\`\``
