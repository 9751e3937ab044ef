/** `/dev/components`, in development only: every part of the pages in every state, each on a page of its own. */
import { Elysia } from 'elysia'
import type { Child } from '../../../../views/jsx/runtime.ts'
import { Layout, type Shell } from '../../../../views/layout.tsx'
import { Chats } from '../../../../views/part/chats.tsx'
import { Composer, Suggestions } from '../../../../views/part/composer.tsx'
import { Field } from '../../../../views/part/form.tsx'
import { UndoNotice } from '../../../../views/part/page.tsx'
import { TaskRow } from '../../../../views/part/task.tsx'
import { Filters, Lists } from '../../../../views/part/task-filters.tsx'
import { TaskForm } from '../../../../views/part/task-form.tsx'
import { TaskPanel } from '../../../../views/part/task-panel.tsx'
import { Foot, LiveAnswer, Turns } from '../../../../views/part/turn.tsx'
import { Made, Tokens } from '../../../../views/settings/access.tsx'
import { notFound } from '../../../errors.ts'
import type { Item } from '../../../thread/schema.ts'
import { page } from '../response.ts'
import { strangerShell } from '../shell.ts'
import {
  answered,
  CHAT_ID,
  LONG,
  MARKDOWN,
  QUESTION,
  QUESTION_ID,
  RTL,
  runOf,
  STEPS,
  said,
  settled,
  TASKS,
  TODAY,
  taskOf,
  threadOf,
  worked,
} from './samples.ts'

type Parts = Record<string, () => Child>

const named = (prefix: string, parts: Parts): Parts =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [`${prefix}: ${name}`, part]))

const CONTROLS: Parts = {
  buttons: () => (
    <p class="choices">
      <button class="primary" type="submit">
        Primary
      </button>{' '}
      <button type="submit">Plain</button>{' '}
      <button class="quiet" type="submit">
        Quiet
      </button>{' '}
      <button class="danger" type="submit">
        Danger
      </button>{' '}
      <button type="submit" disabled>
        Busy
      </button>
    </p>
  ),
  field: () => <Field name="name" label="Name" type="text" autocomplete="name" value="Ada" hint="As others see it." />,
  'field with an error': () => (
    <Field name="name" label="Name" type="text" autocomplete="name" error="A name is needed." />
  ),
  alert: () => (
    <p class="alert" role="alert">
      That is not the current password.
    </p>
  ),
  'notice with its way back': () => (
    <div class="said">
      <UndoNotice text="Deleted “Pay the rent”." next="/tasks" target="#tasks" />
    </div>
  ),
}

const row = (task: Parameters<typeof TaskRow>[0]['task'], more: { waiting?: boolean } = {}) => (
  <section class="list" aria-label="Tasks">
    <ul class="tasks">
      <TaskRow task={task} today={TODAY} next="/tasks" target="#tasks" full {...more} />
    </ul>
  </section>
)
const COUNTS = {
  open: 12,
  overdue: 2,
  today: 3,
  upcoming: 4,
  undated: 3,
  tags: [
    { tag: 'home', open: 5 },
    { tag: RTL, open: 1 },
  ],
}

const TASK_PARTS: Parts = {
  ...Object.fromEntries(Object.entries(TASKS).map(([name, task]) => [name, () => row(task)])),
  'just done, waiting': () => row(TASKS.done, { waiting: true }),
  edited: () => (
    <ul>
      <TaskForm task={taskOf(TASKS.repeating)} next="/tasks" />
    </ul>
  ),
  'edited, refused': () => (
    <ul>
      <TaskForm task={TASKS.long} next="/tasks" error="Title must not be empty." />
    </ul>
  ),
  panel: () => <TaskPanel tasks={[TASKS.overdue, { ...TASKS.today, id: 2 }]} total={9} today={TODAY} next="/chat" />,
  'panel, empty': () => <TaskPanel tasks={[]} total={0} today={TODAY} next="/chat" />,
  lists: () => <Lists filters={{ overdue: true }} {...COUNTS} />,
  filters: () => <Filters filters={{ status: 'pending', tag: 'home', sort: 'title' }} />,
}

const log = (items: Item[], end?: Child, pending: string[] = []) => (
  <div class="log">
    <Turns items={items} pending={new Set(pending)} end={end} />
  </div>
)
const ended = (status: Parameters<typeof runOf>[0]) => () =>
  log(
    [said('Pay the rent tomorrow'), worked(STEPS.added), answered('Half of it is')],
    <Foot run={runOf(status)} thread_id={CHAT_ID} undoable again={{ item_id: 'said', message_key: 'again' }} />,
  )

const CHAT_PARTS: Parts = {
  'message and Markdown': () => log([said('What is the plan?'), answered(MARKDOWN)]),
  'long words': () => log([said(`${LONG} ${'x'.repeat(120)}`), answered(LONG)]),
  'right to left': () => log([said(RTL), answered(RTL)]),
  'being written': () =>
    log(
      [said('tell me'), answered('The first block.')],
      <LiveAnswer run_id="run" thread_id={CHAT_ID} have={3} tail="and the tail" />,
    ),
  steps: () => log([said('do it all'), worked(...Object.values(STEPS))]),
  completed: ended('completed'),
  failed: ended('failed'),
  stopped: ended('cancelled'),
  interrupted: ended('interrupted'),
  question: () => log([said('delete them'), QUESTION], undefined, [QUESTION_ID]),
  'question, too late': () => log([said('delete them'), QUESTION]),
  'question, confirmed': () => log([said('delete them'), settled('approved')]),
  'question, declined': () => log([said('delete them'), settled('declined')]),
  suggestions: () => <Suggestions action="/chat" message_key="idea" />,
  composer: () => <Composer message_key="k" message_max_chars={500} />,
  'composer, refused': () => (
    <Composer message_key="k" message_max_chars={500} text="again" error="The chat is still answering." />
  ),
  'composer, too long': () => (
    <Composer message_key="k" message_max_chars={20} text={LONG} error="At most 20 characters." />
  ),
  chats: () => (
    <Chats
      threads={[threadOf({ pinned: true }), threadOf({ id: QUESTION_ID, title: LONG })]}
      has_more
      current={CHAT_ID}
      next="/chat"
    />
  ),
  'chats, none': () => <Chats threads={[]} has_more={false} next="/chat" />,
}

const TOKEN = { id: QUESTION_ID, name: 'Robot', expires_at: null, used_at: null }
const SETTINGS_PARTS: Parts = {
  'new token': () => <Made made={{ name: 'Robot', token: `tdc_${'x'.repeat(43)}`, url: 'https://todo.example' }} />,
  tokens: () => <Tokens tokens={[{ ...TOKEN, scopes: ['chat', 'tasks:read'] }]} prove={false} today={TODAY} />,
  'tokens, refused': () => (
    <Tokens tokens={[]} prove={true} today={TODAY} error="Choose at least one thing that it may do." />
  ),
}

/** Every state by its name. */
const COMPONENTS: Parts = {
  ...named('control', CONTROLS),
  ...named('task', TASK_PARTS),
  ...named('chat', CHAT_PARTS),
  ...named('settings', SETTINGS_PARTS),
}

const slugOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z]+/g, '-')

const frame = (shell: Shell, title: string, children: Child) => (
  <Layout shell={shell} title={title}>
    <main id="main" class="board">
      <h1>{title}</h1>
      {children}
    </main>
  </Layout>
)

const Index = () => (
  <ul>
    {Object.keys(COMPONENTS).map((name) => (
      <li>
        <a href={`/dev/components/${slugOf(name)}`}>{name}</a>
      </li>
    ))}
  </ul>
)

export const componentRoutes = () =>
  new Elysia({ name: 'pages/dev/components' })
    .get('/dev/components', ({ request }) => page(request, frame(strangerShell(request), 'Parts', <Index />)))
    .get('/dev/components/:name', ({ request, params }) => {
      const found = Object.entries(COMPONENTS).find(([name]) => slugOf(name) === params.name)
      if (!found) throw notFound('The part')
      const [name, part] = found
      return page(request, frame(strangerShell(request), name, part()))
    })
