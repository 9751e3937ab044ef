/** Undo under an answer: everything that the answer changed is taken back, by the same click as on a card elsewhere. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField } from '../form.ts'
import { goTo, isHtmx } from '../response.ts'
import { anewPieces } from './versions.tsx'

const undo = async (context: PageContext, thread_id: string, item_id: string) => {
  const { core, caller, request } = context
  const { events } = await core.widget.act(caller, { thread_id, item_id, type: 'task.undo', payload: {} })
  const refusal = events.find((event) => event.type === 'notice')
  if (!isHtmx(request)) return goTo(request, `/chat/${thread_id}${refusal ? '' : '?said=undone'}`)
  return anewPieces(context, thread_id, refusal ? refusal.message : 'Undone.')
}

export const undoRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/undo' })
    .use(pageMacros(options))
    .post('/chat/:id/undo', ({ context, params: { id }, body }) => undo(context, id, body.item), {
      signed_in: true,
      limit: 'tasks',
      body: Type.Object({ item: FormField }),
    })
