/** What of the list is shown and in which order, all of it in the address; and the lists that a person goes to most. */
import type { OpenCounts, TaskFilters } from '../../src/task/schema.ts'

export interface ListAddress {
  filters: TaskFilters
  /** Cursor of the next page. */
  after?: string
  /** Rows at once, when more than usual. */
  limit?: number
}

/** The address of the page with these filters. */
export const tasksUrl = (filters: TaskFilters, more: Pick<ListAddress, 'after' | 'limit'> = {}) => {
  const given = Object.entries({ ...filters, ...more }).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return query ? `/tasks?${query}` : '/tasks'
}

const STATES = [
  { words: 'All', status: undefined },
  { words: 'Open', status: 'pending' },
  { words: 'Done', status: 'completed' },
] as const

const ORDERS = [
  ['', 'By day'],
  ['priority', 'By priority'],
  ['title', 'A to Z'],
  ['-created', 'Newest first'],
  ['-completed', 'Last done first'],
] as const

/** Filters that the form has no field for go along with it. */
const Hidden = ({ filters: { q: _q, priority: _priority, sort: _sort, ...others } }: { filters: TaskFilters }) => (
  <>
    {Object.entries(others).map(([name, value]) => (
      <input type="hidden" name={name} value={String(value)} />
    ))}
  </>
)

const Fields = ({ filters }: { filters: TaskFilters }) => (
  <form method="get" action="/tasks">
    <Hidden filters={filters} />
    <input
      type="search"
      name="q"
      value={filters.q}
      aria-label="Search tasks"
      placeholder="Search"
      maxlength={200}
      dir="auto"
    />
    <select name="priority" aria-label="Priority">
      <option value="">Any priority</option>
      {(['high', 'medium', 'low'] as const).map((one) => (
        <option value={one} selected={filters.priority === one}>
          {`${one.charAt(0).toUpperCase()}${one.slice(1)} priority`}
        </option>
      ))}
    </select>
    <select name="sort" aria-label="Order">
      {ORDERS.map(([sort, words]) => (
        <option value={sort} selected={(filters.sort ?? '') === sort}>
          {words}
        </option>
      ))}
    </select>
    <button class="plain" type="submit">
      Show
    </button>
  </form>
)

export const Filters = ({ filters }: Pick<ListAddress, 'filters'>) => {
  const { status: _, ...others } = filters
  return (
    <div class="filters">
      <nav aria-label="Filter by state">
        {STATES.map(({ words, status }) => (
          <a
            href={tasksUrl(status ? { ...others, status } : others)}
            aria-current={filters.status === status ? 'true' : undefined}
          >
            {words}
          </a>
        ))}
      </nav>
      <search>
        <Fields filters={filters} />
      </search>
      {filters.tag && (
        <a
          class="tag"
          href={tasksUrl({ ...filters, tag: undefined })}
          aria-label={`Not only #${filters.tag}`}
          dir="auto"
        >{`#${filters.tag} ×`}</a>
      )}
    </div>
  )
}

export interface ListsProps extends OpenCounts {
  filters: TaskFilters
}

const LISTS: { words: string; of: keyof Omit<OpenCounts, 'tags'>; filters: TaskFilters }[] = [
  { words: 'All open', of: 'open', filters: { status: 'pending' } },
  { words: 'Overdue', of: 'overdue', filters: { overdue: true } },
  { words: 'Today', of: 'today', filters: { status: 'pending', due_after: 'today', due_before: 'today' } },
  { words: 'Upcoming', of: 'upcoming', filters: { status: 'pending', due_after: 'tomorrow' } },
  { words: 'No date', of: 'undated', filters: { status: 'pending', undated: true } },
]

interface EntryProps {
  to: TaskFilters
  here: string
  words: string
  count: number
}
const Entry = ({ to, here, words, count }: EntryProps) => (
  <a href={tasksUrl(to)} aria-current={tasksUrl(to) === here ? 'true' : undefined}>
    <span dir="auto">{words}</span> <span class="count">{count}</span>
  </a>
)

/** Beside the list where there is room, above it on a phone; lists with nothing in them are left out. */
export const Lists = ({ filters, tags, ...counts }: ListsProps) => {
  const here = tasksUrl(filters)
  return (
    <nav id="lists" class="lists" aria-label="Lists">
      {LISTS.map(
        (list) =>
          (counts[list.of] > 0 || list.of === 'open') && (
            <Entry to={list.filters} here={here} words={list.words} count={counts[list.of]} />
          ),
      )}
      {tags.map(({ tag, open }) => (
        <Entry to={{ status: 'pending', tag }} here={here} words={`#${tag}`} count={open} />
      ))}
    </nav>
  )
}
