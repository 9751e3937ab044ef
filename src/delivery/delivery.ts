/**
 * Recognises requests that a client sends again by itself, on whatever instance: the same frame and body while the run
 * is at work, or shortly after a response that was not delivered whole. What they ask for happens once, under one name.
 */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import type { Claim } from '../idempotency/idempotency.ts'
import { canonicalJson } from '../lib/canonical.ts'
import { newId } from '../lib/id.ts'
import * as store from './store.ts'

export interface Delivery {
  /** The run that was begun for an earlier sending. */
  run_id: string | null
  /** Whether this is not the first sending. */
  repeated: boolean
  /** One effect under this name per kind of effect. */
  claim(effect: string): Claim | undefined
  /** The run that answers. */
  attach(run_id: string): Promise<void>
  /** The response reached its end. */
  delivered(): Promise<void>
  /** The response was closed before its end; true when no newer one has taken its place. */
  broken(): Promise<boolean>
  /** We end the response ourselves; the run goes on elsewhere. */
  left(): Promise<void>
}

/** Clients that name no frame repeat nothing by themselves. */
const UNNAMED: Delivery = {
  run_id: null,
  repeated: false,
  claim: () => undefined,
  attach: async () => undefined,
  delivered: async () => undefined,
  broken: async () => true,
  left: async () => undefined,
}

const keyOf = (frame: string, body: unknown) =>
  new Bun.CryptoHasher('sha256').update(`${frame}\n${canonicalJson(body)}`).digest()

export const createDeliveries = ({ db }: { db: Database }) => {
  const open = async ({ user_id }: Caller, frame: string | undefined, body: unknown): Promise<Delivery> => {
    if (frame === undefined) return UNNAMED
    const key = keyOf(frame, body)
    const { send_id, run_id, attempt } = await db.execute((sql) =>
      store.openDelivery(sql, user_id, { key, frame, send_id: newId() }),
    )
    return {
      run_id,
      repeated: attempt > 1,
      claim: (effect) => ({ route: `chatkit ${effect}`, key: send_id, body: null }),
      attach: (id) => db.query((sql) => store.setRun(sql, user_id, send_id, key, id)),
      delivered: () => db.query((sql) => store.setDelivered(sql, user_id, send_id, key)),
      broken: async () => (await db.query((sql) => store.setBroken(sql, user_id, send_id, key))) === attempt,
      left: () => db.query((sql) => store.setLeft(sql, user_id, send_id, key)),
    }
  }

  /** Whether the frame itself asked for the run: `left` when it was we who ended the response. */
  const asked = async ({ user_id }: Caller, run_id: string, frame: string | undefined) =>
    frame === undefined ? undefined : db.query((sql) => store.standingOf(sql, user_id, run_id, frame))

  return { open, asked }
}
export type Deliveries = ReturnType<typeof createDeliveries>
