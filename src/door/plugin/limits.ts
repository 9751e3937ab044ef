/** Lets routes say which budget a request costs: `limit: 'chat'`. The figures are `src/limit`’s. */
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import { AppError } from '../../errors.ts'
import type { Bucket, Limit } from '../../limit/limit.ts'
import { callerOf } from './auth.ts'
import { factsOf } from './facts.ts'

export interface LimitCore {
  limit: Limit
}

const PER_ADDRESS = new Set<Bucket>(['address', 'follow'])

/** Counts the request on the caller’s or the address’s budget. @throws rate_limited */
export const spend = async ({ limit }: LimitCore, bucket: Bucket, request: Request, caller?: Caller) => {
  const facts = factsOf(request)
  const per_address = PER_ADDRESS.has(bucket)
  const key = per_address ? facts.address : caller?.user_id
  if (key === undefined) throw new AppError('internal', 'A limit per user needs a caller.')
  if (bucket === 'address') facts.address_counted = true
  facts.allowance = await limit.spend(bucket, key)
}

/** As `caller` does, before the body is checked: a wrong body costs as much as a right one. */
export const limits = (core: LimitCore) =>
  new Elysia({ name: 'limits' }).macro({
    limit: (bucket: Bucket) => ({
      transform: async ({ request }) => {
        await spend(core, bucket, request, callerOf(request))
      },
    }),
  })
