/** Operations that answer with one JSON object. */
import { AppError } from '../../errors.ts'
import type { IdPage } from '../../thread/schema.ts'
import { clickOf } from './message.ts'
import { NO_ITEMS, pageObject, threadObject } from './objects.ts'
import type { ActionParams, Params, UnaryOperation } from './protocol.ts'
import type { ChatKitContext } from './stream.ts'

const LIMIT_DEFAULT = 20
/** Items that opening a thread brings at once; the UI fetches the rest by itself. */
const FIRST_ITEMS = 200

const paged = ({ limit, order, after }: Params<'threads.list'>): IdPage => ({
  limit: limit || LIMIT_DEFAULT,
  order: order ?? 'desc',
  ...(after !== undefined && { after }),
})

const show = async ({ core, caller }: ChatKitContext, id: string) => {
  const thread = await core.thread.showOpen(caller, id)
  const items = await core.thread.itemsById(caller, id, { limit: FIRST_ITEMS, order: 'asc' })
  return threadObject(
    thread,
    pageObject(items, (item) => item),
  )
}

const list = async ({ core, caller }: ChatKitContext, params: Params<'threads.list'>) => {
  const threads = await core.thread.byCreation(caller, paged(params))
  return pageObject(threads, (thread) => threadObject(thread, NO_ITEMS_PAGE))
}
const NO_ITEMS_PAGE = { ...NO_ITEMS, data: [] }

const listItems = async ({ core, caller }: ChatKitContext, { thread_id, ...page }: Params<'items.list'>) =>
  pageObject(await core.thread.itemsById(caller, thread_id, paged(page)), (item) => item)

const rename = async ({ core, caller }: ChatKitContext, { thread_id, title }: Params<'threads.update'>) => {
  await core.thread.change(caller, thread_id, { title })
  return threadObject(await core.thread.showOpen(caller, thread_id), NO_ITEMS_PAGE)
}

const remove = async ({ core, caller }: ChatKitContext, thread_id: string) => {
  await core.thread.remove(caller, thread_id)
  return {}
}

/** A thread that does not answer is stopped already. */
const stop = async ({ core, caller }: ChatKitContext, thread_id: string) => {
  await core.thread.showOpen(caller, thread_id)
  await core.run.stopThread(caller, thread_id)
  return {}
}

const rate = async ({ core, caller }: ChatKitContext, { thread_id, item_ids, kind }: Params<'items.feedback'>) => {
  await core.thread.rate(caller, thread_id, item_ids, kind)
  return {}
}

/** A click that is answered at once, also while an answer streams. */
const click = async ({ core, caller, request }: ChatKitContext, params: ActionParams) => {
  const { item } = await core.widget.act(caller, clickOf(request, params))
  return item ? { updated_item: item } : {}
}

const unsupported = (what: string) => new AppError('validation_error', `${what} not supported here.`)

/** @throws whatever the verbs throw; the door makes it an answer */
export const answerUnary = async (context: ChatKitContext, { type, params }: UnaryOperation): Promise<object> => {
  switch (type) {
    case 'threads.get_by_id':
      return show(context, params.thread_id)
    case 'threads.list':
      return list(context, params)
    case 'threads.update':
      return rename(context, params)
    case 'threads.delete':
      return remove(context, params.thread_id)
    case 'threads.stop':
      return stop(context, params.thread_id)
    case 'items.list':
      return listItems(context, params)
    case 'items.feedback':
      return rate(context, params)
    case 'attachments.create':
    case 'attachments.delete':
      throw unsupported('Attachments are')
    case 'input.transcribe':
      throw unsupported('Dictation is')
    case 'threads.sync_custom_action':
      return click(context, params)
  }
}
