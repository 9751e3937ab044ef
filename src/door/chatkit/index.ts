/**
 * The ChatKit door: one route, the operation named in the body. Refused credentials, broken bodies and spent limits are
 * HTTP; behind them a streaming operation always answers 200, because its UI shows nothing of a 4xx and repeats on 5xx.
 */
import { Elysia } from 'elysia'
import type { Core } from '../../core.ts'
import type { Log } from '../../log.ts'
import type { Bucket } from '../../rate-limit/rate-limit.ts'
import { auth } from '../auth/auth.ts'
import { readJsonAsSent } from '../http/body.ts'
import { requestIdOf } from '../http/context.ts'
import { answered } from '../http/error-hook.ts'
import { spend } from '../http/rate-limit.ts'
import { failureBody, failureHere } from './error.ts'
import { isStreaming, type Operation, readOperation } from './protocol.ts'
import type { ChatKitContext } from './stream.ts'
import { answerStreaming } from './streaming.ts'
import { answerUnary } from './unary.ts'

/** What makes the model work costs as much as on any other door. */
const ANSWERS = new Set<Operation['type']>([
  'threads.create',
  'threads.add_user_message',
  'threads.add_client_tool_output',
  'threads.add_structured_input',
  'threads.retry_after_item',
])

/** Only the body says which budget a request costs; one that cannot be read costs the cheaper one. */
const read = async ({ core, caller, request }: ChatKitContext): Promise<Operation> => {
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
        const context = { core, log, caller, request }
        const operation = await read(context)
        return isStreaming(operation) ? answerStreaming(context, operation) : answerUnary(context, operation)
      },
      // The body is read by us, after the caller is known.
      { caller: 'chat', parse: () => ({}) },
    )
