/**
 * Owns the tools by name: hands out their descriptions, checks arguments against our own schemas and makes the one
 * call. Knows nothing of confirmation (`policy.ts`) or of who may use which tool: the doors and the run engine do.
 */
import type { TObject } from '@sinclair/typebox'
import { AppError, isAppError } from '../errors.ts'
import type { ToolSpec } from '../llm/provider.ts'
import { checker } from '../task/input.ts'
import { ToolFault } from './fault.ts'
import type { Tool, ToolContext } from './tool.ts'

export { ToolFault } from './fault.ts'

/** A call that our own schema accepts. */
export interface CheckedCall {
  tool: Tool
  /** Trimmed; nothing in it but what the tool’s schema names. */
  args: Record<string, unknown>
}
export interface CallResult {
  /** Fits the tool’s output schema; plain JSON. */
  result: object
  /** The same in a line, with ids. */
  said: string
}

/** JSON Schema without the symbols that TypeBox keeps on its objects. */
export const plainSchema = (schema: TObject): Record<string, unknown> => JSON.parse(JSON.stringify(schema))

/** Failures of ours that a model can do something about. */
const READABLE = ['validation_error', 'bad_cursor', 'not_found', 'conflict'] as const

const WAY_OUT: Partial<Record<AppError['code'], string>> = {
  not_found: ' Call list_tasks to see valid ids.',
  bad_cursor: ' Leave cursor out to begin again.',
}

const asFault = (error: unknown): unknown => {
  if (!(error instanceof AppError) || !READABLE.some((code) => isAppError(error, code))) return error
  return new ToolFault(`${error.message}${WAY_OUT[error.code] ?? ''}`, { cause: error })
}

/** A map, not an object: `constructor` and `__proto__` are no tools. */
export const createRegistry = (tools: readonly Tool[]) => {
  const known = new Map(tools.map((tool) => [tool.name, { tool, check: checker(tool.input) }]))
  const list: ToolSpec[] = tools.map(({ name, description, input }) => ({
    name,
    description,
    parameters: plainSchema(input),
  }))

  /** @throws not_found  no such tool  @throws ToolFault  arguments that the tool does not take */
  const check = (name: string, input: unknown): CheckedCall => {
    const entry = known.get(name)
    if (!entry) throw new AppError('not_found', `There is no such tool; there are ${[...known.keys()].join(', ')}.`)
    try {
      const args: Record<string, unknown> = entry.check(input)
      // Names the tasks it means, and so refuses none or both of the two forms.
      entry.tool.targets(args)
      return { tool: entry.tool, args }
    } catch (error) {
      throw asFault(error)
    }
  }

  /**
   * Writes only inside `context.sql`, and only after everything was checked.
   * @throws not_found  no such tool  @throws ToolFault  what the model should read
   */
  const call = async (name: string, input: unknown, context: ToolContext): Promise<CallResult> => {
    const { tool, args } = check(name, input)
    try {
      const result = await tool.execute(args, context)
      return { result, said: tool.say(result) }
    } catch (error) {
      throw asFault(error)
    }
  }

  return { tools, specs: () => list, get: (name: string): Tool | undefined => known.get(name)?.tool, check, call }
}
export type Registry = ReturnType<typeof createRegistry>
