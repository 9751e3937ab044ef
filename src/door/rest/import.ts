/** REST: files of tasks from other programs, and our own exports back again. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { AppError } from '../../errors.ts'
import { strict } from '../../lib/json-schema.ts'
import { oneOf } from '../../lib/one-of.ts'
import {
  IMPORT_FORMATS,
  IMPORT_MAX_BYTES,
  IMPORT_TYPES,
  Imported,
  type ImportFormat,
} from '../../task/import/schema.ts'
import { declared } from '../../validate.ts'
import { auth } from '../auth/auth.ts'
import { limits } from '../http/rate-limit.ts'
import { answerOnce, claimOf } from './idempotency.ts'
import { json, operation } from './operation.ts'
import { own, type TaskCore } from './task-path.ts'

const ImportQuery = Type.Object(
  {
    format: oneOf(IMPORT_FORMATS, 'What the body is: text/csv, text/plain, text/calendar or text/markdown.'),
    dry_run: Type.Optional(oneOf(['true', 'false'] as const, 'Only reports what would be added.')),
  },
  strict,
)

const ROUTE = {
  caller: 'tasks:write',
  limit: 'tasks',
  query: ImportQuery,
  body: declared(Type.Object({ text: Type.String() })),
  detail: operation({
    id: 'importTasks',
    tag: 'tasks',
    summary: 'Import tasks from a file',
    description:
      'The body is the file, 4 MB at most. All of it is added as one act, which can be undone, or with any error nothing.',
    answers: { 200: json('What was added, skipped and not understood.', Imported, 'Idempotent-Replayed') },
    errors: ['forbidden', 'task_limit_reached'],
    headers: ['Idempotency-Key'],
    body: { types: Object.values(IMPORT_TYPES), max_bytes: IMPORT_MAX_BYTES },
  }),
} as const

/** A body of one format under the name of another is a mistake that must show. */
const checkType = (request: Request, format: ImportFormat) => {
  const [type = ''] = (request.headers.get('content-type') ?? '').toLowerCase().split(';')
  if (type.trim() !== IMPORT_TYPES[format])
    throw new AppError('unsupported_media_type', `The body of format=${format} must be ${IMPORT_TYPES[format]}.`)
}

export const importRoute = (core: TaskCore, prefix: string) =>
  new Elysia({ name: `rest${prefix}/import`, normalize: false })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/import',
      async ({ caller, params, query: { format, dry_run }, body: { text }, request, set }) => {
        own(caller, params)
        checkType(request, format)
        const file = { text, format, dry_run: dry_run === 'true' }
        const claim = file.dry_run ? undefined : claimOf(request, 'POST /tasks/import', { text, format })
        return answerOnce(set, await core.task.importFile(caller, file, { actor: 'api' }, claim))
      },
      { ...ROUTE },
    )
