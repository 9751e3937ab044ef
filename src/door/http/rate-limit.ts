/** Lets routes say which budget a request costs: `limit: 'chat'`. The figures are `src/limit`’s. */
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import { AppError } from '../../errors.ts'
import type { Bucket, Limit } from '../../rate-limit/rate-limit.ts'
import { authenticatedCaller } from '../auth/auth.ts'
import { contextOf } from './context.ts'

export interface LimitCore {
  limit: Limit
}

const PER_ADDRESS = new Set<Bucket>(['address', 'follow'])

/** Counts the request on the caller’s or the address’s budget. @throws rate_limited */
export const spend = async ({ limit }: LimitCore, bucket: Bucket, request: Request, caller?: Caller) => {
  const context = contextOf(request)
  const per_address = PER_ADDRESS.has(bucket)
  const key = per_address ? context.address : caller?.user_id
  if (key === undefined) throw new AppError('internal', 'A limit per user needs a caller.')
  if (bucket === 'address') context.address_counted = true
  context.allowance = await limit.spend(bucket, key)
}

/** As `caller` does, before the body is checked: a wrong body costs as much as a right one. */
export const limits = (core: LimitCore) =>
  new Elysia({ name: 'limits' }).macro({
    limit: (bucket: Bucket) => ({
      detail: inDocument(bucket),
      transform: async ({ request }) => {
        await spend(core, bucket, request, authenticatedCaller(request) ?? contextOf(request).caller)
      },
    }),
  })

/** For the document of the API: which budget a request counts on. */
const inDocument = (bucket: Bucket): object => ({ 'x-budget': bucket })
