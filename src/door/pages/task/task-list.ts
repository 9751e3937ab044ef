/** The list of tasks as the address of its page asks for it. */
import type { ListAddress, ListsProps } from '../../../../views/part/task-filters.tsx'
import { withWaiting } from '../../../../views/task-groups.ts'
import type { TaskListProps } from '../../../../views/tasks.tsx'
import { invalid } from '../../../errors.ts'
import { readFilters } from '../../../task/list.ts'
import type { Task, TaskFilters } from '../../../task/schema.ts'
import type { PageContext } from '../context.ts'
import { todayIn } from '../shell.ts'

/** Rows of the page at first, and when it is asked for more. */
const ROWS = 50
const ROWS_MAX = 500
/** As many as the list answers at once. */
const PAGE_ROWS = 100

/** A completed row stays so long where it was, in ms. The page asks again a little later. */
const WAIT_MS = 4000
/** Completed rows that stay visible at once; one more removes the oldest. */
const WAITING_MAX = 10

type Asking = Pick<PageContext, 'core' | 'caller'>

/** @throws validation_error */
const limitOf = (text: string | undefined) => {
  if (text === undefined) return undefined
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > ROWS_MAX) throw invalid('/limit', `Ask for 1 to ${ROWS_MAX} rows.`)
  return limit
}

/** Filters of an address; empty ones, as a search form sends them, count as absent. @throws validation_error */
export const filtersOf = (url: URL): ListAddress => {
  const {
    said: _,
    after,
    limit: rows,
    ...given
  } = Object.fromEntries([...url.searchParams].filter(([, value]) => value.trim() !== ''))
  const limit = limitOf(rows)
  return { filters: readFilters(given), ...(after && { after }), ...(limit && { limit }) }
}

/** So many rows from a place on, as pages of the list. @throws bad_cursor */
const rowsOf = async ({ core, caller }: Asking, { filters, after, limit = ROWS }: ListAddress) => {
  const tasks: Task[] = []
  let total = 0
  let next = after
  do {
    const wanted = Math.min(PAGE_ROWS, limit - tasks.length)
    const page = await core.task.list(caller, { ...filters, limit: wanted, ...(next && { after: next }) })
    tasks.push(...page.data)
    total = page.total
    next = page.has_more ? page.after : undefined
  } while (next && tasks.length < limit)
  return { tasks, total, after: next }
}

/** Completed rows that stay visible: none on the first load, where the filter is exact. */
interface Waits {
  /** Whether rows that were completed just now stay in the list that is already looked at. */
  wait?: boolean
  /** The one of this very request. */
  just?: Task
}

/** Those of the filters that were completed just now, when they are looked for as open ones. */
const waitingOf = async (
  { core, caller }: Asking,
  { overdue: _, ...filters }: TaskFilters,
  { wait = false, just }: Waits,
) => {
  if (!wait || filters.status === 'completed' || filters.sort) return []
  const done = { ...filters, status: 'completed', completed_after: 'today', sort: '-completed' } as const
  const { data } = await core.task.list(caller, { ...done, limit: WAITING_MAX })
  const since = Date.now() - WAIT_MS
  return data.filter(({ id, completed_at }) => id === just?.id || Date.parse(completed_at ?? '') > since)
}

/** The list as the page’s address asks for it, with what was just completed. @throws validation_error, bad_cursor */
export const taskListOf = async (asking: Asking, url: URL, waits: Waits = {}): Promise<TaskListProps> => {
  const address = filtersOf(url)
  const [found, waiting] = await Promise.all([rowsOf(asking, address), waitingOf(asking, address.filters, waits)])
  return {
    ...address,
    ...found,
    tasks: waiting.length > 0 ? withWaiting(found.tasks, waiting) : found.tasks,
    waiting: new Set(waiting.map(({ id }) => id)),
    today: todayIn(asking.caller.time_zone),
  }
}

export const listsOf = async ({ core, caller }: Asking, filters: TaskFilters): Promise<ListsProps> => ({
  ...(await core.task.overview(caller)),
  filters,
})
