/**
 * The ChatKit door: one route, the operation named in the body. Refused credentials, broken bodies and spent limits are
 * HTTP; behind them a streaming operation always answers 200, because its UI shows nothing of a 4xx and repeats on 5xx.
 */
import { Elysia } from 'elysia'
import type { Core } from '../../core.ts'
import type { Bucket } from '../../limit/limit.ts'
import type { Log } from '../../log.ts'
import { auth } from '../plugin/auth.ts'
import { readJsonAsSent } from '../plugin/body.ts'
import { answered } from '../plugin/errors.ts'
import { requestIdOf } from '../plugin/facts.ts'
import { spend } from '../plugin/limits.ts'
import { answerStreaming } from './answer.ts'
import { failureBody, failureHere } from './failure.ts'
import { answerPlain } from './plain.ts'
import { isStreaming, type Operation, readOperation } from './request.ts'
import type { Visit } from './stream.ts'

/** What makes the model work costs as much as on any other door. */
const ANSWERS = new Set<Operation['type']>([
  'threads.create',
  'threads.add_user_message',
  'threads.add_client_tool_output',
  'threads.add_structured_input',
  'threads.retry_after_item',
])

/** Only the body says which budget a request costs; one that cannot be read costs the cheaper one. */
const read = async ({ core, caller, request }: Visit): Promise<Operation> => {
  let bucket: Bucket = 'tasks'
  try {
    const operation = readOperation(await readJsonAsSent(request))
    if (ANSWERS.has(operation.type)) bucket = 'chat'
    return operation
  } finally {
    await spend(core, bucket, request, caller)
  }
}

export const chatkit = (core: Core, log: Log) =>
  new Elysia({ name: 'chatkit' })
    .onError(({ error, request }) => {
      answered(request)
      return failureBody(failureHere(error, request.headers.has('authorization')), requestIdOf(request))
    })
    .use(auth(core))
    .post(
      '/chatkit',
      async ({ caller, request }) => {
        const visit = { core, log, caller, request }
        const operation = await read(visit)
        return isStreaming(operation) ? answerStreaming(visit, operation) : answerPlain(visit, operation)
      },
      // The body is read by us, after the caller is known.
      { caller: 'chat', parse: () => ({}) },
    )
