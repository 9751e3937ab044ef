/** Reads a file as the verb does, on a Saturday in Berlin. */
import { readImport } from '../../../src/task/import/import.ts'
import type { ImportFormat } from '../../../src/task/import/schema.ts'

export const WHEN = { now: '2026-11-21T12:00:00.000Z', time_zone: 'Europe/Berlin' }

const NOTHING = {
  description: null,
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  remind_at: null,
  remind_from: null,
}

/** Tasks with what they say of themselves; `completed` stands for the moment. */
export const reading = async (format: ImportFormat, text: string) => {
  const { tasks, skipped, errors } = await readImport(text, format, WHEN, 10_000)
  const said: object[] = tasks.map(({ created_at: _, completed_at, tags, ...task }) => ({
    ...Object.fromEntries(Object.entries(task).filter(([name, value]) => Object(NOTHING)[name] !== value)),
    ...(tags.length > 0 && { tags }),
    ...(completed_at !== null && { completed: true }),
  }))
  return { said, skipped, errors }
}
