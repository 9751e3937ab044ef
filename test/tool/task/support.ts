/** The task tools on a database, called as the run engine calls them: one transaction per call. */
import { expect } from 'bun:test'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import type { Caller } from '../../../src/account/schema.ts'
import type { Database } from '../../../src/db/database.ts'
import type { Task } from '../../../src/task/schema.ts'
import { invoke } from '../../../src/tool/invoke.ts'
import { createRegistry, ToolError } from '../../../src/tool/registry.ts'
import { createTaskTools } from '../../../src/tool/task/index.ts'
import { tasksOn } from '../../task/support.ts'

const taskTools = createTaskTools(10_000)

/** What a result may hold; a test says which. */
export interface Result {
  task: Task
  tasks: Task[]
  total: number
  next_cursor: string
  next?: string
  deleted: boolean
  task_id: number
  title: string
  undone: string
}

const registry = createRegistry(taskTools)
const outputs = new Map(taskTools.map(({ name, output }) => [name, TypeCompiler.Compile(output)]))

export const toolsOn = (db: Database) => {
  /** Calls the tool; what comes back must fit its schema and survive JSON. */
  const call = async (caller: Caller, name: string, args: object, run_id?: string) => {
    const came = await db.transaction((sql) =>
      invoke(registry.check(name, args), { caller, sql, actor: 'assistant', ...(run_id !== undefined && { run_id }) }),
    )
    if (came.status !== 'done') throw came.status === 'failed' ? came.error : new Error('it waits')
    const { result, said } = came
    const output = outputs.get(name)
    expect([...(output?.Errors(result) ?? [])]).toEqual([])
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
    return { result: result as Result, said }
  }

  /** The words of the fault, or what came instead. */
  const fault = async (caller: Caller, name: string, args: object, run_id?: string): Promise<string> => {
    try {
      const { result } = await call(caller, name, args, run_id)
      return `no fault: ${JSON.stringify(result)}`
    } catch (error) {
      if (error instanceof ToolError) return error.message
      throw error
    }
  }
  return { call, fault, task: tasksOn(db) }
}
