/** A list of tasks as one text in a format that other programs read. */
import type { ExportFormat, Task } from '../schema.ts'
import { toCsv } from './csv.ts'
import { toIcs } from './ics.ts'
import { toTodoTxt } from './todotxt.ts'

/** `now` stamps the calendar. */
export const exportTasks = async (tasks: Task[], format: ExportFormat, now: Date): Promise<string> => {
  if (format === 'csv') return toCsv(tasks)
  return format === 'ics' ? toIcs(tasks, now) : toTodoTxt(tasks)
}

/** What a door says about the text it sends. */
export const EXPORT_FILES: Record<ExportFormat, { type: string; name: string }> = {
  csv: { type: 'text/csv; charset=utf-8; header=present', name: 'tasks.csv' },
  ics: { type: 'text/calendar; charset=utf-8', name: 'tasks.ics' },
  todotxt: { type: 'text/plain; charset=utf-8', name: 'todo.txt' },
}
