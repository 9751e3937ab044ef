/** What a tool is. One file per tool under `task/`; `invoke.ts` is the only caller of `execute`. */

import type { Static, TObject } from '@sinclair/typebox'
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import type { When } from '../lib/calendar.ts'
import type { Actor, Effects } from '../task/schema.ts'
import type { TaskVerb } from '../task/verbs.ts'

/** What a call may touch: nothing but what its caller may, inside the caller’s transaction. */
export interface ToolContext {
  caller: Caller
  /** The transaction in which effect, history and result commit together. */
  sql: Sql
  actor: Actor
  run_id?: string
  /** The chat that the call was made in: there an undo means its last answer. */
  thread_id?: string
  /** The caller of the tool does what the person’s words say and nothing else: the built-in assistant. */
  literal?: boolean
  /** Called with what the call has done, before it is committed. */
  effects?: Effects
}

/** The four MCP hints; always all of them, because their defaults are the worst case. */
export interface ToolAnnotations {
  readOnlyHint: boolean
  destructiveHint: boolean
  idempotentHint: boolean
  openWorldHint: boolean
}

/** read: free · change: happens, with Undo; more than three existing tasks in a run wait · destroy: always waits. */
export type ToolTier = 'read' | 'change' | 'destroy'

export interface Tool<Input extends TObject = TObject, Output extends TObject = TObject> {
  name: string
  /** What it does to tasks; its words are in `task/verbs.ts`. */
  verb: TaskVerb
  title: string
  description: string
  /** Emoji shown on cards. */
  icon: string
  tier: ToolTier
  hints: ToolAnnotations
  input: Input
  output: Output
  /** Reads what a model or agent said in words, by the person’s clock, before anybody is asked about it. */
  read?(args: Static<Input>, now: When): Static<Input>
  execute(args: Static<Input>, context: ToolContext): Promise<Static<Output>>
  /** Existing tasks that the call names. @throws ToolError  in none or in two forms */
  targets(args: Static<Input>): number[]
  /** One line for people and models, with ids. */
  say(result: Static<Output>): string
}

export const defineTool = <Input extends TObject, Output extends TObject>(tool: Tool<Input, Output>) => tool

export class ToolError extends Error {
  override readonly name = 'ToolFault'
}
