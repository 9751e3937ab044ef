/**
 * Owns the tools by name: hands out their descriptions and checks arguments against our own schemas, once. What carries
 * a checked call out is `invoke.ts`; who may use which tool the doors decide.
 */
import type { TObject } from '@sinclair/typebox'
import { AppError, isAppError } from '../errors.ts'
import type { When } from '../lib/calendar.ts'
import type { ToolSpec } from '../llm/provider.ts'
import { check } from '../validate.ts'
import { bareName, ignoredFields, mend } from './mend.ts'
import type { Tool } from './tool.ts'
import { ToolError } from './tool.ts'

export { ToolError } from './tool.ts'

/** A call that our own schema accepts. */
export interface CheckedCall {
  tool: Tool
  /** Trimmed; nothing in it but what the tool’s schema names. */
  args: Record<string, unknown>
  /** Fields that were given and that the tool does not have. */
  ignored?: string[]
}
export interface CallResult {
  /** Fits the tool’s output schema; plain JSON. */
  result: object
  /** The same in a line, with ids. */
  said: string
}

/** JSON Schema without the symbols that TypeBox keeps on its objects. */
export const toJsonSchema = (schema: TObject): Record<string, unknown> => JSON.parse(JSON.stringify(schema))

/** Failures of ours that a model can do something about. */
const READABLE = ['validation_error', 'bad_cursor', 'not_found', 'conflict', 'nothing_to_undo'] as const

const WAY_OUT: Partial<Record<AppError['code'], string>> = {
  not_found: ' Call list_tasks to see valid ids.',
  bad_cursor: ' Leave cursor out to begin again.',
}

/** All that is wrong at once: a model can mend it in one more call. */
const sentencesOf = ({ message, details }: AppError) =>
  Array.isArray(details) ? details.map((problem) => problem.message).join(' ') : message

/** What a model can do something about becomes an error that it reads; all else stays what it is. */
export const toToolError = (error: unknown): unknown => {
  if (!(error instanceof AppError) || !READABLE.some((code) => isAppError(error, code))) return error
  return new ToolError(`${sentencesOf(error)}${WAY_OUT[error.code] ?? ''}`, { cause: error })
}

/** `unlisted` tools are not offered to models, only carried out. A map, not an object: `constructor` and `__proto__` are no tools. */
export const createRegistry = (tools: readonly Tool[], unlisted: readonly Tool[] = []) => {
  const known = new Map(
    [...tools, ...unlisted].map((tool) => [
      tool.name,
      { tool, schema: toJsonSchema(tool.input), checkInput: check(tool.input) },
    ]),
  )
  // One list for good: what it costs in a request is found once.
  const list: ToolSpec[] = tools.map(({ name, description, input }) => ({
    name,
    description,
    parameters: toJsonSchema(input),
  }))

  /**
   * `now`: the caller is a model or an agent, whose arguments are mended and whose words are read by this clock.
   * @throws not_found  no such tool  @throws ToolFault  arguments that the tool does not take
   */
  const checkCall = (name: string, input: unknown, now?: When): CheckedCall => {
    const entry = known.get(now ? bareName(name) : name)
    if (!entry)
      throw new AppError('not_found', `There is no such tool; there are ${tools.map(({ name }) => name).join(', ')}.`)
    try {
      const { tool, schema, checkInput } = entry
      const mended = now ? mend(input, schema) : input
      if (now && typeof mended === 'string') throw new ToolError('The arguments are not valid JSON.')
      const given: Record<string, unknown> = checkInput(mended)
      const args = now && tool.read ? tool.read(given, now) : given
      // Names the tasks it means, and so refuses none or both of the two forms.
      tool.targets(args)
      const ignored = now ? ignoredFields(input, schema) : []
      return { tool, args, ...(ignored.length > 0 && { ignored }) }
    } catch (error) {
      throw toToolError(error)
    }
  }

  return {
    tools,
    specs: (): readonly ToolSpec[] => list,
    get: (name: string): Tool | undefined => known.get(name)?.tool,
    check: checkCall,
  }
}
export type Registry = ReturnType<typeof createRegistry>
