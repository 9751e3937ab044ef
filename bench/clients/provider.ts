/**
 * A model provider of its own: a message `stream TOKENS at PER_SECOND` is answered so, each token with its number and the
 * time it was sent. One wheel paces all answers. `GET /` tells what it has done so far.
 */

export interface Sent {
  /** Answers open now, and at most. */
  open: number
  most: number
  tokens: number
}

const TICK_MS = 5
const encoder = new TextEncoder()
const sent: Sent = { open: 0, most: 0, tokens: 0 }

interface Answer {
  controller: ReadableStreamDefaultController<Uint8Array>
  next: number
  tokens: number
  every_ticks: number
}

const frame = (delta: object, finish_reason: string | null = null) =>
  encoder.encode(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`)

/** The clock of the machine, finer than `Date.now()`. */
export const stamp = () => (performance.timeOrigin + performance.now()).toFixed(2)

const wheel = new Map<number, Answer[]>()
let tick = 0

const say = (answer: Answer) => {
  const { controller, next, tokens, every_ticks } = answer
  try {
    if (next < tokens) {
      controller.enqueue(frame({ content: `t${next}@${stamp()} ` }))
      answer.next += 1
      sent.tokens += 1
      const at = tick + every_ticks
      wheel.set(at, [...(wheel.get(at) ?? []), answer])
      return
    }
    controller.enqueue(frame({}, 'stop'))
    controller.enqueue(encoder.encode('data: [DONE]\n\n'))
    controller.close()
  } catch {
    // The reader has left; that is for the other end to count.
  }
  sent.open -= 1
}

const turn = () => {
  tick += 1
  const due = wheel.get(tick) ?? []
  wheel.delete(tick)
  for (const answer of due) say(answer)
}

const begin = async (request: Request): Promise<Response> => {
  const asked = (await request.text()).match(/stream (\d+) at ([\d.]+)/g)?.at(-1)
  const [, tokens = '1', per_second = '20'] = /stream (\d+) at ([\d.]+)/.exec(asked ?? '') ?? []
  sent.open += 1
  sent.most = Math.max(sent.most, sent.open)
  const every_ticks = Math.max(1, Math.round(1000 / Number(per_second) / TICK_MS))
  const start = (controller: Answer['controller']) => say({ controller, next: 0, tokens: Number(tokens), every_ticks })
  return new Response(new ReadableStream({ start }), { headers: { 'content-type': 'text/event-stream' } })
}

if (import.meta.main) {
  setInterval(turn, TICK_MS)
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 0,
    fetch: (request) => (request.method === 'GET' ? Response.json(sent) : begin(request)),
  })
  process.stdout.write(`http://127.0.0.1:${server.port}\n`)
}
