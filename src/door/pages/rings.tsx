/** What rings, on every page, and what a person does about it there. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { Rings, type RingsProps } from '../../../views/part/rings.tsx'
import { invalid } from '../../errors.ts'
import { SNOOZES } from '../../task/remind/until.ts'
import { type PageContext, type PagesOptions, pageMacros } from './context.ts'
import { FormField } from './form.ts'
import { currentUrl, fragment, isHtmx, safePath, seeOther } from './response.ts'
import { todayIn } from './shell.ts'

const RingForm = Type.Object({ act: FormField, next: FormField })

type Place = Pick<PageContext, 'core' | 'caller'>

/** `next` is the page that shows them. */
export const ringsOf = async ({ core, caller }: Place, next: string): Promise<RingsProps> => {
  const [rings, { preferences }] = await Promise.all([core.reminder.rings(caller), core.account.me(caller)])
  return { rings, today: todayIn(caller.time_zone), next, sound: preferences?.sound === true }
}

const BY = { actor: 'person' } as const

const act = async ({ core, caller }: Place, id: string, what: string) => {
  if (id === 'missed') return core.reminder.dismiss(caller, 'missed')
  const task_id = /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0
  const until = SNOOZES.find((one) => one === what)
  if (what === 'done') await core.task.change(caller, task_id, { status: 'completed' }, BY)
  else if (until) await core.task.snooze(caller, task_id, { until }, BY)
  else if (what === 'dismiss') await core.reminder.dismiss(caller, task_id)
  else throw invalid('/act', 'This is not known here.')
}

const answer = async (context: PageContext, id: string, { act: what, next }: Static<typeof RingForm>) => {
  const { request } = context
  await act(context, id, what)
  if (!isHtmx(request)) return seeOther(safePath(next) ?? '/chat')
  const { pathname, search } = currentUrl(request)
  const rings = await ringsOf(context, safePath(pathname + search) ?? '/chat')
  return fragment(request, <Rings {...rings} />)
}

export const ringRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/rings' })
    .use(pageMacros(options))
    .post('/rings/:id', ({ context, params, body }) => answer(context, params.id, body), {
      signed_in: true,
      limit: 'tasks',
      body: RingForm,
    })
