/** Tasks from a text by page: a preview, then one act that can be undone. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { ImportPage } from '../../../../views/import.tsx'
import { newId } from '../../../lib/id.ts'
import { IMPORT_FORMATS, type Imported, type ImportFormat } from '../../../task/import/schema.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField, formClaimOf, mendable } from '../form.ts'
import { page, type ReplyOptions, seeOther } from '../response.ts'
import { shellOf, todayIn, withNotice } from '../shell.ts'
import { PERSON } from './tasks.tsx'

const ImportForm = Type.Object({ text: FormField, format: FormField, act: FormField, key: FormField })
type ImportForm = Static<typeof ImportForm>

/** What was chosen, else what the text looks like. */
const formatOf = (text: string, chosen: string): ImportFormat =>
  IMPORT_FORMATS.find((one) => one === chosen) ?? (/^\s*BEGIN:VCALENDAR/i.test(text) ? 'ics' : 'markdown')

interface Shown extends ReplyOptions {
  found?: Imported
  error?: string
}

const show = async (
  context: PageContext,
  text: string,
  format: ImportFormat,
  { found, error, ...reply }: Shown = {},
) => {
  const { caller, request } = context
  const shell = await shellOf(context, 'tasks')
  const props = { shell, text, format, form_key: newId(), today: todayIn(caller.time_zone), found, error }
  return page(request, <ImportPage {...props} />, reply)
}

/** The form again with what is wrong. @throws what no form can mend */
const refused = (context: PageContext, text: string, format: Parameters<typeof show>[2], error: unknown) => {
  const problem = mendable(error)
  if (!problem) throw error
  return show(context, text, format, { ...problem, error: problem.error.message })
}

/** What would be added, with the text still to be changed; an empty one is asked for. */
export const previewImport = async (context: PageContext, text: string, chosen = ''): Promise<Response> => {
  const { core, caller } = context
  const format = formatOf(text, chosen)
  if (!text) return show(context, text, format)
  try {
    const { value } = await core.task.importFile(caller, { text, format, dry_run: true }, PERSON)
    return await show(context, text, format, { found: value })
  } catch (error) {
    return refused(context, text, format, error)
  }
}

const add = async (context: PageContext, { text, format: chosen, key }: ImportForm) => {
  const { core, caller } = context
  const format = formatOf(text, chosen)
  try {
    const claim = formClaimOf(key, 'page:import', { text, format })
    const { value } = await core.task.importFile(caller, { text, format }, PERSON, claim)
    // The text was changed since it was looked at, and now has an error.
    if (value.errors.length > 0) return await show(context, text, format, { found: value, status: 400 })
    return seeOther(withNotice('/tasks', 'imported'))
  } catch (error) {
    return refused(context, text, format, error)
  }
}

const person = Object.freeze({ signed_in: true, limit: 'tasks' } as const)

export const importRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/import' })
    .use(pageMacros(options))
    .get('/tasks/import', ({ context }) => previewImport(context, ''), { ...person })
    .post(
      '/tasks/import',
      ({ context, body }) => (body.act === 'add' ? add(context, body) : previewImport(context, body.text, body.format)),
      { ...person, body: ImportForm },
    )
