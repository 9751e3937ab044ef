/** What an agent may know of a failure: our own sentences, never those of an unexpected error. */
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import { AppError, type ErrorCode, isAppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { ToolError } from '../../tool/registry.ts'
import { requestIdOf } from '../http/context.ts'
import { failureOf } from '../http/error.ts'

const INTERNAL_MESSAGE = 'Something went wrong on our side. Try again later.'

/** A sentence for the agent; unexpected errors go to the log. */
export const messageOf = (error: unknown, log: Log): string => {
  if (error instanceof ToolError) return error.message
  if (error instanceof AppError && error.code !== 'internal') return error.message
  log.error({ err: error }, 'an MCP request failed')
  return INTERNAL_MESSAGE
}

/** The code that every other door gives for the same failure. */
export const codeOf = (error: unknown): ErrorCode => {
  if (error instanceof ToolError) return error.cause instanceof AppError ? error.cause.code : 'validation_error'
  return error instanceof AppError ? error.code : 'internal'
}

/** The same as an error of the protocol, for whatever is not a tool call. */
export const asProtocolErrors =
  <A extends unknown[], T>(log: Log, work: (...args: A) => T | Promise<T>) =>
  async (...args: A): Promise<T> => {
    try {
      return await work(...args)
    } catch (error) {
      if (error instanceof ProtocolError) throw error
      const code = isAppError(error, 'validation_error')
        ? ProtocolErrorCode.InvalidParams
        : ProtocolErrorCode.InternalError
      throw new ProtocolError(code, messageOf(error, log))
    }
  }

/** JSON-RPC leaves −32000 to −32099 to servers; the code in `data` says which refusal it is. */
const REFUSED = -32000
const INTERNAL = -32603

/** How a client finds who gives out tokens, beside what every challenge of ours says. */
const withMetadata = (challenge: string, metadata_url: string) =>
  `${challenge}, resource_metadata="${metadata_url}", scope="tasks:read tasks:write"`

export const errorResponse = (error: unknown, request: Request, metadata_url: string | undefined): Response => {
  const { status, code, message, headers } = failureOf(error, request.headers.has('authorization'))
  const challenge = headers['www-authenticate']
  const body = {
    jsonrpc: '2.0',
    id: null,
    error: { code: status === 500 ? INTERNAL : REFUSED, message, data: { code, request_id: requestIdOf(request) } },
  }
  const discovery = challenge &&
    metadata_url &&
    status === 401 && { 'www-authenticate': withMetadata(challenge, metadata_url) }
  return Response.json(body, { status, headers: { ...headers, ...discovery } })
}
