/** The list, each task of it, its changes and the open questions, as resources that a client may show, attach or listen to. */
import {
  type McpServer,
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
  requireScopes,
} from '@modelcontextprotocol/server'
import { isAppError } from '../../errors.ts'
import type { Task } from '../../task/schema.ts'
import { CONFIRMATIONS_URI } from './confirmation.ts'
import { type McpContext, need } from './context.ts'
import { asProtocolErrors } from './error.ts'
import { emojiIcon } from './listing.ts'
import { CHANGES_URI, changesSince, confirmationAt, waitingConfirmations } from './looks.ts'

export const LIST_URI = 'todo://tasks'
export const taskUri = (id: number) => `${LIST_URI}/${id}`

/** Open tasks in the list resource, in the listing and in completions at most. */
export const OPEN_MAX = 100
const JSON_TYPE = 'application/json'
/** Private to one user, and stale as soon as a task changes. */
const FRESH = { ttlMs: 0, cacheScope: 'private' } as const
const reading = { mimeType: JSON_TYPE, scopeChallenge: requireScopes('tasks:read'), cacheHint: FRESH }

const LIST = {
  ...reading,
  title: 'Open tasks',
  description: `Open to-dos, by due date, ${OPEN_MAX} at most; total counts them all. list_tasks finds the others.`,
  icons: [emojiIcon('📋')],
  annotations: { audience: ['user' as const, 'assistant' as const], priority: 0.8 },
}
const ONE = {
  ...reading,
  title: 'Task',
  description: 'One to-do by its id, open or done.',
  icons: [emojiIcon('✅')],
  annotations: { audience: ['user' as const, 'assistant' as const], priority: 0.5 },
}
const CHANGES = {
  ...reading,
  title: 'What changed',
  description:
    'Newest changes first: who did what, before and after. todo://changes/{since}: only later than a moment (ISO 8601) or than `last` of an earlier answer.',
  icons: [emojiIcon('🕘')],
  annotations: { audience: ['assistant' as const], priority: 0.5 },
}
const CONFIRMATIONS = {
  ...reading,
  title: 'Questions to the person',
  description:
    'What waits for the person. todo://confirmations/{id}: one of them, also when it is decided, with what was done.',
  icons: [emojiIcon('✋')],
  annotations: { audience: ['assistant' as const], priority: 0.5 },
}

export const openTasks = ({ core, caller }: McpContext) =>
  core.task.list(caller, { status: 'pending', limit: OPEN_MAX })

const asJson = (uri: string, value: object): ReadResourceResult => ({
  contents: [{ uri, mimeType: JSON_TYPE, text: JSON.stringify(value) }],
})

const readList = async (context: McpContext) => {
  const { data, total } = await openTasks(context)
  return asJson(LIST_URI, { tasks: data, total })
}

const readTask = async ({ core, caller }: McpContext, id: string | string[] | undefined, uri: string) => {
  if (typeof id !== 'string' || !/^[1-9]\d{0,9}$/.test(id)) throw new ResourceNotFoundError(uri)
  try {
    return asJson(uri, await core.task.show(caller, Number(id)))
  } catch (error) {
    if (isAppError(error, 'not_found')) throw new ResourceNotFoundError(uri)
    throw error
  }
}

type LookAt = (context: McpContext, part: string, uri: string) => Promise<object>

/** A part of an address, as it was before it was written into it. @throws ResourceNotFoundError */
const textOf = (part: string | string[] | undefined, uri: string) => {
  try {
    return decodeURIComponent(String(part))
  } catch {
    throw new ResourceNotFoundError(uri)
  }
}

const listed = ({ id, title }: Task) => ({ uri: taskUri(id), name: `task-${id}`, title: `${id} ${title}` })

export const addResources = (server: McpServer, context: McpContext) => {
  const { log, pay } = context
  const read = <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    asProtocolErrors(log, async (...args: A) => {
      await pay()
      need(context, 'tasks:read')
      return work(...args)
    })
  server.registerResource(
    'tasks',
    LIST_URI,
    LIST,
    read(() => readList(context)),
  )
  const template = new ResourceTemplate(`${LIST_URI}/{id}`, {
    // The listing is no challenge of its own: a token that may not read sees an empty one.
    list: asProtocolErrors(log, async () => {
      if (!context.caller.scopes.includes('tasks:read')) return { resources: [] }
      return { resources: (await openTasks(context)).data.map(listed) }
    }),
    complete: {
      id: read(async (begun: string) =>
        (await openTasks(context)).data.map(({ id }) => `${id}`).filter((id) => id.startsWith(begun)),
      ),
    },
  })
  server.registerResource(
    'task',
    template,
    ONE,
    read((uri: URL, { id }) => readTask(context, id, uri.href)),
  )
  const look = (name: string, uri: string, about: typeof CHANGES, work: () => Promise<object>) =>
    server.registerResource(
      name,
      uri,
      about,
      read(async () => asJson(uri, await work())),
    )
  const lookAt = (name: string, base: string, part: string, about: typeof CHANGES, work: LookAt) =>
    server.registerResource(
      name,
      new ResourceTemplate(`${base}/{${part}}`, { list: undefined }),
      about,
      read(async ({ href }: URL, variables) => asJson(href, await work(context, textOf(variables[part], href), href))),
    )
  look('changes', CHANGES_URI, CHANGES, () => changesSince(context, '0', CHANGES_URI))
  lookAt('changes-since', CHANGES_URI, 'since', CHANGES, changesSince)
  look('confirmations', CONFIRMATIONS_URI, CONFIRMATIONS, () => waitingConfirmations(context))
  lookAt('confirmation', CONFIRMATIONS_URI, 'id', CONFIRMATIONS, confirmationAt)
}
