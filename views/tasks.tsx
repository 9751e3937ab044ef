/** All tasks: filters, quick add in plain words, complete, delete, undo. */
import type { Task, TaskFilters } from '../src/task/schema.ts'
import { Layout, type Shell } from './layout.tsx'
import { TaskRow } from './part/task.tsx'
import { UndoForm } from './part/undo.tsx'

export interface TaskListProps {
  tasks: Task[]
  total: number
  today: string
  filters: TaskFilters
  /** Cursor of the next page. */
  after?: string
}

/** The address of the page with these filters. */
export const tasksUrl = (filters: TaskFilters, after?: string) => {
  const known = Object.entries({ ...filters, after }).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const query = new URLSearchParams(known).toString()
  return query ? `/tasks?${query}` : '/tasks'
}

/** The part that htmx replaces after every change. */
export const TaskList = ({ tasks, total, today, filters, after }: TaskListProps) => {
  const next = tasksUrl(filters)
  return (
    <section id="tasks" class="list" aria-label="Tasks">
      <div class="sum">
        <span>{total === 1 ? '1 task' : `${total} tasks`}</span>
        <UndoForm next={next} target="#tasks" />
      </div>
      {tasks.length === 0 ? (
        <p class="hint nothing">Nothing here. Add a task above, or change the filter.</p>
      ) : (
        <ul class="tasks">
          {tasks.map((task) => (
            <TaskRow task={task} today={today} next={next} target="#tasks" full />
          ))}
        </ul>
      )}
      {after && (
        <p>
          <a class="button plain" href={tasksUrl(filters, after)}>
            More
          </a>
        </p>
      )}
    </section>
  )
}

const STATES = [
  { words: 'All', status: undefined },
  { words: 'Open', status: 'pending' },
  { words: 'Done', status: 'completed' },
] as const

const Filters = ({ filters }: { filters: TaskFilters }) => {
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
        <form method="get" action="/tasks">
          {filters.status && <input type="hidden" name="status" value={filters.status} />}
          <input
            type="search"
            name="q"
            value={filters.q}
            aria-label="Search tasks"
            placeholder="Search"
            maxlength={200}
            dir="auto"
          />
          <button class="plain" type="submit">
            Search
          </button>
        </form>
      </search>
      {filters.tag && (
        <a class="tag" href={tasksUrl({ ...filters, tag: undefined })} dir="auto">{`#${filters.tag} ×`}</a>
      )}
    </div>
  )
}

export interface TasksPageProps extends TaskListProps {
  shell: Shell
  /** What was typed into the quick add, when it failed, and why. */
  title?: string
  error?: string
  /** Paths of questions that agents have asked, outside any chat, and that wait. */
  asked?: string[]
}

/** Whoever lost the address that an agent gave them finds the question here. */
const Asked = ({ paths }: { paths: string[] }) => (
  <ul class="asked" aria-label="Waiting for you">
    {paths.map((path) => (
      <li>
        <a href={path}>An agent asks for something: confirm or cancel</a>
      </li>
    ))}
  </ul>
)

const QuickAdd = ({ title, error }: { title?: string; error?: string }) => (
  <form
    id="add"
    class="add"
    method="post"
    action="/tasks"
    hx-post="/tasks"
    hx-target="#tasks"
    hx-swap="outerMorph"
    hx-disable="find button"
  >
    <p id="err" class="error" role="alert">
      {error}
    </p>
    <div class="line">
      <input
        id="title"
        name="title"
        type="text"
        required
        value={title}
        maxlength={500}
        dir="auto"
        autocomplete="off"
        aria-label="New task in plain words"
        placeholder="Pay rent on the 1st of every month #home"
      />
      <button class="primary" type="submit">
        Add
      </button>
    </div>
  </form>
)

export const TasksPage = ({ shell, title, error, asked = [], ...list }: TasksPageProps) => (
  <Layout shell={shell} title="Tasks">
    <main id="main" class="board">
      <h1>Tasks</h1>
      {asked.length > 0 && <Asked paths={asked} />}
      <QuickAdd title={title} error={error} />
      <Filters filters={list.filters} />
      <TaskList {...list} />
    </main>
  </Layout>
)
