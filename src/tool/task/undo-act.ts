/** `undo_act`: takes back a certain act. Offered to no model: it is what a REST client’s undo waits as. */
import { Type } from '@sinclair/typebox'
import { Id } from '../../lib/json-schema.ts'
import { undoIn } from '../../task/undo.ts'
import { UndoneResult } from '../../task/undone.ts'
import { defineTool } from '../tool.ts'
import { originOf, strict } from './shapes.ts'

export const undoAct = defineTool({
  name: 'undo_act',
  verb: 'undo',
  title: 'Undo',
  description: 'Takes back the act of a change or an answer, else the newest one.',
  icon: '↩️',
  tier: 'change',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input: Type.Object({ run_id: Type.Optional(Id), change_id: Type.Optional(Type.Integer({ minimum: 1 })) }, strict),
  output: UndoneResult,
  execute: (target, context) => undoIn(context.sql, context.caller, originOf(context), target),
  targets: () => [],
  say: ({ undone }) => `Undone: ${undone}.`,
})
