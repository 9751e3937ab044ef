/** What was done to the list and by whom, taking any of it back, and the chats that can still be restored. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { Acts, Bin, type BinProps, ChangesPage, Entry, Feed, type FeedProps } from '../../../../views/changes.tsx'
import { NoticeWords, Partial } from '../../../../views/part/page.tsx'
import { AppError, isAppError, notFound } from '../../../errors.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField } from '../form.ts'
import { fragment, goTo, isHtmx, page } from '../response.ts'
import { shellOf, withNotice } from '../shell.ts'
import { PERSON } from '../task/tasks.tsx'
import { binRowOf, entryOf } from './words.ts'

/** Changes on one page, and deleted chats. */
const CHANGES_SHOWN = 50
const CHATS_SHOWN = 20
/** Changes that an open page is kept up to date with at most; it began with those of one page. */
const CHANGES_LIVE_MAX = 150

type Asking = Pick<PageContext, 'core' | 'caller'>

const olderUrl = (after: string) => `/changes?after=${after}`

/** A page of acts; `from` asks for everything since a change instead. @throws bad_cursor */
const feedOf = async ({ core, caller }: Asking, { after, from }: { after?: string; from?: number }) => {
  const limit = from === undefined ? CHANGES_SHOWN : CHANGES_LIVE_MAX
  const found = await core.task.acts(caller, { limit, ...(after && { after }), ...(from && { from }) })
  const acts = found.data.map((act) => entryOf(act, caller))
  return { acts, ...(found.after && from === undefined && { older: olderUrl(found.after) }) } satisfies FeedProps
}

/** @throws bad_cursor */
export const binOf = async ({ core, caller }: Asking, after: string | null): Promise<BinProps> => {
  const found = await core.thread.deleted(caller, { limit: CHATS_SHOWN, ...(after && { after }) })
  const chats = found.data.map((thread) => binRowOf(thread, caller))
  return { chats, ...(found.after && { older: `/changes?deleted_after=${found.after}` }) }
}

/** The number of the oldest change on the page; what is newer is kept up to date. */
const oldestOf = ({ acts }: FeedProps) => acts.at(-1)?.rows.at(-1)?.id ?? 1

const show = async (context: PageContext) => {
  const { request } = context
  const { searchParams } = new URL(request.url)
  const after = searchParams.get('after') ?? undefined
  const feed = await feedOf(context, { after })
  if (after && isHtmx(request)) return fragment(request, <Acts {...feed} />)
  const deleted_after = searchParams.get('deleted_after')
  const [bin, shell] = await Promise.all([binOf(context, deleted_after), shellOf(context, 'changes')])
  const back = after !== undefined || deleted_after !== null
  const live = back ? undefined : `/changes?from=${oldestOf(feed)}`
  return page(request, <ChangesPage shell={{ ...shell, live }} feed={feed} bin={bin} back={back} />)
}

/** The number in the address of a page that is kept up to date. */
const fromOf = (at: URL) => {
  const from = Number(at.searchParams.get('from'))
  return Number.isSafeInteger(from) && from > 0 ? from : 1
}

/** The pieces of an open page as they now are. */
export const changePiecesOf = async (asking: Asking, at: URL) => {
  const [feed, bin] = await Promise.all([feedOf(asking, { from: fromOf(at) }), binOf(asking, null)])
  return [
    { to: '#feed', swap: 'outerMorph', view: <Feed {...feed} /> },
    { to: '#bin', swap: 'outerMorph', view: <Bin {...bin} /> },
  ] as const
}

/** The change, and the first and last of the act as the page shows it. */
const UndoForm = Type.Object({ reach: FormField, first: FormField, last: FormField })
type UndoForm = Static<typeof UndoForm>

const changeIdOf = (id: string) => {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw notFound('The change')
  return Number(id)
}

const undo = async (context: PageContext, id: string, form: UndoForm) => {
  const { core, caller, request } = context
  const target = { change_id: changeIdOf(id), reach: form.reach === 'row' ? 'row' : 'burst' } as const
  try {
    const { value } = await core.task.undo(caller, PERSON, undefined, target)
    if (!isHtmx(request)) return goTo(request, withNotice('/changes', 'taken_back'))
    return fragment(request, await undonePieces(context, form, `Taken back: ${value.undone}.`))
  } catch (error) {
    if (!isAppError(error, 'nothing_to_undo')) throw error
    throw new AppError('nothing_to_undo', 'This was changed again since, or taken back already. It stays as it is.')
  }
}

/** The act as it now is, wherever it stands in the page; what else changed comes by the open stream. */
const undonePieces = async ({ core, caller }: Asking, { first, last }: UndoForm, words: string) => {
  const [from, until] = [changeIdOf(first), changeIdOf(last)]
  const { data } = await core.task.acts(caller, { limit: CHANGES_LIVE_MAX, from, until })
  return (
    <>
      {data.map((act) => (
        <Partial to={`#act-${first}`} swap="outerMorph">
          <Entry act={entryOf(act, caller)} />
        </Partial>
      ))}
      <Partial to="#said" swap="innerHTML">
        <NoticeWords text={words} />
      </Partial>
    </>
  )
}

export const changeRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/changes' })
    .use(pageMacros(options))
    .get('/changes', ({ context }) => show(context), { signed_in: true })
    .post('/changes/:id/undo', ({ context, params: { id }, body }) => undo(context, id, body), {
      signed_in: true,
      limit: 'tasks',
      body: UndoForm,
    })
