/** One use of a tool as a span, at whichever door; what it was given and gave back stays out. */
import { traced } from '../span.ts'

export const tracedTool = <T>(name: string, act: () => Promise<T>, outcomeOf: (done: T) => string): Promise<T> => {
  const facts = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name, 'gen_ai.tool.type': 'function' }
  return traced({ name: `execute_tool ${name}`, facts }, async (span) => {
    const done = await act()
    const outcome = outcomeOf(done)
    span.note({ 'todochat.tool.outcome': outcome })
    if (outcome === 'failed') span.fail('tool_failed')
    return done
  })
}
