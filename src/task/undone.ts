/** What came of taking an act back: one definition for the verbs and the question that waits for the person. */
import { type Static, Type } from '@sinclair/typebox'
import { nullable, strict } from '../lib/json-schema.ts'
import { oneOf } from '../lib/one-of.ts'
import { CHANGE_KINDS, Task } from './schema.ts'

/** What was done to one task. */
const UndoneChange = Type.Object({ task_id: Type.Integer(), title: Type.String(), change: oneOf(CHANGE_KINDS) }, strict)
export type UndoneChange = Static<typeof UndoneChange>

export const UndoneResult = Type.Object(
  {
    undone: Type.String({ description: 'What was taken back, in words: `deleted “Buy milk”`.' }),
    tasks: Type.Array(Task, { description: 'The tasks as they are again.' }),
    task: nullable(Task),
    changes: Type.Array(UndoneChange),
  },
  strict,
)
/** `task` is the first of the tasks; null when the act had made it. */
export type Undone = Static<typeof UndoneResult>
