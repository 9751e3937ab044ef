/**
 * The page that a reminder leads to, from a notification or a letter: the task, Done, and later. The address opens
 * nothing by itself: it is for the person who is signed in, and only the forms change something.
 */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { RemindPage } from '../../../views/remind.tsx'
import { SNOOZES } from '../../task/remind/until.ts'
import { type PageContext, type PagesOptions, pageMacros } from './context.ts'
import { FormField } from './form.ts'
import { page, seeOther } from './response.ts'
import { chosen } from './settings/show.tsx'
import { shellOf, todayIn } from './shell.ts'
import { idOf, PERSON } from './task/tasks.tsx'

const show = async (context: PageContext, id: number) => {
  const { core, caller, request } = context
  const [shell, task] = await Promise.all([shellOf(context, 'none'), core.task.show(caller, id)])
  return page(request, <RemindPage shell={shell} task={task} today={todayIn(caller.time_zone)} />)
}

/** The service worker asks for no page: it wants to know that it was done. */
const answer = ({ request }: PageContext, notice: string) =>
  request.headers.get('x-worker') === '1' ? new Response(null, { status: 204 }) : seeOther(`/tasks?said=${notice}`)

/** Done stays done, however often it is said. */
const done = async (context: PageContext, id: number) => {
  await context.core.task.change(context.caller, id, { status: 'completed' }, PERSON)
  return answer(context, 'done')
}

const SnoozeForm = Type.Object({ until: FormField })

/** An hour when nothing is chosen, as on a notification. */
const snooze = async (context: PageContext, id: number, form: Static<typeof SnoozeForm>) => {
  const until = chosen('/until', form.until || 'hour', SNOOZES)
  await context.core.task.snooze(context.caller, id, { until }, PERSON)
  return answer(context, 'snoozed')
}

/** Spread into each route: Elysia writes into the object it is given. */
const person = Object.freeze({ signed_in: true, limit: 'tasks' } as const)

export const remindRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/remind' })
    .use(pageMacros(options))
    .get('/remind/:id', ({ context, params }) => show(context, idOf(params.id)), { ...person })
    .post('/remind/:id/done', ({ context, params }) => done(context, idOf(params.id)), { ...person })
    .post('/remind/:id/snooze', ({ context, params, body }) => snooze(context, idOf(params.id), body), {
      ...person,
      body: SnoozeForm,
    })
