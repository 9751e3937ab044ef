/** All tasks in groups by day: filters, quick add in plain words, edit, complete, delete, undo. */
import type { Task } from '../src/task/schema.ts'
import { Layout, type Shell } from './layout.tsx'
import { Act, UndoForm } from './part/form.tsx'
import { digestOf } from './part/page.tsx'
import { TaskRow } from './part/task.tsx'
import { Filters, type ListAddress, Lists, type ListsProps, tasksUrl } from './part/task-filters.tsx'
import { TaskForm, type TaskFormProps } from './part/task-form.tsx'
import { groupsOf } from './task-groups.ts'

export interface TaskListProps extends ListAddress {
  tasks: Task[]
  /** Those that were completed just now: they stay for a moment, with the way back. */
  waiting: ReadonlySet<number>
  total: number
  today: string
  /** The task that is edited on a page without scripts: its form stands in the place of its row. */
  editing?: TaskFormProps | undefined
}

type RowsProps = Pick<TaskListProps, 'tasks' | 'today' | 'waiting' | 'editing'> & { next: string }

const Rows = ({ tasks, today, waiting, editing, next }: RowsProps) => (
  <ul class="tasks">
    {tasks.map((task) =>
      task.id === editing?.task.id ? (
        <TaskForm {...editing} alone />
      ) : (
        <TaskRow task={task} today={today} next={next} target="#tasks" waiting={waiting.has(task.id)} full />
      ),
    )}
  </ul>
)

const Groups = ({ tasks, counted, ...rows }: RowsProps & { counted: boolean }) => (
  <>
    {groupsOf(tasks, rows.today, rows.waiting).map(({ name, tasks: inside }) => (
      <section id={`group-${name.replace(' ', '-').toLowerCase()}`} aria-label={name}>
        <h2 class={['group', name === 'Overdue' && 'late']}>
          {name} {counted && <span class="count">{inside.filter(({ id }) => !rows.waiting.has(id)).length}</span>}
        </h2>
        <Rows tasks={inside} {...rows} />
      </section>
    ))}
  </>
)

/** Rows added at once by “more”. */
const MORE_ROWS = [100, 200, 500] as const

/** All of it in one page as far as that goes, then the next page; the browser comes back to the row it left. */
const More = ({ filters, after, limit, tasks }: TaskListProps) => {
  const wider = MORE_ROWS.find((rows) => rows > Math.max(limit ?? 0, tasks.length))
  const last = tasks.at(-1)
  const to = wider ? `${tasksUrl(filters, { limit: wider })}#task-${last?.id}` : tasksUrl(filters, { after, limit })
  return (
    <p>
      <a class="button plain" href={to}>
        Show more
      </a>
    </p>
  )
}

const Nothing = ({ filtered }: { filtered: boolean }) => (
  <div class="nothing">
    <p class="large">{filtered ? 'No task fits' : 'Nothing to do'}</p>
    <p class="hint">
      {filtered ? (
        <a href="/tasks">Show all tasks</a>
      ) : (
        'Write a task above as you would say it: with a day, a #tag, or “every Monday”.'
      )}
    </p>
  </div>
)

/** The part that htmx replaces after every change. */
export const TaskList = (props: TaskListProps) => {
  const { tasks, total, filters, after, limit } = props
  const next = tasksUrl(filters, { limit })
  const rows = { tasks, today: props.today, waiting: props.waiting, editing: props.editing, next }
  return (
    <section id="tasks" class="list" aria-label="Tasks">
      <div class="sum">
        <span>{total === 1 ? '1 task' : `${total} tasks`}</span>
        <UndoForm next={next} target="#tasks" />
      </div>
      {tasks.length === 0 && <Nothing filtered={tasksUrl(filters) !== '/tasks'} />}
      {filters.sort ? <Rows {...rows} /> : <Groups {...rows} counted={after === undefined} />}
      {after && <More {...props} />}
    </section>
  )
}

export interface TasksPageProps extends TaskListProps {
  shell: Shell
  lists: ListsProps
  /** What was typed into the quick add, when it failed, and why. */
  title?: string
  error?: string
  /** Why the filters of the address were not used. */
  problem?: string
  /** Paths of questions that agents have asked, outside any chat, and that wait. */
  asked?: string[]
}

/** Confirmations requested over MCP. Listed here because the address that the agent passed on may be lost. */
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
  <Act id="add" class="add" to="/tasks" target="#tasks">
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
        aria-describedby="read"
        hx-get="/tasks/read"
        hx-trigger="input changed delay:300ms"
        hx-target="#read"
        hx-swap="innerHTML"
        hx-sync="replace"
      />
      <button class="primary" type="submit">
        Add
      </button>
    </div>
    <p id="read" class="hint" aria-live="polite"></p>
  </Act>
)

export const TasksPage = ({ shell, lists, title, error, problem, editing, asked = [], ...props }: TasksPageProps) => {
  const list = <TaskList {...props} />
  const beside = <Lists {...lists} />
  const inList = props.tasks.some(({ id }) => id === editing?.task.id)
  return (
    <Layout shell={shell} title="Tasks" have={[digestOf(list), digestOf(beside)]}>
      <main id="main" class="board with-lists">
        <h1>Tasks</h1>
        {beside}
        {asked.length > 0 && <Asked paths={asked} />}
        <QuickAdd title={title} error={error} />
        <Filters filters={props.filters} />
        {problem && (
          <p class="alert" role="alert">
            {problem}
          </p>
        )}
        {editing && !inList && (
          <ul aria-label="Edit">
            <TaskForm {...editing} alone />
          </ul>
        )}
        {inList ? <TaskList {...props} editing={editing} /> : list}
        <p class="hint ways">
          <a href="/tasks/import">Import tasks</a> · <a href="/settings#data">Export</a>
        </p>
      </main>
    </Layout>
  )
}
