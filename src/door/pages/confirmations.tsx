/** Confirm and Cancel: the person’s own fresh act, by the forms on a waiting card, in a chat or on a page of its own. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { ConfirmationPage } from '../../../views/confirmation.tsx'
import type { Confirmation } from '../../confirmation/schema.ts'
import { invalid } from '../../errors.ts'
import type { WidgetItem } from '../../thread/schema.ts'
import { confirmationCard, questionRows, settledCard } from '../../widget/confirmation-card.ts'
import { anewPieces } from './chat/versions.tsx'
import { type PageContext, type PagesOptions, pageMacros } from './context.ts'
import { FormField } from './form.ts'
import { goTo, isHtmx, page, seeOther } from './response.ts'
import { shellOf } from './shell.ts'

const ApprovalForm = Type.Object({ approve: FormField })

/** @throws validation_error */
const approvalOf = ({ approve }: Static<typeof ApprovalForm>) => {
  if (approve !== 'true' && approve !== 'false') throw invalid('/approve', 'Approve must be true or false.')
  return approve === 'true'
}

const settle = async (context: PageContext, id: string, form: Static<typeof ApprovalForm>) => {
  const { core, caller, request } = context
  const approve = approvalOf(form)
  const settled: Confirmation = await core.confirmation.settle(caller, id, approve)
  const notice = approve ? 'done' : 'kept'
  if (!settled.session_id) return goTo(request, `/tasks?said=${notice}`)
  if (!isHtmx(request)) return goTo(request, `/chat/${settled.session_id}?said=${notice}`)
  return anewPieces(context, settled.session_id, approve ? 'Done.' : 'Nothing was changed.')
}

const cardOf = (asked: Confirmation, time_zone: string): WidgetItem => {
  const { id, tool, status, created_at } = asked
  const rows = questionRows(asked, { now: new Date().toISOString(), time_zone })
  const widget = status === 'pending' ? confirmationCard(id, { tool, rows }) : settledCard({ tool, rows }, status)
  return { id, thread_id: '', created_at, type: 'widget', widget }
}

/** One asked in a chat is shown there, with what led to it. */
const show = async (context: PageContext, id: string) => {
  const asked = await context.core.confirmation.show(context.caller, id)
  if (asked.session_id) return seeOther(`/chat/${asked.session_id}`)
  const shell = await shellOf(context, 'none')
  const waits = asked.status === 'pending'
  const card = cardOf(asked, context.caller.time_zone)
  return page(context.request, <ConfirmationPage shell={shell} card={card} waits={waits} />)
}

export const confirmationRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/confirmations' })
    .use(pageMacros(options))
    .get('/confirmations/:id', ({ context, params: { id } }) => show(context, id), { signed_in: true })
    .post('/confirmations/:id', ({ context, params: { id }, body }) => settle(context, id, body), {
      signed_in: true,
      limit: 'follow',
      body: ApprovalForm,
    })
