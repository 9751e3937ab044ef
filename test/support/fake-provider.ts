/**
 * A stand-in for an OpenAI-compatible provider on a free port of loopback, scripted request by request.
 * A reply is a list of steps, so that every fault of the failure catalogue can be written down; nothing here waits
 * for a clock unless a test asks for it by `pause`.
 */
export type Step =
  /** One SSE frame with this object (or this very text) as its data. */
  | { data: object | string }
  /** Bytes as they are. */
  | { raw: string }
  /** The same where a character is to be cut. */
  | { bytes: Uint8Array }
  /** Waits so many milliseconds. */
  | { pause: number }
  /** Waits for a promise of the test: the way to order things without a clock. */
  | { until: Promise<unknown> }
  /** Repeats one frame so many times, following the reader’s pace. */
  | { flood: object; times: number }
  /** Sends nothing more and keeps the connection open. */
  | 'hang'
  /** Breaks the connection off in the middle of the body. Without it the body ends cleanly. */
  | 'reset'

export interface Reply {
  status?: number
  headers?: Record<string, string>
  steps: Step[]
}

export interface FakeRequest {
  path: string
  headers: Headers
  /** The parsed JSON body of a chat completion; empty for a GET. */
  body: FakeBody
  /** Settles when the client has left or the answer has ended. */
  closed: Promise<'left' | 'ended'>
}

export interface FakeBody {
  model?: string
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  temperature?: number
  messages?: FakeMessage[]
  tools?: { type: string; function: { name: string; description: string; parameters: object } }[]
}
export interface FakeMessage {
  role: string
  content: string | null
  tool_call_id?: string
  tool_calls?: FakeCall[]
  reasoning_content?: string
  reasoning_details?: object[]
}
export interface FakeCall {
  id: string
  type: string
  function: { name: string; arguments: string }
  extra_content?: object
}

/** One reply for every request, a list whose last one repeats, or a function of the request and its number from 0. */
export type Script = Reply | Reply[] | ((request: FakeRequest, index: number) => Reply)

export interface FakeProvider {
  /** The base URL, ending in `/v1`. */
  url: string
  /** Chat completions asked so far, oldest first. */
  requests: FakeRequest[]
  /** Replaces the script; its numbering starts again. */
  play(script: Script): void
  /** What `GET /models` and `GET /key` answer; `models` ids, or a status to fail with. */
  catalog: { models: string[] | number; key: number }
  /** Requests to `/models` and `/key` so far. */
  looks: FakeRequest[]
  stop(): Promise<void>
}

/** One frame’s object with this delta. */
export const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-fake',
  object: 'chat.completion.chunk',
  created: 0,
  model: 'fake-model',
  choices: [{ index: 0, delta, finish_reason }],
})

/** The last frames of a good answer: why it ended, what it cost, and the end mark. */
export const ending = (finish_reason: string, usage: FakeUsage | null = { input: 11, output: 7 }): Step[] => [
  { data: chunk({}, finish_reason) },
  ...(usage ? [{ data: { ...chunk({}), choices: [], usage: wireUsage(usage) } }] : []),
  { data: '[DONE]' },
]
interface FakeUsage {
  input: number
  output: number
}
const wireUsage = ({ input, output }: FakeUsage) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
})

/** Text as deltas of one word each, `pause` milliseconds apart. */
export const words = (text: string, pause = 0): Step[] =>
  (text.match(/\s*\S+|\s+$/g) ?? []).flatMap((content): Step[] => [
    ...(pause ? [{ pause }] : []),
    { data: chunk({ content }) },
  ])

/** A whole good answer. */
export const says = (
  text: string,
  options: { pause?: number; usage?: FakeUsage | null; finish?: string } = {},
): Reply => ({
  steps: [
    { data: chunk({ role: 'assistant', content: '' }) },
    ...words(text, options.pause),
    ...ending(options.finish ?? 'stop', options.usage),
  ],
})

export interface ScriptedCall {
  name: string
  /** An object is written as JSON; a string is sent as it is, so that it may be malformed. */
  arguments: object | string
  id?: string
}

const third = (text: string, part: 0 | 1 | 2) => {
  const size = Math.ceil(text.length / 3)
  return text.slice(part * size, (part + 1) * size)
}

/** Tool calls, their arguments in three pieces, interleaved as providers do; `text` comes before them. */
export const calls = (
  list: ScriptedCall[],
  options: { text?: string; usage?: FakeUsage; finish?: string } = {},
): Reply => {
  const written = list.map((call, index) => ({
    index,
    id: call.id ?? `call_${index}_${call.name}`,
    name: call.name,
    text: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
  }))
  const opened = written.map(({ index, id, name, text }) => ({
    data: chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: third(text, 0) } }] }),
  }))
  const rest = ([1, 2] as const).flatMap((part) =>
    written.map(({ index, text }) => ({
      data: chunk({ tool_calls: [{ index, function: { arguments: third(text, part) } }] }),
    })),
  )
  const steps = [
    ...words(options.text ?? ''),
    ...opened,
    ...rest,
    ...ending(options.finish ?? 'tool_calls', options.usage),
  ]
  return { steps }
}

/** An HTTP error in the provider’s own words; `text` says what must never reach a client. */
export const fails = (
  status: number,
  options: { retry_after?: number | string; code?: string; text?: string } = {},
): Reply => ({
  status,
  headers: {
    'content-type': 'application/json',
    ...(options.retry_after !== undefined && { 'retry-after': String(options.retry_after) }),
  },
  steps: [{ raw: JSON.stringify({ error: { message: options.text ?? UPSTREAM_WORDS, code: options.code ?? null } }) }],
})

/** Words of the provider that tests look for where they must not be. */
export const UPSTREAM_WORDS = 'upstream says: incorrect key sk-live-0123456789'

/** A page of a proxy, with status 200 or 502. */
export const page = (status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  steps: [{ raw: `<!doctype html>\n<title>Gateway</title>\n<p>${UPSTREAM_WORDS}</p>\n` }],
})

/** A stream without a single frame. */
export const nothing = (): Reply => ({ steps: [] })

/**
 * Says `text` (or nothing) and then falls silent with the connection open. It is one frame: a stop that comes after its
 * first word must not race the others.
 */
export const hangs = (text = ''): Reply => ({ steps: [...(text ? [{ data: chunk({ content: text }) }] : []), 'hang'] })

/** Does not even send headers. */
export const hangsBeforeHeaders = (): Reply => ({ status: 0, steps: [] })

/**
 * Says `text` and ends without a finish reason, cleanly or by breaking the connection. A break may overtake the words
 * before it on their way: a test that counts on them resolves `heard` once it has them.
 */
export const cuts = (text: string, how: 'clean' | 'reset' = 'clean', heard?: Promise<unknown>): Reply => {
  const breaking: Step[] = [heard ? { until: heard } : { pause: 100 }, 'reset']
  return { steps: [...words(text), ...(how === 'reset' ? breaking : [])] }
}

/** Says `text`, then a frame that is no JSON. */
export const breaks = (text = ''): Reply => ({ steps: [...words(text), { raw: `data: {"choices":[{"de\n\n` }] })

/** Says `text`, then an error object inside the stream. */
export const failsInStream = (error: { code?: string | number; type?: string }, text = ''): Reply => ({
  steps: [...words(text), { data: { error: { message: UPSTREAM_WORDS, ...error } } }],
})

/** Text without end, `megabytes` of it. */
export const floods = (megabytes: number): Reply => ({
  steps: [{ flood: chunk({ content: 'x'.repeat(1024) }), times: megabytes * 1024 }, ...ending('stop')],
})

const frame = (data: object | string) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`

async function* play(steps: Step[], left: Promise<unknown>): AsyncGenerator<string | Uint8Array> {
  for (const step of steps) {
    if (step === 'hang') await left
    else if (step === 'reset') throw new Error('The fake provider breaks off.')
    else if ('pause' in step) await Promise.race([Bun.sleep(step.pause), left])
    else if ('until' in step) await Promise.race([step.until, left])
    else if ('raw' in step) yield step.raw
    else if ('bytes' in step) yield step.bytes
    else if ('data' in step) yield frame(step.data)
    else for (let i = 0; i < step.times; i++) yield frame(step.flood)
  }
}

const body = (reply: Reply, left: Promise<unknown>, ended: () => void) => {
  const encoder = new TextEncoder()
  const frames = play(reply.steps, left)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await frames.next()
        if (!done) return controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
        controller.close()
      } catch (error) {
        controller.error(error)
      }
      ended()
    },
  })
}

const scripted = (script: Script, request: FakeRequest, index: number): Reply => {
  if (typeof script === 'function') return script(request, index)
  const reply = Array.isArray(script) ? (script[index] ?? script.at(-1)) : script
  if (!reply) throw new Error('The script of the fake provider is empty.')
  return reply
}

export async function fakeProvider(script: Script): Promise<FakeProvider> {
  let current = script
  let index = 0
  const stopped = Promise.withResolvers<void>()
  const requests: FakeRequest[] = []
  const looks: FakeRequest[] = []
  const catalog: FakeProvider['catalog'] = { models: ['fake-model'], key: 200 }

  const look = (path: string, request: FakeRequest) => {
    looks.push(request)
    const { models, key } = catalog
    if (path.endsWith('/key')) return Response.json({ data: { label: 'fake' } }, { status: key })
    if (typeof models === 'number') return Response.json({ error: { message: UPSTREAM_WORDS } }, { status: models })
    return Response.json({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) })
  }

  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 0,
    development: false,
    // A broken-off body is meant; without this Bun prints it.
    error: () => new Response(null, { status: 500 }),
    async fetch(request) {
      const path = new URL(request.url).pathname
      const closed = Promise.withResolvers<'left' | 'ended'>()
      request.signal.addEventListener('abort', () => closed.resolve('left'))
      const sent = (request.method === 'POST' ? await request.json() : {}) as FakeBody
      const seen: FakeRequest = { path, headers: request.headers, body: sent, closed: closed.promise }
      if (request.method === 'GET') return look(path, seen)
      requests.push(seen)
      const reply = scripted(current, seen, index++)
      const left = Promise.race([closed.promise, stopped.promise])
      if (reply.status === 0) await left
      const headers = { 'content-type': 'text/event-stream', ...reply.headers }
      return new Response(
        body(reply, left, () => closed.resolve('ended')),
        { status: reply.status || 200, headers },
      )
    },
  })

  return {
    url: `http://127.0.0.1:${server.port}/v1`,
    requests,
    looks,
    catalog,
    play(next) {
      current = next
      index = 0
    },
    async stop() {
      stopped.resolve()
      await server.stop(true)
    },
  }
}
