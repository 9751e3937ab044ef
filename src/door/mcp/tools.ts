/** The registry’s tools as MCP shows and calls them. Decides nothing: rules and effects are the core’s. */
import {
  type CallToolResult,
  type InputRequiredResult,
  type McpServer,
  requireScopes,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Scope } from '../../account/schema.ts'
import type { Tool } from '../../tool/tool.ts'
import { canElicit, decisionOf, elicit, type Questions } from './elicit.ts'
import { codeOf, sentenceOf } from './fault.ts'
import { emojiIcon } from './icon.ts'
import { wireSchema } from './schema.ts'
import { need, type Visit } from './visit.ts'
import { outputOf, waitingResult } from './waiting.ts'

/** Where programs find which failure it was; the text is for agents. */
export const CODE_KEY = 'todochat/code'

type Outcome = CallToolResult | InputRequiredResult

export const scopeOf = ({ tier }: Tool): Scope => (tier === 'read' ? 'tasks:read' : 'tasks:write')

/** What the list says of a tool: worked out once, and the same for everybody, so that it may be cached. */
const listedAs = (tool: Tool) => ({
  title: tool.title,
  description: tool.description,
  inputSchema: wireSchema(tool.input),
  outputSchema: wireSchema(outputOf(tool)),
  annotations: { title: tool.title, ...tool.hints },
  icons: [emojiIcon(tool.icon)],
  scopeChallenge: requireScopes(scopeOf(tool)),
})

/** Prepares the tools; the function puts them on a server for one visit. */
export const createTools = (tools: readonly Tool[], questions: Questions) => {
  const listed = tools.map((tool) => ({ tool, listing: listedAs(tool) }))
  return (server: McpServer, visit: Visit) => {
    for (const { tool, listing } of listed) {
      server.registerTool(tool.name, listing, (args, context) =>
        answer({ server, visit, questions, tool, args: args as object, context }),
      )
    }
  }
}

interface Call {
  server: McpServer
  visit: Visit
  questions: Questions
  tool: Tool
  args: object
  context: ServerContext
}

/** A failure is a result that the agent reads, and can act on. */
const answer = async (call: Call): Promise<Outcome> => {
  try {
    return await carryOut(call)
  } catch (error) {
    const text = sentenceOf(error, call.visit.log)
    return { isError: true, content: [{ type: 'text', text }], _meta: { [CODE_KEY]: codeOf(error) } }
  }
}

const carryOut = async (call: Call): Promise<Outcome> => {
  const { server, visit, questions, tool, args, context } = call
  const { core, caller, pay } = visit
  const sent = { tool: tool.name, args, context }
  await pay()
  need(visit, scopeOf(tool))
  const decision = decisionOf(sent)
  if (decision?.approve !== undefined) {
    return shown(call, await core.agent.settle(caller, decision.confirmation_id, decision.approve))
  }
  const came = await core.agent.call(caller, tool.name, args)
  // Who looked away is not asked again by the same call; the page waits for them.
  const ask = came.status === 'unchanged' && !decision && canElicit(server, context)
  return ask ? elicit(questions, came.confirmation, sent) : shown(call, came)
}

const shown = ({ tool, visit }: Call, came: Awaited<ReturnType<Visit['core']['agent']['call']>>): CallToolResult => {
  if (came.status === 'unchanged') return waitingResult(tool, came.confirmation, visit.site)
  return { content: [{ type: 'text', text: came.said }], structuredContent: { ...came.result } }
}
