/** Clicks on cards: the same verb as on ChatKit's cards, then the card as it is now. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { NoticeWords, Partial } from '../../../../views/part/page.tsx'
import { TaskPanel } from '../../../../views/part/task-panel.tsx'
import { Widget } from '../../../../views/part/widget.tsx'
import { invalid } from '../../../errors.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField } from '../form.ts'
import { fragment, goTo, isHtmx } from '../response.ts'
import { taskPanelOf } from '../task/task-panel.ts'

/** What a card's form may hold beside its action; the verb knows which of them belong to it. */
const Fields = Type.Object({
  item: FormField,
  type: FormField,
  payload: FormField,
  title: Type.Optional(Type.String()),
  due_on: Type.Optional(Type.String()),
  no_due_date: Type.Optional(Type.String()),
  priority: Type.Optional(Type.String()),
})
type Sent = (typeof Fields)['static']

const payloadOf = ({ item: _, type: __, payload, no_due_date, ...fields }: Sent): object => {
  try {
    return { ...JSON.parse(payload || '{}'), ...fields, ...(no_due_date === 'true' && { no_due_date: true }) }
  } catch {
    throw invalid('/payload', 'The action of the card cannot be read.')
  }
}

const act = async (context: PageContext, thread_id: string, sent: Sent) => {
  const { core, caller, request } = context
  const { item: item_id, type } = sent
  const { events, item } = await core.widget.act(caller, { thread_id, item_id, type, payload: payloadOf(sent) })
  if (!isHtmx(request)) return goTo(request, `/chat/${thread_id}`)
  const refusal = events.find((event) => event.type === 'notice')
  const panel = await taskPanelOf(context, `/chat/${thread_id}`)
  return fragment(
    request,
    <>
      {item?.type === 'widget' && (
        <Partial to={`#i-${item.id}`} swap="outerMorph">
          <Widget item={item} pending={new Set()} />
        </Partial>
      )}
      <Partial to="#todos" swap="outerMorph">
        <TaskPanel {...panel} />
      </Partial>
      {refusal && (
        <Partial to="#said" swap="innerHTML">
          <NoticeWords text={refusal.message} />
        </Partial>
      )}
    </>,
  )
}

export const cardRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/card' })
    .use(pageMacros(options))
    .post('/chat/:id/card', ({ context, params: { id }, body }) => act(context, id, body), {
      signed_in: true,
      limit: 'tasks',
      body: Fields,
    })
