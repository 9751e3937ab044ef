/** What a collector gets of the program: which spans within which, what they say, and what they never say. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { createLog, hashId } from '../../src/log.ts'
import { watched } from '../../src/trace/open-telemetry.ts'
import { startTracing } from '../../src/trace/start.ts'
import { type Chat, chatThrough } from '../support/chat.ts'
import { type Collector, collector, type SentSpan } from '../support/collector.ts'
import { calls, type FakeProvider, fails, fakeProvider, says } from '../support/fake-provider.ts'
import { eventually } from '../support/watched.ts'

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const SECRET_WORDS = 'the surprise party for Zacharias'

let sink: Collector
let fake: FakeProvider
let chat: Chat
let lines: string[] = []
let stop: () => Promise<void> = async () => undefined

const begin = async (settings: Record<string, string> = {}) => {
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const config = loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, ...settings })
  stop = await startTracing(config, log, '1.2.3')
  chat = await chatThrough(fake.url, {}, { log })
}

const open = async () => {
  lines = []
  sink = collector()
  fake = await fakeProvider(says('hi'))
}
const close = async () => {
  await chat.it.close()
  await stop()
  await fake.stop()
  await sink.stop()
}

const named = (name: string) => sink.spans.filter((span) => span.name === name)
const only = (name: string): SentSpan => {
  const found = named(name)
  expect([name, found.length]).toEqual([name, 1])
  return found[0] as SentSpan
}
const RUN = 'invoke_agent todochat'
const SEND = 'POST /api/v1/chatkit/sessions/:id/threads/:tid/runs'
/** A span ends a moment after the answer it is of: its run says so in the log first. */
const finish = async () => {
  await eventually(async () => lines.some((line) => line.includes('"run ended"')))
  await Bun.sleep(0)
  await stop()
}
const askWithParent = async (text: string, traceparent = PARENT) => {
  const id = await chat.session()
  const response = await chat.send(id, text, { traceparent })
  await response.text()
}

describe('an answer with a tool call', () => {
  beforeAll(async () => {
    await open()
    await begin({ OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b', OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test' })
    fake.play([calls([{ name: 'add_task', arguments: { title: SECRET_WORDS } }]), says(`Added ${SECRET_WORDS}.`)])
    await askWithParent(`please add ${SECRET_WORDS}`)
    await finish()
  })
  afterAll(close)

  test('is a tree: request, run, model calls and the tool call, in the trace of the asker', () => {
    const [request, run] = [only(SEND), only(RUN)]
    const models = named('chat gpt-4o-mini')
    const tool = only('execute_tool add_task')
    expect(request.parent_id).toBe('00f067aa0ba902b7')
    expect(run.parent_id).toBe(request.span_id)
    expect(models.map(({ parent_id }) => parent_id)).toEqual([run.span_id, run.span_id])
    expect(tool.parent_id).toBe(run.span_id)
    const statements = named('postgresql')
    expect(statements.some(({ parent_id }) => parent_id === tool.span_id)).toBe(true)
    const ids = [request, run, ...models, tool].map(({ trace_id }) => trace_id)
    expect(new Set(ids)).toEqual(new Set(['4bf92f3577b34da6a3ce929d0e0e4736']))
  })

  test('says what conventions name', () => {
    expect(only(SEND)).toMatchObject({
      kind: 2,
      facts: {
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'enduser.pseudo.id': hashId(chat.who.id),
      },
    })
    const [first] = named('chat gpt-4o-mini')
    expect(first).toMatchObject({
      kind: 3,
      events: ['first_token'],
      facts: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.usage.input_tokens': 11,
        'gen_ai.usage.output_tokens': 7,
        'gen_ai.response.finish_reasons': ['tool_calls'],
      },
    })
    expect(only('execute_tool add_task').facts).toMatchObject({ 'gen_ai.tool.name': 'add_task' })
    expect(only(RUN).facts).toMatchObject({ 'todochat.run.status': 'completed' })
    expect(sink.resource).toMatchObject({
      'service.name': 'todochat',
      'service.version': '1.2.3',
      'deployment.environment': 'test',
    })
    expect(sink.headers[0]?.get('x-key')).toBe('a b')
  })

  test('hands its trace on to the provider, and to the lines of the log', () => {
    const [call] = named('chat gpt-4o-mini')
    expect(fake.requests[0]?.headers.get('traceparent')).toBe(`00-${call?.trace_id}-${call?.span_id}-01`)
    const ended = lines.map((line) => JSON.parse(line)).find(({ message }) => message === 'run ended')
    expect(ended.trace_id).toBe(call?.trace_id)
  })

  test('tells nothing of people: no words, no address, no id, no credential', () => {
    const told = JSON.stringify(sink.spans)
    for (const private_words of [
      SECRET_WORDS,
      'Zacharias',
      chat.who.email,
      chat.who.id,
      chat.who.token,
      'sk-very-secret',
    ])
      expect(told).not.toContain(private_words)
  })
})

describe('otherwise', () => {
  beforeEach(open)
  afterEach(close)

  test('what fails says so by its code', async () => {
    await begin()
    fake.play(fails(401))
    await askWithParent('hello')
    await finish()
    expect(only('chat gpt-4o-mini')).toMatchObject({ status: 2, facts: { 'error.type': 'model_auth' } })
    const facts = { 'error.type': 'model_auth', 'todochat.run.status': 'failed' }
    expect(only(RUN)).toMatchObject({ status: 2, facts })
    expect(named('execute_tool add_task')).toEqual([])
  })

  test('the decision of the asker not to trace holds, and health is not traced', async () => {
    await begin()
    await askWithParent('hello', PARENT.replace(/01$/, '00'))
    await chat.get('/health')
    await finish()
    expect(named(RUN)).toEqual([])
    expect(sink.spans.filter(({ name }) => name.includes('health'))).toEqual([])
    expect(fake.requests[0]?.headers.get('traceparent')).toBeNull()
    expect(lines.filter((line) => line.includes('run ended') && line.includes('trace_id'))).toEqual([])
  })

  test('a tool used over MCP is traced too, and what is no traceparent begins a trace', async () => {
    await begin({ OTEL_SERVICE_NAME: 'list of the house' })
    const call = { name: 'add_task', arguments: { title: SECRET_WORDS } }
    const answer = await chat.it.call('POST', '/mcp', {
      token: chat.who.token,
      headers: { accept: 'application/json, text/event-stream', traceparent: `00-${SECRET_WORDS}-01` },
      body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: call },
    })
    expect(await answer.text()).toContain(SECRET_WORDS)
    await stop()
    const request = only('POST /mcp')
    expect(request.parent_id).toBe('')
    const tool = only('execute_tool add_task')
    expect([tool.trace_id, tool.facts['todochat.tool.outcome']]).toEqual([request.trace_id, 'done'])
    expect(sink.resource['service.name']).toBe('list of the house')
    expect(JSON.stringify(sink.spans)).not.toContain(SECRET_WORDS)
  })

  test.each(['always_off', 'parentbased_always_off'])('the sampler %s keeps none', async (OTEL_TRACES_SAMPLER) => {
    await begin({ OTEL_TRACES_SAMPLER })
    expect((await chat.ask('hello')).run.status).toBe('completed')
    await finish()
    expect(sink.spans).toEqual([])
  })

  test('a collector that refuses changes no answer', async () => {
    sink.answers(400)
    await begin()
    expect((await chat.ask('hello')).run.status).toBe('completed')
    await finish()
    expect(lines.filter((line) => line.includes('traces do not reach their collector')).length).toBe(1)
  })
})

test('a collector that is away is said once, and once that it is there again', () => {
  const said: string[] = []
  const log = createLog('info', { write: (line) => void said.push(JSON.parse(line).message) })
  const codes = [0, 1, 1, 0, 1]
  const exporter = watched(
    { export: (_, done) => done({ code: codes.shift() ?? 0 }), shutdown: async () => undefined },
    log,
  )
  while (codes.length > 0) exporter.export([], () => undefined)
  const [away, back] = ['traces do not reach their collector', 'traces reach their collector again']
  expect(said).toEqual([away, back, away])
})
