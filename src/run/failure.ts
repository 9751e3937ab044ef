/** Why a run stops or fails, and the plain sentence people read about it. */
import { isAppError } from '../errors.ts'
import { ProviderError } from '../llm/provider.ts'
import type { RunErrorCode } from './schema.ts'
import type { Ending } from './store.ts'

/** The reason an abort of a run’s signal carries. `handover` leaves the run to the process that takes it next. */
export class Stopped extends Error {
  constructor(readonly why: 'cancelled' | 'run_timeout' | 'handover') {
    super(why)
  }
}

/** A run that reached one of its bounds. */
export class RunError extends Error {
  constructor(readonly code: RunErrorCode) {
    super(code)
  }
}

const SENTENCES: Record<RunErrorCode, string> = {
  model_auth: 'The assistant is not set up correctly.',
  model_busy: 'The assistant is busy. Try again in a moment.',
  model_unavailable: 'The assistant cannot be reached right now. Try again in a moment.',
  model_bad_response: 'The assistant gave an answer that could not be read. Try again.',
  model_timeout: 'The assistant took too long to answer. Try again.',
  model_truncated: 'The answer broke off. What arrived was kept; try again for the rest.',
  model_refused: 'The model declined to answer this.',
  model_not_found: 'The assistant is not set up correctly: its model is not there.',
  model_no_credit: 'The assistant’s provider has no credit left.',
  model_request_refused: 'The assistant’s provider did not take the request.',
  model_context_exceeded: 'This conversation has grown too long for the model. Start a new chat.',
  model_bad_tool_call: 'The assistant could not carry this out. Try saying it another way.',
  output_limit: 'The answer grew too long and was cut.',
  turn_limit: 'The assistant needed too many steps and was stopped. What it did was kept.',
  tool_call_limit: 'The assistant wanted to do too many things at once and was stopped. What it did was kept.',
  repeated_tool_call: 'The assistant kept repeating itself and was stopped. What it did was kept.',
  run_timeout: 'The answer took too long and was stopped. What it did was kept.',
  usage_limit_reached: 'The model’s daily limit is used up. Try again tomorrow.',
  database_unavailable: 'The database could not be reached. Try again in a moment.',
  interrupted: 'The answer was interrupted more than once. What arrived was kept; try again.',
  internal: 'Something went wrong on our side. Try again.',
}

export const failed = (code: RunErrorCode): Ending => ({
  status: code === 'interrupted' ? 'interrupted' : 'failed',
  error: { code, message: SENTENCES[code] },
})

/** How a run ends after the error; unknown errors end it as `internal`, their words stay in the log. */
export const endingOf = (error: unknown): Ending => {
  if (error instanceof Stopped) return error.why === 'cancelled' ? { status: 'cancelled' } : failed('run_timeout')
  if (error instanceof ProviderError || error instanceof RunError) return failed(error.code)
  if (isAppError(error, 'database_unavailable') || isAppError(error, 'storage_full'))
    return failed('database_unavailable')
  return failed('internal')
}
