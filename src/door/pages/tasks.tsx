/** Tasks by page: the person’s own acts, which happen at once and can be undone. */
import { Value } from '@sinclair/typebox/value'
import { Elysia } from 'elysia'
import { type Child, raw } from '../../../views/jsx/runtime.ts'
import { NoticeWords } from '../../../views/part/notice.tsx'
import { Panel } from '../../../views/part/panel.tsx'
import { Partial } from '../../../views/part/partial.tsx'
import { TaskList, type TaskListProps, TasksPage } from '../../../views/tasks.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { invalid, notFound } from '../../errors.ts'
import { type Deed, TaskFilters } from '../../task/schema.ts'
import { spend } from '../plugin/limits.ts'
import { field, mendable, sentenceOf } from './form.ts'
import { panelOf } from './panel.ts'
import { asPerson } from './person.ts'
import { fragment, isHtmx, page, type ReplyOptions, safePath, seeOther } from './reply.ts'
import { shellOf, todayIn, withNotice } from './shell.ts'

const TASKS_SHOWN = 50
const PERSON: Deed = { actor: 'person' }

interface Visit {
  core: Core
  caller: Caller
  request: Request
}

/** Filters of an address; empty ones, as a search form sends them, count as absent. @throws validation_error */
export const filtersOf = (url: URL): { filters: TaskFilters; after?: string } => {
  const {
    said: _,
    after,
    ...given
  } = Object.fromEntries([...url.searchParams].filter(([, value]) => value.trim() !== ''))
  if (!Value.Check(TaskFilters, given)) throw invalid('/query', 'This filter is not known.')
  return { filters: given, ...(after && { after }) }
}

/** The list as the page’s address asks for it. @throws validation_error */
export const listOf = async (core: Core, caller: Caller, url: URL): Promise<TaskListProps> => {
  const { filters, after } = filtersOf(url)
  const found = await core.task.list(caller, { ...filters, limit: TASKS_SHOWN, ...(after && { after }) })
  return { tasks: found.data, total: found.total, today: todayIn(caller.time_zone), filters, after: found.after }
}

/** Questions of agents at most; the newest first. */
const ASKED_SHOWN = 5

/** Those of chats stand in their chats. */
const askedOf = async ({ core, caller }: Visit) =>
  (await core.confirmation.list(caller))
    .filter(({ session_id }) => session_id === null)
    .slice(0, ASKED_SHOWN)
    .map(({ id }) => `/confirmations/${id}`)

const showTasks = async (visit: Visit, options: ReplyOptions & { title?: string; error?: string } = {}) => {
  const { core, caller, request } = visit
  // After a refused quick add the address is the form’s, which carries no filters.
  const [shell, list, asked] = await Promise.all([
    shellOf(core, caller, request, 'tasks'),
    listOf(core, caller, new URL(request.url)),
    askedOf(visit),
  ])
  const view = <TasksPage shell={shell} title={options.title} error={options.error} asked={asked} {...list} />
  return page(request, view, options)
}

/** The page that htmx shows; its filters stay. */
const currentUrl = (request: Request) => {
  const text = request.headers.get('hx-current-url') ?? ''
  return new URL(URL.canParse(text) ? text : '/tasks', request.url)
}

/** The list again as it now is: the panel when the chat asked, else the page’s own list; with a sentence. */
const changed = async (visit: Visit, words: string, said: string) => {
  const { core, caller, request } = visit
  if (!isHtmx(request)) return seeOther(withNotice(safePath(field(request, 'next')) ?? '/tasks', said))
  const url = currentUrl(request)
  const from_panel = request.headers.get('hx-target')?.endsWith('#todos') ?? false
  const list = from_panel ? (
    <Panel {...(await panelOf(core, caller, safePath(url.pathname) ?? '/chat'))} />
  ) : (
    <TaskList {...(await listOf(core, caller, url))} />
  )
  return fragment(request, <Changed list={list} words={words} />)
}

const Changed = ({ list, words }: { list: Child; words: string }) => (
  <>
    {list}
    <Partial to="#said" swap="innerHTML">
      <NoticeWords text={words} />
    </Partial>
    <Partial to="#err" swap="innerHTML">
      {raw('')}
    </Partial>
  </>
)

const add = async (visit: Visit) => {
  const { core, caller, request } = visit
  const title = field(request, 'title')
  try {
    if (title === '') throw invalid('/title', 'Write what is to be done.')
    const { value } = await core.task.addPlain(caller, title, PERSON)
    return await changed(visit, `Added “${value.title}”.`, 'added')
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    const { status, headers } = problem
    const message = sentenceOf(problem.error)
    if (!isHtmx(request)) return showTasks(visit, { status, headers, title, error: message })
    const said = (
      <Partial to="#err" swap="innerHTML">
        {message}
      </Partial>
    )
    return fragment(request, said, { status, headers })
  }
}

const toggle = async (visit: Visit, id: number) => {
  const { value } = await visit.core.task.toggle(visit.caller, id, PERSON)
  const done = value.status === 'completed'
  return changed(visit, `${done ? 'Completed' : 'Reopened'} “${value.title}”.`, 'toggled')
}

const remove = async (visit: Visit, id: number) => {
  const { title } = await visit.core.task.show(visit.caller, id)
  await visit.core.task.remove(visit.caller, id, PERSON)
  return changed(visit, `Deleted “${title}”. “Undo last change” brings it back.`, 'deleted')
}

const undo = async (visit: Visit) => {
  const { value } = await visit.core.task.undo(visit.caller, PERSON)
  return changed(visit, value.undone ? `Undone: ${value.undone}` : 'Undone.', 'undone')
}

const idOf = (text: string) => {
  if (!/^\d{1,9}$/.test(text)) throw notFound('The task')
  return Number(text)
}

export const taskRoutes = (core: Core) => {
  const visit = (request: Request, act: (visit: Visit) => Promise<Response>) =>
    asPerson(core, request, async (caller) => {
      await spend(core, 'tasks', request, caller)
      return act({ core, caller, request })
    })
  return new Elysia({ name: 'pages/tasks' })
    .get('/tasks', ({ request }) => visit(request, showTasks))
    .post('/tasks', ({ request }) => visit(request, add))
    .post('/tasks/undo', ({ request }) => visit(request, undo))
    .post('/tasks/:id/toggle', ({ request, params: { id } }) => visit(request, (one) => toggle(one, idOf(id))))
    .post('/tasks/:id/delete', ({ request, params: { id } }) => visit(request, (one) => remove(one, idOf(id))))
}
