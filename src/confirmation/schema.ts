/** Shapes of confirmations: deeds of the assistant that wait for the person. */
import { Type } from '@sinclair/typebox'

/** Hours a confirmation can be settled. */
export const CONFIRMATION_LIVES_HOURS = 24

export const SettleInput = Type.Object(
  { approve: Type.Boolean({ description: 'true carries it out, false drops it.' }) },
  { additionalProperties: false },
)

export type ConfirmationStatus = 'pending' | 'approved' | 'declined' | 'expired'

/** A tool call that was settled, with what came of it. */
export interface SettledCall {
  name: string
  arguments: object
  result: object
}

export interface Confirmation {
  id: string
  session_id: string | null
  run_id: string | null
  tool: string
  arguments: object
  /** The real titles of what would be changed, as they were when it was asked. */
  titles: string[]
  status: ConfirmationStatus
  /** Empty until approved. */
  tool_calls: SettledCall[]
  created_at: string
  expires_at: string
}
