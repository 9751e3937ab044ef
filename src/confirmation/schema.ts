/** Shapes of confirmations: tool calls of the assistant that wait for the person's approval. */

import { type Static, Type } from '@sinclair/typebox'
import { canonicalJson } from '../lib/canonical.ts'
import { Id, Instant, nullable, strict } from '../lib/json-schema.ts'
import { oneOf } from '../lib/one-of.ts'
import type { ShownChange } from '../task/difference.ts'
import { toTask } from '../task/mutations.ts'
import type { TaskChangeRow } from '../task/schema.ts'
import { Task } from '../task/schema.ts'

/** Hours a confirmation can be settled. */
export const CONFIRMATION_LIVES_HOURS = 24

export const SettleInput = Type.Object(
  { approve: Type.Boolean({ description: 'true carries it out, false drops it.' }) },
  strict,
)

const CONFIRMATION_STATUSES = ['pending', 'approved', 'declined', 'expired'] as const
export type ConfirmationStatus = (typeof CONFIRMATION_STATUSES)[number]

/** A tool call that was settled, with what came of it. */
export const SettledCall = Type.Object(
  { name: Type.String(), arguments: Type.Object({}), result: Type.Object({}) },
  strict,
)
export type SettledCall = Static<typeof SettledCall>

const Change = Type.Object(
  {
    task_id: Type.Integer(),
    title: Type.String({ description: 'The real title.' }),
    before: nullable(Task),
    after: nullable(Task),
  },
  { ...strict, description: 'One task as it is and as it would be; null where it is not there.' },
)

/** A change as a question shows it: without what only the database needs. */
export const toShownChange = ({ task_id, before, after }: TaskChangeRow): ShownChange => ({
  task_id,
  title: (before ?? after)?.title ?? '',
  before: before && toTask(before),
  after: after && toTask(after),
})

/** The moments in a task move by themselves; what was shown are its other parts. */
const withoutMoments = (task: Task | null) => task && { ...task, updated_at: '', completed_at: '' }
const lookOf = (changes: ShownChange[]) =>
  canonicalJson(changes.map(({ task_id, before, after }) => [task_id, withoutMoments(before), withoutMoments(after)]))

export const sameChanges = (one: ShownChange[], other: ShownChange[]) => lookOf(one) === lookOf(other)

export const Confirmation = Type.Object(
  {
    id: Id,
    session_id: nullable(Id),
    run_id: nullable(Id),
    tool: Type.String(),
    arguments: Type.Object({}, { description: 'Exactly what will be done.' }),
    titles: Type.Array(Type.String(), { description: 'Titles of the tasks, as they were when it was asked.' }),
    changes: Type.Array(Change, { description: 'What would happen to each task.' }),
    status: oneOf(CONFIRMATION_STATUSES),
    tool_calls: Type.Array(SettledCall, { description: 'What was done; empty until approved.' }),
    created_at: Instant,
    expires_at: Instant,
  },
  { ...strict, description: 'A change that waits for the person.' },
)
export type Confirmation = Static<typeof Confirmation>
