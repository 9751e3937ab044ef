/** An account with something of everything, and the addresses of all pages, taken from the routes themselves. */
import type { TestApp } from '../../support/app.ts'
import { type Visitor, visitor } from './visitor.ts'

export const PASSWORD = 'correct horse'
export const ADMINISTRATOR = 'root@example.org'

/** The first administrator, by the link that a start prints. */
const administratorOf = async (it: TestApp) => {
  const ada = visitor(it)
  await ada.post((await it.core.account.adminLink()) ?? '', { email: ADMINISTRATOR, password: PASSWORD })
  return ada
}

/** Of each kind of thing that a page shows at least one, with dates wherever there can be some. */
const fill = async (it: TestApp, ada: Visitor) => {
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  const gone = await ada.chat('hello')
  await ada.post(`/chat/${gone}/delete`)
  await ada.post('/settings/webhooks', {
    url: 'http://127.0.0.1:9/hook',
    'task.created': 'true',
    'task.changed': 'true',
  })
  await ada.post('/settings/feed')
  await ada.post('/settings/tokens', { name: 'a program', 'tasks:read': 'true', expires: '30' })
  for (const title of ['Pay rent on 3/4/2031 every month', 'Buy milk tomorrow #home', 'Call Ann', 'Long ago'])
    await ada.post('/tasks', { title })
  await it.core.task.change(caller, 4, { due_on: '2020-02-29' }, { actor: 'api' })
  await ada.post('/tasks/3/toggle')
  await ada.post('/admin/invitations', { note: 'Bob' })
  await ada.post('/admin/people', { email: 'eve@example.org', name: 'Eve' })
  const id = await ada.chat('add water the ferns on 5 May 2031 and move the rent to 1 June 2031')
  for (const text of ['list all tasks', 'delete task 2', 'change task 1 to 2 July 2032']) {
    await ada.post(`/chat/${id}`, { text, key: crypto.randomUUID() })
    await ada.get(`/chat/${id}?no_script=1`)
  }
  const [confirmation] = await it.core.confirmation.list(caller)
  return { caller, id, confirmation: confirmation?.id ?? 'none' }
}

/** Files, streams and probes for programs; what only a letter leads to has tests of its own. */
const NO_PAGE =
  /^\/(api|mcp|assets|health|metrics|feed|openapi|manifest|sw\.js|\.well-known|link|remind|unsubscribe|live|share|docs)|stream$|export$/

/** Addresses of every page: those of the routes, and the states that an address may ask for. */
export const filledAccount = async (it: TestApp) => {
  const ada = await administratorOf(it)
  const { id, confirmation } = await fill(it, ada)
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
    '/tasks/1?edit',
  ]
  return { ada, chat: `/chat/${id}`, paths: [...new Set([...paths, ...states])] }
}
