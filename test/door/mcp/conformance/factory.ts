/**
 * What the official conformance suite wants a server to have, each thing as its scenarios describe it: test-only, and
 * served through the product’s own door, so that transport and guard can be held against the whole suite.
 */
import {
  completable,
  InMemoryServerEventBus,
  McpServer,
  type McpServerFactory,
  type McpServerOptions,
  ResourceTemplate,
  type ServerContext,
  type ServerEvent,
  type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server'
import { addAsking, states } from './ask.ts'
import { audio, image, PNG, resource, said, text } from './content.ts'

const STEP_MS = 50
const bus = new InMemoryServerEventBus()

/** A JSON Schema as the library takes one; nothing is checked. */
const schema = <T>(json: Record<string, unknown>): StandardSchemaWithJSON<T, T> => ({
  '~standard': {
    version: 1,
    vendor: 'conformance',
    validate: (value) => ({ value: value as T }),
    jsonSchema: { input: () => json, output: () => json },
  },
})
const strings = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string', description: `The ${name}.` }])),
  required: names,
})

const addContents = (server: McpServer) => {
  const json = resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}')
  const tools = {
    test_simple_text: said('This is a simple text response for testing.'),
    test_image_content: { content: [image] },
    test_audio_content: { content: [audio] },
    test_embedded_resource: {
      content: [resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
    },
    test_multiple_content_types: { content: [text('Multiple content types test:'), image, json] },
  }
  for (const [name, result] of Object.entries(tools))
    server.registerTool(name, { description: 'Answers with fixed content.' }, () => result)
  server.registerTool('test_error_handling', { description: 'Always fails.' }, () => {
    throw new Error('This tool intentionally returns an error for testing')
  })
}

const progress = async ({ mcpReq }: ServerContext) => {
  const progressToken = mcpReq._meta?.progressToken
  for (const done of [0, 50, 100]) {
    const params = { progressToken: progressToken ?? '', progress: done, total: 100 }
    if (progressToken !== undefined) await mcpReq.notify({ method: 'notifications/progress', params })
    await Bun.sleep(STEP_MS)
  }
  return said('All of it was done.')
}

const logged = async ({ mcpReq }: ServerContext) => {
  for (const words of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await mcpReq.log('info', words)
    await Bun.sleep(STEP_MS)
  }
  return said('All of it was logged.')
}

const changing = (kind: 'tools_list_changed' | 'prompts_list_changed') => () => {
  const event: ServerEvent = { kind }
  bus.publish(event)
  return said('The list has changed.')
}

const addBehaviours = (server: McpServer) => {
  server.registerTool('test_tool_with_progress', { description: 'Tells how far it is.' }, progress)
  server.registerTool('test_tool_with_logging', { description: 'Logs as it goes.' }, logged)
  server.registerTool('test_logging_tool', { description: 'Logs, if it may.' }, logged)
  const change = { description: 'Changes a list.' }
  server.registerTool('test_trigger_tool_change', change, changing('tools_list_changed'))
  server.registerTool('test_trigger_prompt_change', change, changing('prompts_list_changed'))
}

/** Keywords of JSON Schema 2020-12 that must reach the client as they are. */
const SCHEMA_2020_12 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
}

const addSchemas = (server: McpServer) => {
  const fine = () => said('Fine.')
  const description = 'JSON Schema 2020-12 as it is.'
  server.registerTool('json_schema_2020_12_tool', { description, inputSchema: schema(SCHEMA_2020_12) }, fine)
  const region = { type: 'string', description: 'Where.', 'x-mcp-header': 'Region' }
  const inputSchema = schema({ type: 'object', properties: { region } })
  server.registerTool('test_custom_header', { description: 'Has an argument in a header.', inputSchema }, fine)
}

const addResources = (server: McpServer) => {
  const fixed = (uri: string, mimeType: string, content: { text: string } | { blob: string }) =>
    server.registerResource(uri, uri, { description: 'Fixed content.', mimeType }, () => ({
      contents: [{ uri, mimeType, ...content }],
    }))
  fixed('test://static-text', 'text/plain', { text: 'This is the content of the static text resource.' })
  fixed('test://static-binary', 'image/png', { blob: PNG })
  fixed('test://watched-resource', 'text/plain', { text: 'Watch this.' })
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined })
  const json = { description: 'Content with a number in it.', mimeType: 'application/json' }
  server.registerResource('template', template, json, (uri, { id }) => {
    const words = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` })
    return { contents: [{ uri: uri.href, mimeType: json.mimeType, text: words }] }
  })
}

const addPrompts = (server: McpServer) => {
  const user = <T>(content: T) => ({ role: 'user' as const, content })
  const about = { description: 'A fixed prompt.' }
  const simple = text('This is a simple prompt for testing.')
  server.registerPrompt('test_simple_prompt', about, () => ({ messages: [user(simple)] }))
  server.registerPrompt('test_prompt_with_image', about, () => ({
    messages: [user(image), user(text('Please analyze the image above.'))],
  }))
  const shape = { arg1: completable(schema<string>({ type: 'string' }), (begun) => [`${begun}ing`]) }
  const two = { ...schema<{ arg1: string; arg2: string }>(strings('arg1', 'arg2')), shape }
  server.registerPrompt('test_prompt_with_arguments', { ...about, argsSchema: two }, ({ arg1, arg2 }) => ({
    messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))],
  }))
  const one = schema<{ resourceUri: string }>(strings('resourceUri'))
  server.registerPrompt('test_prompt_with_embedded_resource', { ...about, argsSchema: one }, ({ resourceUri }) => ({
    messages: [
      user(resource(resourceUri, 'text/plain', 'Embedded resource content for testing.')),
      user(text('Please process the embedded resource above.')),
    ],
  }))
}

const options: McpServerOptions = {
  capabilities: {
    tools: { listChanged: true },
    prompts: { listChanged: true },
    resources: { listChanged: true, subscribe: true },
    completions: {},
    logging: {},
  },
  requestState: { verify: states.verify },
}

/** Without sessions nothing can be delivered to clients of 2025; their subscriptions are acknowledged all the same. */
const acceptSubscriptions = ({ server }: McpServer) => {
  server.setRequestHandler('resources/subscribe', () => ({}))
  server.setRequestHandler('resources/unsubscribe', () => ({}))
}

const factory: McpServerFactory = ({ era }) => {
  const server = new McpServer({ name: 'todochat-conformance', version: '1.0.0' }, options)
  if (era === 'legacy') acceptSubscriptions(server)
  for (const add of [addContents, addBehaviours, addSchemas, addAsking, addResources, addPrompts]) add(server)
  return server
}

export const served = { factory, bus }
