/** What a tool is. One file per tool under `task/`; `registry.ts` is the only caller of `execute`. */
import type { Static, TObject } from '@sinclair/typebox'
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import type { Actor } from '../task/schema.ts'

/** What a call may touch: nothing but what its caller may, inside the caller’s transaction. */
export interface ToolContext {
  caller: Caller
  /** The transaction in which effect, history and result commit together. */
  sql: Sql
  actor: Actor
  run_id?: string
}

/** The four MCP hints; always all of them, because their defaults are the worst case. */
export interface ToolHints {
  readOnlyHint: boolean
  destructiveHint: boolean
  idempotentHint: boolean
  openWorldHint: boolean
}

/** read: free · change: happens, with Undo; more than three existing tasks in a run wait · destroy: always waits. */
export type ToolTier = 'read' | 'change' | 'destroy'

export interface Tool<Input extends TObject = TObject, Output extends TObject = TObject> {
  name: string
  title: string
  description: string
  /** Emoji shown on cards. */
  icon: string
  tier: ToolTier
  hints: ToolHints
  input: Input
  output: Output
  execute(args: Static<Input>, context: ToolContext): Promise<Static<Output>>
  /** Existing tasks the call would change, for counting and for the confirmation’s titles. */
  targets(args: Static<Input>): number[]
  /** One line for people and models, with ids. */
  say(result: Static<Output>): string
}

export const defineTool = <Input extends TObject, Output extends TObject>(tool: Tool<Input, Output>) => tool
