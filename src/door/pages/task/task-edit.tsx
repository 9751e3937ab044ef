/** A task is edited in the place of its row, with and without scripts; and what quick add would read of words. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { dueWords } from '../../../../views/due.ts'
import { Partial } from '../../../../views/part/page.tsx'
import { TaskRow } from '../../../../views/part/task.tsx'
import { TaskForm } from '../../../../views/part/task-form.tsx'
import { invalid } from '../../../errors.ts'
import { cutText } from '../../../lib/text.ts'
import { sayRepeat } from '../../../task/format.ts'
import { PRIORITIES, type TaskChange } from '../../../task/schema.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { mendable } from '../form.ts'
import { currentUrl, fragment, isHtmx, safePath } from '../response.ts'
import { todayIn } from '../shell.ts'
import { changed, idOf, PERSON, showTasks } from './tasks.tsx'

const Field = Type.Optional(Type.String())
/** Fields that a form leaves out stay as they are; empty ones are cleared. */
const EditForm = Type.Object({
  title: Field,
  description: Field,
  due_on: Field,
  due_time: Field,
  remind_at: Field,
  was_remind_at: Field,
  repeat: Field,
  priority: Field,
  tags: Field,
  next: Field,
})
type EditForm = Static<typeof EditForm>

const priorityOf = (word: string) => {
  const priority = PRIORITIES.find((one) => one === word)
  if (!priority) throw invalid('/priority', 'This priority is not known.')
  return priority
}

/** @throws validation_error */
const changeOf = ({
  title,
  description,
  due_on,
  due_time,
  remind_at,
  was_remind_at,
  repeat,
  priority,
  tags,
}: EditForm): TaskChange => ({
  ...(title !== undefined && { title }),
  ...(description !== undefined && { description: description || null }),
  ...(due_on !== undefined && { due_on: due_on || null }),
  // A time without a date means nothing.
  ...(due_time !== undefined && { due_time: (due_on !== '' && due_time) || null }),
  // As it was, it goes with the due time.
  ...(remind_at !== undefined && remind_at !== was_remind_at && { remind_at: remind_at || null }),
  ...(repeat !== undefined && { repeat: repeat || null }),
  ...(priority !== undefined && { priority: priorityOf(priority) }),
  ...(tags !== undefined && { tags: [...new Set(tags.split(/[\s,#]+/).filter(Boolean))] }),
})

/** The page whose list the row stands in. */
const pageOf = (request: Request) => {
  const { pathname, search } = currentUrl(request)
  return (pathname === '/tasks' && safePath(pathname + search)) || '/tasks'
}

/** The row, or the form in its place; without scripts the whole page with the form in it. */
const show = async (context: PageContext, id: number) => {
  const { core, caller, request } = context
  const task = await core.task.show(caller, id)
  const editing = new URL(request.url).searchParams.has('edit')
  if (!isHtmx(request)) return showTasks(context, editing ? { editing: { task, next: '/tasks' } } : {})
  const next = pageOf(request)
  const row = { task, today: todayIn(caller.time_zone), next, target: '#tasks', full: true }
  return fragment(request, editing ? <TaskForm task={task} next={next} /> : <TaskRow {...row} />)
}

const save = async (context: PageContext, id: number, { next = '', ...form }: EditForm) => {
  const { core, caller, request } = context
  try {
    const { title } = await core.task.change(caller, id, changeOf(form), PERSON)
    return await changed(context, { words: `Saved “${title}”.`, notice: 'task_saved', next })
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    const {
      status,
      headers,
      error: { message },
    } = problem
    if (!isHtmx(request)) {
      const task = await core.task.show(caller, id)
      return showTasks(context, { status, headers, editing: { task, next: '/tasks', error: message } })
    }
    const words = (
      <Partial to={`#task-${id}-error`} swap="innerHTML">
        {message}
      </Partial>
    )
    return fragment(request, words, { status, headers })
  }
}

const PRIORITY_WORDS = { none: '', low: 'low priority', medium: 'medium priority', high: 'high priority' }

/** What quick add reads of the words, in a line; nothing when they are a title and no more. */
const read = ({ core, caller, request }: PageContext) => {
  const words = new URL(request.url).searchParams.get('title') ?? ''
  const task = core.task.read(caller, cutText(words, 500))
  const today = todayIn(caller.time_zone)
  const parts = [
    task.due_on === null ? undefined : dueWords({ ...task, status: 'pending' }, today),
    task.repeat ? sayRepeat(task.repeat) : undefined,
    PRIORITY_WORDS[task.priority],
    ...task.tags.map((tag) => `#${tag}`),
  ].filter(Boolean)
  return fragment(request, <span dir="auto">{parts.length > 0 && [task.title, ...parts].join(' · ')}</span>)
}

export const taskEditRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/task-edit' })
    .use(pageMacros(options))
    .get('/tasks/read', ({ context }) => read(context), { signed_in: true, limit: 'tasks' })
    .get('/tasks/:id', ({ context, params }) => show(context, idOf(params.id)), { signed_in: true, limit: 'tasks' })
    .post('/tasks/:id', ({ context, params, body }) => save(context, idOf(params.id), body), {
      signed_in: true,
      limit: 'tasks',
      body: EditForm,
    })
