/** Refusals before a request reaches the protocol: HTTP’s status and headers, and a JSON-RPC error as the body. */
import { requestIdOf } from '../plugin/facts.ts'
import { failureOf } from '../plugin/failure.ts'

/** JSON-RPC leaves −32000 to −32099 to servers; the code in `data` says which refusal it is. */
const REFUSED = -32000
const INTERNAL = -32603

/** How a client finds who gives out tokens, beside what every challenge of ours says. */
const withMetadata = (challenge: string, metadata_url: string) =>
  `${challenge}, resource_metadata="${metadata_url}", scope="tasks:read tasks:write"`

export const refusal = (error: unknown, request: Request, metadata_url: string | undefined): Response => {
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
