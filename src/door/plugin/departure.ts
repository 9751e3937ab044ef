/** What every answer carries besides what its route said, whichever door made it and whatever its status. */
import type { Config } from '../../config.ts'
import type { Cors } from './cors.ts'
import type { Facts } from './facts.ts'
import { CHALLENGE, rateHeaders } from './failure.ts'
import { createSecurityHeaders } from './headers.ts'

export const createDeparture = (config: Config, cors: Cors) => {
  const secure = createSecurityHeaders(config)

  return (request: Request, facts: Facts, { status, headers }: Response) => {
    secure(headers)
    cors.allow(request, facts.path, headers)
    headers.set('x-request-id', facts.request_id)
    if (status === 401 && !headers.has('www-authenticate')) headers.set('www-authenticate', CHALLENGE)
    // A refusal has told its own budget already.
    if (headers.has('ratelimit-limit')) return
    for (const [name, value] of Object.entries(rateHeaders(facts.allowance))) headers.set(name, value)
  }
}
