/** A to-do list in memory behind the seven tools, and a loop that drives the assistant as the run engine does. */
import type { ModelMessage, ModelToolCall, Provider } from '../../../src/llm/provider.ts'
import type { Task } from '../../../src/task/schema.ts'

export const NOW = '2026-11-20T15:00:00Z'

type Args = Record<string, unknown>
export interface Asked {
  name: string
  args: Args
}

export const newTask = (id: number, title: string, parts: Partial<Task> = {}): Task => ({
  id,
  title,
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  created_at: NOW,
  updated_at: NOW,
  completed_at: null,
  ...parts,
})

export interface FakeOptions {
  /** Deletes wait for the person, and so does whatever changes more than three tasks. */
  confirm?: boolean
  /** Fails the tool of this name with these words. */
  broken?: Record<string, string>
}

/** For plain data three times as fast as structuredClone, and the corpora copy with every word. */
export const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** The list and its tools; results are the JSON text the run engine hands to a model. */
export class FakeList {
  tasks: Task[]
  undone: { words: string; tasks: Task[] }[] = []
  /** Calls that wait for the person. */
  waiting: Asked[] = []

  constructor(
    tasks: Task[] = [],
    private readonly options: FakeOptions = {},
  ) {
    this.tasks = tasks
  }

  call({ name, args }: Asked): string {
    const failure = this.options.broken?.[name]
    if (failure !== undefined) return failure
    try {
      return JSON.stringify(this.perform(name, args))
    } catch (error) {
      return JSON.stringify({ error: (error as Error).message })
    }
  }

  private perform(name: string, args: Args): object {
    if (name === 'list_tasks') return this.list(args)
    if (name === 'add_task') return this.add(args)
    if (name === 'undo_last_change') return this.undo()
    const { task_id, task_ids, remind, ...given } = args
    const set = {
      ...given,
      ...(remind !== undefined && { remind_at: `${remind}`.length > 10 ? remind : `${remind}T09:00` }),
    }
    const found = ((task_ids as number[]) ?? [task_id as number]).map((id) => this.find(id))
    if (this.options.confirm && (name === 'delete_task' || found.length > 3)) {
      this.waiting.push({ name, args })
      return { status: 'awaiting_confirmation', confirmation_id: 'c1', titles: found.map(({ title }) => title) }
    }
    this.keep(name)
    if (name === 'delete_task') return this.remove(found, task_ids !== undefined)
    const changed = found.map((task) => Object.assign(task, statusAfter(name, task), set))
    return task_ids ? { tasks: changed } : { task: changed[0] }
  }

  private find(id: number): Task {
    const task = this.tasks.find((one) => one.id === id)
    if (!task) throw new Error(`No task ${id}. Call list_tasks to see valid ids.`)
    return task
  }

  private keep(words: string) {
    this.undone.push({ words, tasks: copyOf(this.tasks) })
  }

  private add({ title, titles, ...parts }: Args): object {
    this.keep('add_task')
    const next = Math.max(0, ...this.tasks.map(({ id }) => id)) + 1
    const added = ((titles as string[]) ?? [title as string]).map((one, i) =>
      newTask(next + i, one, parts as Partial<Task>),
    )
    this.tasks.push(...added)
    return titles ? { tasks: added } : { task: added[0] }
  }

  private remove(gone: Task[], several: boolean): object {
    this.tasks = this.tasks.filter((task) => !gone.includes(task))
    const rows = gone.map(({ id, title }) => ({ task_id: id, title }))
    return several ? { deleted: true, tasks: rows } : { deleted: true, ...rows[0] }
  }

  private undo(): object {
    const last = this.undone.pop()
    if (!last) throw new Error('There is nothing to undo.')
    this.tasks = last.tasks
    return { undone: last.words, task: null }
  }

  private list({ limit = 20, cursor, ...filters }: Args): object {
    const from = Number(cursor ?? 0)
    const match = this.tasks.filter((task) => fits(task, filters)).toSorted(order)
    const page = match.slice(from, from + Number(limit))
    const more = from + page.length < match.length
    return { tasks: page, total: match.length, ...(more && { next_cursor: String(from + page.length) }) }
  }
}

const order = (a: Task, b: Task) => (a.status === b.status ? 0 : a.status === 'pending' ? -1 : 1) || a.id - b.id
const last_day = (task: Task) => task.completed_at?.slice(0, 10) ?? ''
const statusAfter = (name: string, { status }: Task): Partial<Task> => {
  if (name === 'complete_task') return { status: 'completed' }
  return name === 'toggle_task_status' ? { status: status === 'pending' ? 'completed' : 'pending' } : {}
}
const finished = (task: Task, { completed_before, completed_after }: Args) =>
  (!completed_before || (task.completed_at !== null && last_day(task) <= String(completed_before))) &&
  (!completed_after || (task.completed_at !== null && last_day(task) >= String(completed_after)))
const fits = (task: Task, { status, q, tag, priority, due_before, due_after, undated, repeats, ...ends }: Args) =>
  finished(task, ends) &&
  (undated === undefined || (task.due_on === null) === undated) &&
  (repeats === undefined || (task.repeat !== null) === repeats) &&
  (!status || task.status === status) &&
  (!q || [task.title, ...task.tags].join(' ').toLowerCase().includes(String(q).toLowerCase())) &&
  (!tag || task.tags.includes(String(tag))) &&
  (!priority || task.priority === priority) &&
  (!due_before || (task.due_on !== null && task.due_on <= String(due_before))) &&
  (!due_after || (task.due_on !== null && task.due_on >= String(due_after)))

const idsIn = (result: string): number[] => (JSON.parse(result).tasks ?? []).map(({ id }: Task) => id)

/** A conversation: every message is answered to its end and stays in the history of the next. */
export class Chat {
  readonly messages: ModelMessage[] = [{ role: 'system', content: 'You are TodoChat.' }]
  /** Calls of the last answer, by turn. */
  turns: Asked[][] = []

  constructor(
    private readonly provider: Provider,
    readonly list: FakeList,
    private readonly time_zone = 'UTC',
    private readonly clock: { now?: string; locale?: string } = {},
  ) {}

  get calls() {
    return this.turns.flat()
  }
  /** Calls of the last answer without its own lookups. */
  get effects() {
    return this.calls.filter(({ name, args }) => name !== 'list_tasks' || args.limit !== 30)
  }

  private notes: string[] = []
  /** What happened outside the chat, as the next message carries it. */
  noteNext(note: string) {
    this.notes.push(note)
  }

  async say(content: string): Promise<string> {
    const context = this.notes.splice(0)
    this.messages.push({ role: 'user', content, ...(context.length > 0 && { context }) })
    this.turns = []
    for (;;) {
      const { text, calls } = await this.turn()
      if (calls.length === 0) {
        this.messages.push({ role: 'assistant', content: text })
        return text
      }
      if (this.turns.length > 9) throw new Error('too many turns')
      this.carryOut(text, calls)
    }
  }

  /** One turn, asked for without changing anything. */
  async turn() {
    const { now = NOW, locale } = this.clock
    const request = { messages: copyOf(this.messages), tools: [], now, time_zone: this.time_zone, locale }
    let text = ''
    const calls: ModelToolCall[] = []
    for await (const event of this.provider.stream(request, new AbortController().signal)) {
      if (event.type === 'text') text += event.delta
      if (event.type === 'tool_call') calls.push(event.call)
    }
    return { text, calls }
  }

  /** Lists that were shown, by their ids. */
  readonly lists: number[][] = []

  private carryOut(content: string, tool_calls: ModelToolCall[]) {
    const asked = tool_calls.map(({ name, arguments: args }) => ({ name, args: JSON.parse(args) as Args }))
    this.turns.push(asked)
    this.messages.push({ role: 'assistant', content, tool_calls })
    tool_calls.forEach(({ id, name }, i) => {
      const result = this.list.call(asked[i] as Asked)
      if (name === 'list_tasks' && asked[i]?.args.limit !== 30) this.lists.push(idsIn(result))
      this.messages.push({ role: 'tool', tool_call_id: id, name, content: result })
    })
  }
}
