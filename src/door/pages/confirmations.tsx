/** Confirm and Cancel: the person’s own fresh act, by the forms on a waiting card, in a chat or on a page of its own. */
import { Elysia } from 'elysia'
import { ConfirmationPage } from '../../../views/confirmation.tsx'
import { NoticeWords } from '../../../views/part/notice.tsx'
import { Panel } from '../../../views/part/panel.tsx'
import { Partial } from '../../../views/part/partial.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Confirmation } from '../../confirmation/schema.ts'
import type { Core } from '../../core.ts'
import { invalid } from '../../errors.ts'
import type { WidgetItem } from '../../thread/schema.ts'
import { confirmationCard, settledCard } from '../../widget/confirmation.ts'
import { spend } from '../plugin/limits.ts'
import { conversationOf, logOf } from './conversation.tsx'
import { field } from './form.ts'
import { panelOf } from './panel.ts'
import { asPerson } from './person.ts'
import { fragment, goTo, isHtmx, page, seeOther } from './reply.ts'
import { shellOf } from './shell.ts'

const approvalOf = (request: Request) => {
  const word = field(request, 'approve')
  if (word !== 'true' && word !== 'false') throw invalid('/approve', 'Must be true or false.')
  return word === 'true'
}

/** The conversation with the outcome in it. While another answer is being written, reloading is the safe way. */
const settledPieces = async (core: Core, caller: Caller, request: Request, thread_id: string, words: string) => {
  const path = `/chat/${thread_id}`
  const conversation = await conversationOf(core, caller, thread_id)
  if (conversation.live) return goTo(request, path)
  const panel = await panelOf(core, caller, path)
  return fragment(
    request,
    <>
      <Partial to="#log" swap="innerMorph">
        {logOf(thread_id, conversation)}
      </Partial>
      <Partial to="#todos" swap="outerMorph">
        <Panel {...panel} />
      </Partial>
      <Partial to="#said" swap="innerHTML">
        <NoticeWords text={words} />
      </Partial>
    </>,
  )
}

const settle = async (core: Core, caller: Caller, request: Request, id: string) => {
  const approve = approvalOf(request)
  await spend(core, 'follow', request)
  const settled: Confirmation = await core.confirmation.settle(caller, id, approve)
  const said = approve ? 'done' : 'kept'
  if (!settled.session_id) return goTo(request, `/tasks?said=${said}`)
  if (!isHtmx(request)) return goTo(request, `/chat/${settled.session_id}?said=${said}`)
  return settledPieces(core, caller, request, settled.session_id, approve ? 'Done.' : 'Nothing was changed.')
}

/** What a call would set, beside the tasks it names: the person sees all that would be carried out. */
const partsOf = ({ arguments: given }: Confirmation): [string, string][] =>
  Object.entries(given)
    .filter(([name]) => name !== 'task_id' && name !== 'task_ids')
    .map(([name, value]) => [name.replaceAll('_', ' '), typeof value === 'string' ? value : JSON.stringify(value)])

const cardOf = ({ id, tool, titles, status, created_at }: Confirmation): WidgetItem => {
  const widget = status === 'pending' ? confirmationCard(id, tool, titles) : settledCard(tool, titles, status)
  return { id, thread_id: '', created_at, type: 'widget', widget }
}

/** One asked in a chat is shown there, with what led to it. */
const show = async (core: Core, caller: Caller, request: Request, id: string) => {
  const asked = await core.confirmation.show(caller, id)
  if (asked.session_id) return seeOther(`/chat/${asked.session_id}`)
  const shell = await shellOf(core, caller, request, 'none')
  const waits = asked.status === 'pending'
  return page(request, <ConfirmationPage shell={shell} card={cardOf(asked)} waits={waits} parts={partsOf(asked)} />)
}

export const confirmationRoutes = (core: Core) =>
  new Elysia({ name: 'pages/confirmations' })
    .get('/confirmations/:id', ({ request, params: { id } }) =>
      asPerson(core, request, (caller) => show(core, caller, request, id)),
    )
    .post('/confirmations/:id', ({ request, params: { id } }) =>
      asPerson(core, request, (caller) => settle(core, caller, request, id)),
    )
