/** Tasks by page: the person’s own acts, which happen at once and can be undone. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { type Child, raw } from '../../../../views/jsx/runtime.ts'
import { NoticeWords, Partial, UndoNotice } from '../../../../views/part/page.tsx'
import { Lists } from '../../../../views/part/task-filters.tsx'
import { TaskPanel } from '../../../../views/part/task-panel.tsx'
import { TaskList, TasksPage, type TasksPageProps } from '../../../../views/tasks.tsx'
import { notFound } from '../../../errors.ts'
import { sayDayFrom } from '../../../task/format.ts'
import { nextOccurrence } from '../../../task/recurrence.ts'
import type { Origin, Task } from '../../../task/schema.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField, mendable, NextForm } from '../form.ts'
import { currentUrl, fragment, isHtmx, page, type ReplyOptions, safePath, seeOther } from '../response.ts'
import { shellOf, todayIn, withNotice } from '../shell.ts'
import { listsOf, taskListOf } from './task-list.ts'
import { taskPanelOf } from './task-panel.ts'

export const PERSON: Origin = { actor: 'person' }

type Asking = Pick<PageContext, 'core' | 'caller'>

/** Questions of agents at most; the newest first. */
const ASKED_SHOWN = 5

/** Those of chats stand in their chats. */
const askedOf = async ({ core, caller }: Asking) =>
  (await core.confirmation.list(caller))
    .filter(({ session_id }) => session_id === null)
    .slice(0, ASKED_SHOWN)
    .map(({ id }) => `/confirmations/${id}`)

type ShowOptions = ReplyOptions & Pick<TasksPageProps, 'title' | 'error' | 'problem' | 'editing'>

/** The page with its list; invalid filters are reported, and the list is shown without them. */
export const showTasks = async (context: PageContext, options: ShowOptions = {}): Promise<Response> => {
  const { request } = context
  const { status, headers, ...extra } = options
  // The addresses of forms carry no filters.
  const { pathname, search } = new URL(request.url)
  const at = new URL(pathname === '/tasks' && !extra.problem ? `/tasks${search}` : '/tasks', request.url)
  try {
    const list = await taskListOf(context, at, { wait: isHtmx(request) })
    // What a page asks for itself, as when a row that waited leaves.
    if (isHtmx(request)) return fragment(request, <TaskList {...list} />)
    const [lists, asked, shell] = await Promise.all([
      listsOf(context, list.filters),
      askedOf(context),
      shellOf(context, 'tasks'),
    ])
    const view = <TasksPage shell={shell} lists={lists} asked={asked} {...extra} {...list} />
    return page(request, view, { status, headers })
  } catch (error) {
    const problem = mendable(error)
    if (!problem || extra.problem) throw error
    const words = `${problem.error.message} The list is shown without filters.`
    return showTasks(context, { ...extra, status: problem.status, headers: problem.headers, problem: words })
  }
}

interface Outcome {
  /** What was done, for a page with scripts. */
  words: string
  /** The name of the sentence for a page without. */
  notice: string
  /** The page to come back to. */
  next: string
  /** Whether it can be undone from the notice. */
  undoable?: boolean
  /** A task that was completed by it: its row waits where it is. */
  just?: Task
}

/** The list again as it now is: the panel when the chat asked, else the page’s own list; with a sentence. */
export const changed = async (context: PageContext, outcome: Outcome) => {
  const { words, notice, next, undoable = true, just } = outcome
  const { request } = context
  if (!isHtmx(request)) return seeOther(withNotice(safePath(next) ?? '/tasks', notice))
  const url = currentUrl(request)
  const from_panel = request.headers.get('hx-target')?.endsWith('#todos') ?? false
  const list = from_panel ? (
    <TaskPanel {...(await taskPanelOf(context, safePath(url.pathname) ?? '/chat'))} />
  ) : (
    await pageList(context, url, just)
  )
  const target = from_panel ? '#todos' : '#tasks'
  const back = safePath(url.pathname + url.search) ?? '/tasks'
  const notice_view = undoable ? <UndoNotice text={words} next={back} target={target} /> : <NoticeWords text={words} />
  return fragment(request, <Changed list={list} notice={notice_view} />)
}

const pageList = async (context: PageContext, url: URL, just?: Task) => {
  const list = await taskListOf(context, url, { wait: true, just })
  return (
    <>
      <TaskList {...list} />
      <Partial to="#lists" swap="outerMorph">
        <Lists {...(await listsOf(context, list.filters))} />
      </Partial>
    </>
  )
}

const Changed = ({ list, notice }: { list: Child; notice: Child }) => (
  <>
    {list}
    <Partial to="#said" swap="innerHTML">
      {notice}
    </Partial>
    <Partial to="#err, #read" swap="innerHTML">
      {raw('')}
    </Partial>
  </>
)

const AddForm = Type.Object({ title: FormField, next: FormField })

const add = async (context: PageContext, { title, next }: Static<typeof AddForm>) => {
  const { core, caller, request } = context
  try {
    const { value } = await core.task.addPlain(caller, title, PERSON)
    return await changed(context, { words: `Added “${value.title}”.`, notice: 'added', next })
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    const { status, headers } = problem
    const message = problem.error.message
    if (!isHtmx(request)) return showTasks(context, { status, headers, title, error: message })
    const said = (
      <Partial to="#err" swap="innerHTML">
        {message}
      </Partial>
    )
    return fragment(request, said, { status, headers })
  }
}

/** When a repeating task that was completed comes round again, in a sentence. */
const nextWords = ({ repeat, due_on }: Task, today: string) => {
  const following = repeat && due_on ? nextOccurrence(repeat, due_on, today)?.due_on : undefined
  return following ? ` Next: ${sayDayFrom(today, following)}.` : ''
}

const toggle = async (context: PageContext, id: number, next: string) => {
  const { value } = await context.core.task.toggle(context.caller, id, PERSON)
  if (value.status !== 'completed')
    return changed(context, { words: `Reopened “${value.title}”.`, notice: 'toggled', next })
  const words = `Completed “${value.title}”.${nextWords(value, todayIn(context.caller.time_zone))}`
  return changed(context, { words, notice: 'toggled', next, just: value })
}

const remove = async (context: PageContext, id: number, next: string) => {
  const { title } = await context.core.task.show(context.caller, id)
  await context.core.task.remove(context.caller, id, PERSON)
  const words = `Deleted “${title}”.`
  return changed(context, { words, notice: 'deleted', next })
}

/** The newest act of all, or the newest on one task. */
const undo = async (context: PageContext, next: string, id?: number) => {
  const { core, caller } = context
  const newest = id === undefined ? undefined : (await core.task.history(caller, id, { limit: 1 })).data[0]
  const target = newest && { change_id: newest.id }
  const { value } = await core.task.undo(caller, PERSON, undefined, target)
  return changed(context, {
    words: value.undone ? `Undone: ${value.undone}.` : 'Undone.',
    notice: 'undone',
    next,
    undoable: false,
  })
}

export const idOf = (text: string) => {
  if (!/^\d{1,9}$/.test(text)) throw notFound('The task')
  return Number(text)
}

/** Spread into each route: Elysia writes into the object it is given. */
const person = Object.freeze({ signed_in: true, limit: 'tasks' } as const)

export const taskRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/tasks' })
    .use(pageMacros(options))
    .get('/tasks', ({ context }) => showTasks(context), { ...person })
    .post('/tasks', ({ context, body }) => add(context, body), { ...person, body: AddForm })
    .post('/tasks/undo', ({ context, body }) => undo(context, body.next), { ...person, body: NextForm })
    .post('/tasks/:id/undo', ({ context, params, body }) => undo(context, body.next, idOf(params.id)), {
      ...person,
      body: NextForm,
    })
    .post('/tasks/:id/toggle', ({ context, params, body }) => toggle(context, idOf(params.id), body.next), {
      ...person,
      body: NextForm,
    })
    .post('/tasks/:id/delete', ({ context, params, body }) => remove(context, idOf(params.id), body.next), {
      ...person,
      body: NextForm,
    })
