/** An answer asked for again, a message written anew, and the ways between versions. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { KeyInput } from '../../../../views/part/composer.tsx'
import { NoticeWords, Partial } from '../../../../views/part/page.tsx'
import { TaskPanel } from '../../../../views/part/task-panel.tsx'
import { newId } from '../../../lib/id.ts'
import { isLive } from '../../../run/schema.ts'
import { spend } from '../../http/rate-limit.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField, formClaimOf } from '../form.ts'
import { fragment, goTo, isHtmx } from '../response.ts'
import { taskPanelOf } from '../task/task-panel.ts'
import { conversationOf } from './conversation.tsx'
import { logOf } from './turns.tsx'

/** The conversation as it now is, with whatever is being written, and an empty box. */
export const anewPieces = async (context: PageContext, thread_id: string, words?: string) => {
  const path = `/chat/${thread_id}`
  const [conversation, panel] = await Promise.all([conversationOf(context, thread_id), taskPanelOf(context, path)])
  return fragment(
    context.request,
    <>
      <Partial to="#log" swap="innerMorph">
        {logOf(conversation)}
      </Partial>
      <Partial to="#todos" swap="outerMorph">
        <TaskPanel {...panel} />
      </Partial>
      <Partial to="#key" swap="outerHTML">
        <KeyInput message_key={newId()} />
      </Partial>
      <Partial to="#err" swap="innerHTML" />
      {words && (
        <Partial to="#said" swap="innerHTML">
          <NoticeWords text={words} />
        </Partial>
      )}
    </>,
  )
}

const again = async (context: PageContext, id: string, { item, key }: { item: string; key: string }) => {
  const { core, caller, request } = context
  await core.thread.show(caller, id)
  await spend(core, 'chat', request, caller)
  const { run } = await core.run.retry(caller, id, item, formClaimOf(key, 'page:again', { thread_id: id, item }))
  if (isHtmx(request)) return anewPieces(context, id)
  return goTo(request, `/chat/${id}${isLive(run.status) ? '?no_script=1' : ''}`)
}

const SWITCHED = 'This is the other version. Your tasks stay as they are.'

const takeUp = async (context: PageContext, id: string, branch: string) => {
  const { core, caller, request } = context
  await core.thread.show(caller, id)
  await core.run.takeUp(caller, id, branch)
  return isHtmx(request) ? anewPieces(context, id, SWITCHED) : goTo(request, `/chat/${id}?said=other_version`)
}

export const versionRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/versions' })
    .use(pageMacros(options))
    .post('/chat/:id/again', ({ context, params: { id }, body }) => again(context, id, body), {
      signed_in: true,
      body: Type.Object({ item: FormField, key: FormField }),
    })
    .post('/chat/:id/branch', ({ context, params: { id }, body }) => takeUp(context, id, body.branch), {
      signed_in: true,
      limit: 'tasks',
      body: Type.Object({ branch: FormField }),
    })
