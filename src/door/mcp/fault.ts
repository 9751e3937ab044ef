/** What an agent may know of a failure: our own sentences, never those of an unexpected error. */
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import { AppError, type ErrorCode, isAppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { ToolFault } from '../../tool/registry.ts'

const INTERNAL = 'Something went wrong on our side. Try again later.'

/** A sentence for the agent; what nobody expected goes to the log. */
export const sentenceOf = (error: unknown, log: Log): string => {
  if (error instanceof ToolFault) return error.message
  if (error instanceof AppError && error.code !== 'internal') return error.message
  log.error({ err: error }, 'an MCP request failed')
  return INTERNAL
}

/** The code that every other door gives for the same failure. */
export const codeOf = (error: unknown): ErrorCode => {
  if (error instanceof ToolFault) return error.cause instanceof AppError ? error.cause.code : 'validation_error'
  return error instanceof AppError ? error.code : 'internal'
}

/** The same as an error of the protocol, for whatever is not a tool call. */
export const guarded =
  <A extends unknown[], T>(log: Log, work: (...args: A) => T | Promise<T>) =>
  async (...args: A): Promise<T> => {
    try {
      return await work(...args)
    } catch (error) {
      if (error instanceof ProtocolError) throw error
      const code = isAppError(error, 'validation_error')
        ? ProtocolErrorCode.InvalidParams
        : ProtocolErrorCode.InternalError
      throw new ProtocolError(code, sentenceOf(error, log))
    }
  }
