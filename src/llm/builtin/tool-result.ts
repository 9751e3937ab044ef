/** Owns reading tool results. Whatever cannot be read is a failure: nothing is ever said to have happened on a guess. */
import { Type } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { Task } from '../../task/schema.ts'

export type Outcome =
  | { kind: 'tasks'; tasks: Task[] }
  | { kind: 'list'; tasks: Task[]; total: number; next_cursor?: string }
  | { kind: 'deleted'; task_ids: number[]; titles: string[] }
  | { kind: 'undone'; undone: string; task: Task | null }
  | { kind: 'waiting'; titles: string[] }
  | { kind: 'failed'; message: string }

type Fields = Record<string, unknown>
const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

const text = (value: unknown) => (typeof value === 'string' ? value : null)
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [])

/** A result may say more about a task than the task is, and one of an earlier release may know fewer of its fields. */
const isTask = TypeCompiler.Compile(Type.Object(Task.properties))
const UNKNOWN = Object.fromEntries(Object.keys(Task.properties).map((name) => [name, null]))
const task = (value: unknown): Task | undefined => {
  const raw = fields(value) && { ...UNKNOWN, ...fields(value) }
  return isTask.Check(raw) ? raw : undefined
}
const tasks = (value: unknown) => (Array.isArray(value) ? value.flatMap((one) => task(one) ?? []) : undefined)

const failed = (message: string): Outcome => ({ kind: 'failed', message })
const UNREADABLE = 'the result could not be read'

const deleted = (raw: Fields): Outcome => {
  const rows: unknown[] = Array.isArray(raw.tasks) ? raw.tasks : [raw]
  const list = rows.map(fields).filter((row) => row !== undefined)
  const task_ids = list.flatMap((one) => [one.task_id, one.id].find((id) => typeof id === 'number') ?? [])
  return { kind: 'deleted', task_ids: task_ids as number[], titles: list.flatMap((one) => text(one.title) ?? []) }
}

const errorText = (error: unknown) => text(error) ?? text(fields(error)?.message) ?? 'it failed'

const good = (raw: Fields): Outcome => {
  const one = task(raw.task)
  const many = tasks(raw.tasks)
  if ('undone' in raw) return { kind: 'undone', undone: text(raw.undone) ?? '', task: one ?? null }
  if ('deleted' in raw) return deleted(raw)
  if (many && typeof raw.total === 'number') {
    return { kind: 'list', tasks: many, total: raw.total, next_cursor: text(raw.next_cursor) ?? undefined }
  }
  if (one) return { kind: 'tasks', tasks: [one] }
  return many?.length ? { kind: 'tasks', tasks: many } : failed(UNREADABLE)
}

/**
 * The engine cuts long results off; what is whole of a list is still good. Inside a title every quotation mark is
 * written \\", so the seam between two tasks cannot be faked by one.
 */
const rescued = (content: string): Outcome | undefined => {
  const end = content.lastIndexOf('},{"id":')
  if (!content.startsWith('{"tasks":[') || end < 0) return undefined
  const whole = tasks(parse(`${content.slice(0, end)}}]}`)?.tasks)
  return whole && { kind: 'list', tasks: whole, total: Number.POSITIVE_INFINITY }
}

const parse = (content: string): Fields | undefined => {
  try {
    return fields(JSON.parse(content))
  } catch {
    return undefined
  }
}

/** @param content JSON text of a tool message; undefined when the call has no result. */
export const readOutcome = (content: string | undefined): Outcome => {
  if (content === undefined) return failed('there is no result')
  const raw = parse(content)
  if (!raw) return rescued(content) ?? failed(UNREADABLE)
  if ('error' in raw) return failed(errorText(raw.error))
  if (raw.status === 'awaiting_confirmation') return { kind: 'waiting', titles: texts(raw.titles) }
  return good(raw)
}
