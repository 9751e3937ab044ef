/** An account with something of everything, and the addresses of all pages, taken from the routes themselves. */
import type { TestApp } from '../../support/app.ts'
import { browse } from './forms.ts'
import { type Visitor, visitor } from './visitor.ts'

export const PASSWORD = 'correct horse'
export const ADMINISTRATOR = 'root@example.org'

/** The first administrator, by the link that a start prints. */
const administratorOf = async (it: TestApp) => {
  const ada = visitor(it)
  await ada.post((await it.core.account.adminLink()) ?? '', { email: ADMINISTRATOR, password: PASSWORD })
  return ada
}

type Caller = Awaited<ReturnType<TestApp['core']['account']['callerOfCookie']>>

/** What is refused would be missing without a word. */
const sender = (ada: Visitor) => async (path: string, form: Record<string, string>) => {
  const seen = await ada.post(path, form)
  if (seen.status >= 400) throw new Error(`POST ${path} answered ${seen.status}`)
  return seen
}
type Send = ReturnType<typeof sender>

const TITLES = ['Pay rent on 3/4/2031 every month', 'Buy milk tomorrow #home', 'Call Ann', 'Long ago', 'Tea', 'Coffee']

/** As many as can be done with one, with and without scripts. */
const RINGS = 10
const LATER = '2099-01-01T09:00'

const fillTasks = async (it: TestApp, caller: Caller, send: Send) => {
  for (const title of TITLES) await send('/tasks', { title })
  await it.core.task.change(caller, 4, { due_on: '2020-02-29' }, { actor: 'api' })
  await send('/tasks/3/toggle', {})
  for (let n = 1; n <= RINGS; n++)
    await it.core.task.create(caller, { title: `Ring ${n}`, remind_at: LATER }, { actor: 'api' })
  await it.db.execute((sql) => sql`update reminders set at = now() where user_id = ${caller.user_id}`)
  await it.core.reminder.look()
}

const fillSettings = async (it: TestApp, caller: Caller, send: Send) => {
  await send('/settings/webhooks', { url: 'http://127.0.0.1:9/hook', 'task.created': 'true', 'task.changed': 'true' })
  await send('/settings/feed', {})
  await send('/settings/tokens', { token_name: 'a program', tasks_read: 'true', days: '30' })
  await it.core.account.startLogin(caller.user_id, 'Another browser')
  await send('/admin/invitations', { note: 'Bob' })
  for (const name of ['Eve', 'Carl']) await send('/admin/people', { email: `${name}@example.org`, name })
  await send('/admin/people/disable', { email: 'carl@example.org' })
}

const [GONE, OPEN] = [4, 4]

const fillChats = async (ada: Visitor, send: Send) => {
  for (let n = 0; n < GONE; n++) await send(`/chat/${await ada.chat('hello')}/delete`, {})
  for (let n = 0; n < OPEN; n++) await ada.chat('hello')
  for (const change of ['pinned', 'pinned', 'archived'])
    await send(`/chat/${await ada.chat('hello')}/change`, { [change]: 'true' })
  const id = await ada.chat('add water the ferns on 5 May 2031 and move the rent to 1 June 2031')
  const say = async (text: string) => {
    await send(`/chat/${id}`, { text, key: crypto.randomUUID() })
    await ada.get(`/chat/${id}?no_script=1`)
  }
  for (const title of TITLES.slice(1, 5)) await say(`delete the task ${title.split(' ').slice(0, 2).join(' ')}`)
  for (const text of ['list all tasks', 'change task 1 to 2 July 2032']) await say(text)
  await (await browse(ada, `/chat/${id}`)).press('Answer again')
  await ada.get(`/chat/${id}?no_script=1`)
  return id
}

/** Of each kind of thing that a page shows at least one, with dates wherever there can be some. */
const fill = async (it: TestApp, ada: Visitor) => {
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  const send = sender(ada)
  await fillTasks(it, caller, send)
  await fillSettings(it, caller, send)
  const id = await fillChats(ada, send)
  const asked = await it.core.agent.call(caller, 'delete_task', { task_id: 6 })
  if (asked.status === 'done') throw new Error('the agent was not asked to wait')
  return { caller, id, confirmation: asked.confirmation.id }
}

/** Files, streams and probes for programs; what only a letter leads to has tests of its own. */
const NO_PAGE =
  /^\/(api|mcp|assets|health|metrics|feed|openapi|manifest|sw\.js|\.well-known|link|remind|unsubscribe|live|share|docs)|stream$|export$/

/** Addresses of every page: those of the routes, and the states that an address may ask for. */
export const filledAccount = async (it: TestApp) => {
  const ada = await administratorOf(it)
  const { caller, id, confirmation } = await fill(it, ada)
  const own = it.app.routes.filter(({ method, path }) => method === 'GET' && path !== '/' && !NO_PAGE.test(path))
  const paths = own.map(({ path }) =>
    path
      .replace('/chat/:id', `/chat/${id}`)
      .replace('/admin/audit', `/admin/audit?email=${ADMINISTRATOR}`)
      .replace('/tasks/:id', '/tasks/1')
      .replace('confirmations/:id', `confirmations/${confirmation}`),
  )
  const states = [
    '/tasks?status=completed',
    '/tasks?sort=created',
    '/changes?who=assistant',
    '/chat?q=rent',
    '/chat?archived=true',
    '/tasks/1?edit',
  ]
  const signIn = async () => ada.setCookie(`todochat=${await it.core.account.startLogin(caller.user_id, 'test')}`)
  return { ada, signIn, chat: `/chat/${id}`, paths: [...new Set([...paths, ...states])] }
}
