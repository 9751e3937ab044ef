import { afterAll, describe, expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { AppError } from '../../src/errors.ts'
import { invoke } from '../../src/tool/invoke.ts'
import { createRegistry, ToolError } from '../../src/tool/registry.ts'
import { createTaskTools } from '../../src/tool/task/index.ts'
import { defineTool, type Tool } from '../../src/tool/tool.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

const taskTools = createTaskTools(10_000)

const db = await testDatabase()
afterAll(() => db.close())
const ADA = await person(db, 'ada')
const registry = createRegistry(taskTools)

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const NAMES = [
  'add_task',
  'list_tasks',
  'update_task',
  'complete_task',
  'toggle_task_status',
  'delete_task',
  'undo_last_change',
]

describe('the list of tools', () => {
  test('has the seven, in a fixed order', () => {
    expect(registry.tools.map(({ name }) => name)).toEqual(NAMES)
    expect(registry.specs().map(({ name }) => name)).toEqual(NAMES)
  })

  test('is a public interface: a change here is a change for every client', () => {
    expect(registry.specs()).toMatchSnapshot()
  })

  test('fits into a prompt: 12 KB at most', () => {
    expect(JSON.stringify(registry.specs()).length).toBeLessThan(12_000)
  })

  test('has the hints of the MCP page', () => {
    const hints = registry.tools.map(({ hints }) => Object.values(hints).map(Number).join(''))
    // read-only, destructive, idempotent, open world
    expect(Object.fromEntries(NAMES.map((name, at) => [name, hints[at]]))).toEqual({
      add_task: '0000',
      list_tasks: '1010',
      update_task: '0110',
      complete_task: '0010',
      toggle_task_status: '0000',
      delete_task: '0110',
      undo_last_change: '0000',
    })
  })
})

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every schema inside, with its path. */
const schemasIn = (schema: Json, path = ''): [string, Json][] => [
  [path, schema],
  ...Object.entries((schema.properties ?? {}) as Record<string, Json>).flatMap(([name, part]) =>
    schemasIn(part, `${path}/${name}`),
  ),
  ...(isObject(schema.items) ? schemasIn(schema.items, `${path}[]`) : []),
  ...((schema.anyOf ?? []) as Json[]).flatMap((part, at) => schemasIn(part, `${path}|${at}`)),
]

describe.each(taskTools.map((tool) => [tool.name, tool] as const))('the schemas of %s', (_, tool: Tool) => {
  test.each([
    ['input', tool.input],
    ['output', tool.output],
  ])('%s: a closed object of described parts, plain JSON Schema', (_, schema) => {
    const plain = JSON.parse(JSON.stringify(schema)) as Json
    expect(plain.type).toBe('object')
    for (const [path, part] of schemasIn(plain)) {
      if (part.type === 'object') expect(part.additionalProperties, path).toBe(false)
      for (const [name, inner] of Object.entries((part.properties ?? {}) as Record<string, Json>))
        expect(inner.description, `${path}/${name}`).toBeString()
      if (!part.anyOf) expect(part.type, path).toBeString()
      for (const word of ['$ref', '$id', 'const', 'format', 'oneOf', 'allOf'])
        expect(part, path).not.toHaveProperty(word)
    }
  })

  test('no argument names a user', () => {
    expect(JSON.stringify(tool.input)).not.toMatch(/user_?id|caller|owner|confirm/i)
  })

  test('text is bounded', () => {
    for (const [path, part] of schemasIn(tool.input as unknown as Json)) {
      if (part.type === 'string' && !part.enum) expect(part.maxLength ?? part.pattern, path).toBeDefined()
      if (part.type === 'array') expect(part.maxItems, path).toBeNumber()
    }
  })
})

describe('check', () => {
  test('gives back trimmed arguments and their tool', () => {
    const { tool, args } = registry.check('add_task', { title: '  Milk ', tags: [' home '] })
    expect([tool.name, args]).toEqual(['add_task', { title: 'Milk', tags: ['home'] }])
  })

  const bad: [string, unknown, RegExp][] = [
    ['add_task', {}, /^Give either title, titles or tasks/],
    ['add_task', { title: 'a', titles: ['b'] }, /^Give either title, titles or tasks/],
    ['add_task', { title: ' ' }, /^Title must not be empty\.$/],
    ['add_task', { titles: [] }, /^Titles must have at least 1 entry/],
    ['add_task', { titles: Array.from({ length: 51 }, (_, at) => `t${at}`) }, /^Titles must have at most 50/],
    ['add_task', { title: 'a'.repeat(201) }, /^Title must have at most 200 characters\.$/],
    ['add_task', { title: 'a\0' }, /^Title has characters that cannot be stored/],
    ['add_task', { title: 'a', priority: 'urgent' }, /^Priority must be one of none, low, medium, high/],
    ['add_task', { title: 'a', due_on: 'friday' }, /^Due date does not have the right form: Calendar date YYYY-MM-DD/],
    ['add_task', { title: 'a', user_id: 'luz' }, /^The field user_id is not known here/],
    ['add_task', JSON.parse('{"title":"a","__proto__":{"admin":true}}'), /name that is not allowed/],
    ['complete_task', {}, /^Give either task_id or task_ids/],
    ['complete_task', { task_id: 1, task_ids: [2] }, /^Give either task_id or task_ids/],
    ['complete_task', { task_id: '1' }, /^Task id must be a whole number/],
    ['complete_task', { task_id: 1.5 }, /^Task id must be a whole number/],
    ['complete_task', { task_id: 0 }, /^Task id must be/],
    ['complete_task', { task_id: 2 ** 31 }, /^Task id must be/],
    ['complete_task', { task_ids: Array.from({ length: 51 }, (_, at) => at + 1) }, /^Task ids must have at most 50/],
    ['delete_task', { task_id: 1, confirm: true }, /^The field confirm is not known here/],
    ['list_tasks', { status: 'bogus' }, /^Status must be one of pending, completed/],
    ['list_tasks', { limit: 101 }, /^Limit must be/],
    ['undo_last_change', { task_id: 1 }, /^The field task_id is not known here/],
    ['add_task', 'milk', /must be an object/],
    ['add_task', null, /must be an object/],
    ['add_task', [], /must be an object/],
  ]
  test.each(bad)('%s %j says what is wrong', (name, args, words) => {
    const error = thrownBy(() => registry.check(name, args))
    expect(error).toBeInstanceOf(ToolError)
    expect((error as Error).message).toMatch(words)
  })

  test.each([['drop_table'], ['constructor'], ['__proto__'], ['toString'], [''], ['ADD_TASK']])(
    '%j is no tool',
    (name) => {
      expect(thrownBy(() => registry.check(name, {}))).toMatchObject({ name: 'AppError', code: 'not_found' })
      expect(registry.get(name)).toBeUndefined()
    },
  )
})

describe('call', () => {
  const failing = (error: unknown) =>
    createRegistry([
      defineTool({
        name: 'fails',
        verb: 'list',
        title: 'Fails',
        description: 'Fails.',
        icon: '⚠️',
        tier: 'read',
        hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
        input: Type.Object({}),
        output: Type.Object({}),
        execute: () => Promise.reject(error),
        targets: () => [],
        say: () => '',
      }),
    ])
  const fail = (error: unknown) =>
    db.query(async (sql) => {
      const call = failing(error).check('fails', {})
      const outcome = invoke(call, { caller: ADA, sql, actor: 'mcp' })
      return outcome.then((came) => ('error' in came ? came.error : came)).catch((thrown: unknown) => thrown)
    })

  test.each([
    ['not_found', 'No task 7.', 'No task 7. Call list_tasks to see valid ids.'],
    ['nothing_to_undo', 'There is nothing to undo.', 'There is nothing to undo.'],
    ['validation_error', 'A due time needs a due date.', 'A due time needs a due date.'],
    ['bad_cursor', 'Not ours.', 'Not ours. Leave cursor out to begin again.'],
  ] as const)('%s is told to the model', async (code, message, said) => {
    expect(await fail(new AppError(code, message))).toMatchObject({ name: 'ToolFault', message: said })
  })

  test.each([
    ['an outage', new AppError('database_unavailable', 'Away.')],
    ['a failure of ours', new AppError('internal', 'Oh.')],
    ['a bug', new TypeError('x is not')],
  ])('%s is not the model’s business', async (_, error) => {
    expect(await fail(error)).toBe(error)
  })
})
