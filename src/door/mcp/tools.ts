/** The registry’s tools as MCP shows and calls them. Decides nothing: rules and effects are the core’s. */
import {
  type CallToolResult,
  type InputRequiredResult,
  type McpServer,
  requireScopes,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Scope } from '../../account/schema.ts'
import { tracedTool } from '../../tool/span.ts'
import type { Tool } from '../../tool/tool.ts'
import { effectOf, outputOf, waitingResult } from './confirmation.ts'
import { type McpContext, need } from './context.ts'
import { canElicit, decisionOf, elicit, type Questions } from './elicit.ts'
import { codeOf, messageOf } from './error.ts'
import { wireOutput, wireSchema } from './listing.ts'

/** Where programs find which failure it was; the text is for agents. */
const CODE_KEY = 'todochat/code'

type Outcome = CallToolResult | InputRequiredResult

const scopeOf = ({ tier }: Tool): Scope => (tier === 'read' ? 'tasks:read' : 'tasks:write')

/** What the list says of a tool: worked out once, and the same for everybody, so that it may be cached. */
const listedAs = (tool: Tool) => ({
  title: tool.title,
  description: tool.description,
  inputSchema: wireSchema(tool.input),
  outputSchema: wireOutput(outputOf(tool)),
  annotations: { title: tool.title, ...tool.hints },
  scopeChallenge: requireScopes(scopeOf(tool)),
})

/** Prepares the tools; the function puts them on a server for one visit. */
export const createTools = (tools: readonly Tool[], questions: Questions) => {
  const listed = tools.map((tool) => ({ tool, listing: listedAs(tool) }))
  return (server: McpServer, mcp: McpContext) => {
    for (const { tool, listing } of listed) {
      server.registerTool(tool.name, listing, (args, context) =>
        tracedTool(
          tool.name,
          () => answer({ server, mcp, questions, tool, args: args as object, context }),
          (came) => ('isError' in came && came.isError ? 'failed' : 'done'),
        ),
      )
    }
  }
}

interface Call {
  server: McpServer
  mcp: McpContext
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
    const text = messageOf(error, call.mcp.log)
    return { isError: true, content: [{ type: 'text', text }], _meta: { [CODE_KEY]: codeOf(error) } }
  }
}

const carryOut = async (call: Call): Promise<Outcome> => {
  const { server, mcp, questions, tool, args, context } = call
  const { core, caller, pay } = mcp
  const sent = { tool: tool.name, args, context }
  await pay()
  need(mcp, scopeOf(tool))
  const decision = decisionOf(sent)
  if (decision?.approve !== undefined) {
    return toCallToolResult(call, await core.agent.settle(caller, decision.confirmation_id, decision.approve))
  }
  const came = await core.agent.call(caller, tool.name, args)
  // Who looked away is not asked again by the same call; the page waits for them.
  // A program with an access token could answer its own question: it gets the page's address instead.
  const may_answer = caller.by !== 'access_token' && !decision && canElicit(server, context)
  const ask = came.status === 'unchanged' && came.confirmation.status === 'pending' && may_answer
  return ask
    ? elicit(questions, effectOf(came.confirmation, caller.time_zone), came.confirmation.id, sent)
    : toCallToolResult(call, came)
}

const toCallToolResult = (
  { tool, mcp }: Call,
  came: Awaited<ReturnType<McpContext['core']['agent']['call']>>,
): CallToolResult => {
  if (came.status === 'unchanged') return waitingResult(tool, came.confirmation, mcp)
  return { content: [{ type: 'text', text: came.said }], structuredContent: { ...came.result } }
}
