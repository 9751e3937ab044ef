/** Operations that answer with one JSON object. */
import { AppError } from '../../errors.ts'
import type { IdPage } from '../../thread/schema.ts'
import { clickOf } from './message.ts'
import type { ActionParams, Params, PlainOperation } from './request.ts'
import type { Visit } from './stream.ts'
import { NO_ITEMS, pageObject, threadObject } from './wire.ts'

const LIMIT_DEFAULT = 20
/** Items that opening a thread brings at once; the UI fetches the rest by itself. */
const FIRST_ITEMS = 200

const paged = ({ limit, order, after }: Params<'threads.list'>): IdPage => ({
  limit: limit || LIMIT_DEFAULT,
  order: order ?? 'desc',
  ...(after !== undefined && { after }),
})

const show = async ({ core, caller }: Visit, id: string) => {
  const thread = await core.thread.showOpen(caller, id)
  const items = await core.thread.itemsById(caller, id, { limit: FIRST_ITEMS, order: 'asc' })
  return threadObject(
    thread,
    pageObject(items, (item) => item),
  )
}

const list = async ({ core, caller }: Visit, params: Params<'threads.list'>) => {
  const threads = await core.thread.byCreation(caller, paged(params))
  return pageObject(threads, (thread) => threadObject(thread, NO_ITEMS_PAGE))
}
const NO_ITEMS_PAGE = { ...NO_ITEMS, data: [] }

const listItems = async ({ core, caller }: Visit, { thread_id, ...page }: Params<'items.list'>) =>
  pageObject(await core.thread.itemsById(caller, thread_id, paged(page)), (item) => item)

const rename = async ({ core, caller }: Visit, { thread_id, title }: Params<'threads.update'>) => {
  await core.thread.change(caller, thread_id, { title: title.trim() })
  return threadObject(await core.thread.showOpen(caller, thread_id), NO_ITEMS_PAGE)
}

const remove = async ({ core, caller }: Visit, thread_id: string) => {
  await core.thread.remove(caller, thread_id)
  return {}
}

const rate = async ({ core, caller }: Visit, { thread_id, item_ids, kind }: Params<'items.feedback'>) => {
  await core.thread.rate(caller, thread_id, item_ids, kind)
  return {}
}

/** A click that is answered at once, also while an answer streams. */
const click = async ({ core, caller, request }: Visit, params: ActionParams) => {
  const { item } = await core.widget.act(caller, clickOf(request, params))
  return item ? { updated_item: item } : {}
}

const unsupported = (what: string) => new AppError('validation_error', `${what} not supported here.`)

/** @throws whatever the verbs throw; the door makes it an answer */
export const answerPlain = async (visit: Visit, { type, params }: PlainOperation): Promise<object> => {
  switch (type) {
    case 'threads.get_by_id':
      return show(visit, params.thread_id)
    case 'threads.list':
      return list(visit, params)
    case 'threads.update':
      return rename(visit, params)
    case 'threads.delete':
      return remove(visit, params.thread_id)
    case 'items.list':
      return listItems(visit, params)
    case 'items.feedback':
      return rate(visit, params)
    case 'attachments.create':
    case 'attachments.delete':
      throw unsupported('Attachments are')
    case 'input.transcribe':
      throw unsupported('Dictation is')
    case 'threads.sync_custom_action':
      return click(visit, params)
  }
}
