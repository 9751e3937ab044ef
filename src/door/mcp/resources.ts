/** The list, and each task of it, as resources that a client may show, attach or listen to. */
import {
  type McpServer,
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
  requireScopes,
} from '@modelcontextprotocol/server'
import { isAppError } from '../../errors.ts'
import type { Task } from '../../task/schema.ts'
import { type McpContext, need } from './context.ts'
import { asProtocolErrors } from './error.ts'
import { emojiIcon } from './listing.ts'

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
}
