/**
 * A client that keeps the rules of the shipped ChatKit UI: what it believes of a stream, what it drops, when it asks
 * again. It knows nothing of ours but the protocol.
 */
import { newId } from '../../../src/lib/id.ts'
import type { TestApp } from '../../support/app.ts'
import { type SentEvent, sentEvents } from '../../support/sse.ts'
import { says } from './support.ts'

// biome-ignore lint/suspicious/noExplicitAny: a client believes what it is sent
type Json = any

/** The UI sends the same POST again so often after a 5xx. */
const REPEATS_MAX = 5

/** Puts one update into an item; false when the client throws it away. */
const updateItem = (item: Json, update: Json): boolean => {
  if (item.type === 'assistant_message') {
    const part = item.content[update.content_index]
    if (update.type.endsWith('content_part.added')) item.content[update.content_index] = structuredClone(update.content)
    else if (!part) return false
    else if (update.type.endsWith('text_delta')) part.text += update.delta
    else if (update.type.endsWith('content_part.done'))
      item.content[update.content_index] = structuredClone(update.content)
    return true
  }
  if (item.type === 'workflow' && update.type.startsWith('workflow.task.'))
    item.workflow.tasks[update.task_index] = structuredClone(update.task)
  return true
}

export const clientOf = (it: TestApp, token: string) => {
  const frame = newId()
  let thread: Json
  let items: Json[] = []
  const heard = {
    errors: [] as Json[],
    notices: [] as Json[],
    effects: [] as string[],
    dropped: [] as SentEvent[],
    inert: new Set<string>(),
    tools: 0,
    statuses: [] as number[],
  }

  const post = (type: string, params: object, headers: Record<string, string> = {}, signal?: AbortSignal) => {
    const request = new Request('http://localhost/chatkit', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'chatkit-frame-instance-id': frame,
        'accept-language': 'en',
        ...headers,
      },
      body: JSON.stringify({ type, params }),
      ...(signal && { signal }),
    })
    return it.app.handle(request)
  }
  const json = async (type: string, params: object): Promise<Json> => {
    const response = await post(type, params)
    const body = (await response.json()) as Json
    if (!response.ok) throw new Error(body.message)
    return body
  }

  const put = (item: Json) => {
    const at = items.findIndex(({ id }) => id === item.id)
    if (at < 0) items.push(structuredClone(item))
    else items[at] = structuredClone(item)
  }
  const take = (sent: SentEvent) => {
    const { data } = sent
    const known = items.find(({ id }) => id === (data.item_id ?? data.item?.id))
    if (data.item?.type === 'client_tool_call') heard.tools += 1
    switch (data.type) {
      case 'thread.created':
      case 'thread.updated':
        thread = { ...data.thread, items: undefined }
        return
      case 'thread.item.added':
        if (data.item.type === 'widget') heard.inert.add(data.item.id)
        return put(data.item)
      case 'thread.item.done':
      case 'thread.item.replaced':
        heard.inert.delete(data.item.id)
        return put(data.item)
      case 'thread.item.updated':
        if (!known || !updateItem(known, data.update)) heard.dropped.push(sent)
        return
      case 'thread.item.removed':
        items = items.filter((item) => item !== known)
        return
      case 'error':
        return void heard.errors.push(data)
      case 'notice':
        return void heard.notices.push(data)
      case 'client_effect':
        return void heard.effects.push(data.name)
    }
  }

  /** One streaming operation: repeats on 5xx, says nothing on 4xx, believes only event streams. */
  const stream = async (type: string, params: object, until: (sent: SentEvent) => boolean = () => false) => {
    let created = type !== 'threads.create'
    for (let time = 0; time <= REPEATS_MAX; time++) {
      const response = await post(type, params, { accept: 'text/event-stream' })
      heard.statuses.push(response.status)
      if (response.status >= 400 && response.status < 500) return
      if (!response.ok || !response.headers.get('content-type')?.startsWith('text/event-stream')) continue
      for await (const sent of sentEvents(response)) {
        created ||= sent.data.type === 'thread.created'
        if (created) take(sent)
        else heard.dropped.push(sent)
        if (until(sent)) return
      }
      return
    }
  }

  return {
    heard,
    post,
    json,
    stream,
    items: () => items,
    thread: () => thread,
    send: (text: string, until?: (sent: SentEvent) => boolean) =>
      thread
        ? stream('threads.add_user_message', { thread_id: thread.id, input: says(text) }, until)
        : stream('threads.create', { input: says(text) }, until),
    /** Drops what came after the message and asks again. */
    retry: (item_id: string) => {
      items = items.slice(0, items.findIndex(({ id }) => id === item_id) + 1)
      return stream('threads.retry_after_item', { thread_id: thread.id, item_id })
    },
    act: (item_id: string, action: object) =>
      stream('threads.custom_action', { thread_id: thread.id, item_id, action }),
    /** Opens a thread as after a reload; the items are fetched to their end, oldest first. */
    async open(thread_id: string) {
      const { items: first, ...rest } = await json('threads.get_by_id', { thread_id })
      thread = rest
      items = first.data
      for (let page = first; page.has_more; ) {
        page = await json('items.list', { thread_id, limit: 9999, order: 'asc', after: items.at(-1).id })
        items.push(...page.data)
      }
    },
    /** The history panel: pages by the last id it has, never by `after`. */
    async threads(): Promise<Json[]> {
      const all: Json[] = []
      for (let more = true; more; ) {
        const page = await json('threads.list', {
          limit: 9999,
          order: 'desc',
          ...(all.length && { after: all.at(-1).id }),
        })
        all.push(...page.data)
        more = page.has_more
      }
      return all
    },
  }
}
export type Client = ReturnType<typeof clientOf>
