/** Everything the capabilities hold about one person, for the file they may take away. */
import type { Caller } from './account/schema.ts'
import type { Confirmations } from './confirmation/confirmation.ts'
import type { Tasks } from './task/task.ts'
import type { Page } from './thread/schema.ts'
import type { Threads } from './thread/thread.ts'

export interface ExportSources {
  thread: Threads
  task: Tasks
  confirmation: Confirmations
}

/** Rows fetched at a time; the whole is as long as the person’s data. */
const PAGE = 100

const all = async <T>(pageAfter: (after: string | undefined) => Promise<Page<T>>): Promise<T[]> => {
  const rows: T[] = []
  for (let page = await pageAfter(undefined); ; page = await pageAfter(page.after)) {
    rows.push(...page.data)
    if (!page.has_more) return rows
  }
}

const asked = (after: string | undefined) => ({ limit: PAGE, ...(after !== undefined && { after }) })

export const createExport =
  ({ thread, task, confirmation }: ExportSources) =>
  async (caller: Caller) => {
    const threads = await all((after) => thread.list(caller, asked(after)))
    const sessions = []
    for (const one of threads) {
      sessions.push({ ...one, messages: await all((after) => thread.messages(caller, one.id, asked(after))) })
    }
    const tasks = await all((after) => task.list(caller, asked(after)))
    return { sessions, tasks, confirmations: await confirmation.list(caller) }
  }
