/** Tools and a prompt of the conformance suite that need more of the client before they can answer. */
import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  type InputRequests,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { said, text } from './content.ts'

export const states = createRequestStateCodec<string>({ key: 'the conformance suite, 32 bytes or more' })

const form = (message: string, name: string, part: { type: 'string' } | { type: 'boolean' } = { type: 'string' }) =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { [name]: part }, required: [name] },
  })
const question = (words: string, maxTokens: number) =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: text(words) }], maxTokens })

/** Everything that was asked for has been answered, each in its own kind. */
const isAnswered = ({ mcpReq }: ServerContext, asked: InputRequests) =>
  Object.keys(asked).every((key) => inputResponse(mcpReq.inputResponses, key).kind !== 'missing')

const asking = (server: McpServer, name: string, asked: InputRequests, keep_state: boolean) =>
  server.registerTool(name, { description: 'Asks the client first.' }, async (context) => {
    const ready = isAnswered(context, asked) && (!keep_state || context.mcpReq.requestState<string>() === name)
    if (ready) return said('Answered: state-ok')
    return inputRequired({ inputRequests: asked, ...(keep_state && { requestState: await states.mint(name) }) })
  })

const STEPS: InputRequests[] = [
  { step1: form('Step 1: What is your name?', 'name') },
  { step2: form('Step 2: What is your favorite color?', 'color') },
]

const addRounds = (server: McpServer) =>
  server.registerTool('test_input_required_result_multi_round', { description: 'Asks twice.' }, async (context) => {
    const before = Number(context.mcpReq.requestState<string>() ?? 0)
    const step = STEPS[before - 1]
    const round = step && isAnswered(context, step) ? before : Math.max(0, before - 1)
    const next = STEPS[round]
    if (!next) return said('Both steps are done.')
    return inputRequired({ inputRequests: next, requestState: await states.mint(`${round + 1}`) })
  })

/** Asks only for what the client has said it can do. */
const addCapabilities = (server: McpServer) =>
  server.registerTool('test_input_required_result_capabilities', { description: 'Asks what it may.' }, ({ mcpReq }) => {
    const declared = Object(mcpReq.envelope)[CLIENT_CAPABILITIES_META_KEY] ?? {}
    const asked: InputRequests = {
      ...(declared.elicitation && { user_name: form('What is your name?', 'name') }),
      ...(declared.sampling && { greeting: question('Generate a greeting', 50) }),
    }
    return Object.keys(asked).length > 0 ? inputRequired({ inputRequests: asked }) : said('There is nothing to ask.')
  })

const addPrompt = (server: McpServer) => {
  const asked = { user_context: form('What context should the prompt use?', 'context') }
  const description = 'Asks for a context first.'
  server.registerPrompt('test_input_required_result_prompt', { description }, (context) =>
    isAnswered(context, asked)
      ? { messages: [{ role: 'user', content: text('Use the context.') }] }
      : inputRequired({ inputRequests: asked }),
  )
}

export const addAsking = (server: McpServer) => {
  const name = form('What is your name?', 'name')
  const roots = inputRequired.listRoots()
  const prefix = 'test_input_required_result_'
  asking(server, `${prefix}elicitation`, { user_name: name }, false)
  asking(server, `${prefix}sampling`, { capital_question: question('What is the capital of France?', 100) }, false)
  asking(server, `${prefix}list_roots`, { client_roots: roots }, false)
  asking(server, `${prefix}request_state`, { confirm: form('Please confirm', 'ok', { type: 'boolean' }) }, true)
  asking(server, `${prefix}tampered_state`, { confirm: form('Please confirm', 'ok', { type: 'boolean' }) }, true)
  const several = { user_name: name, greeting: question('Generate a greeting', 50), client_roots: roots }
  asking(server, `${prefix}multiple_inputs`, several, true)
  asking(server, 'test_missing_capability', { question: question('Anything?', 10) }, false)
  asking(server, 'test_streaming_elicitation', { user_name: name }, false)
  addRounds(server)
  addCapabilities(server)
  addPrompt(server)
}
