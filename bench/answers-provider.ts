/**
 * A model provider of its own for `bench/answers.ts`: every answer has so many tokens at so many a second, all from one
 * timer. The first token comes at once, the others when so many answers have been asked for, so that all of them are
 * open together however long it took to begin them.
 */
const [tokens = '40', per_second = '20', together = '1'] = process.argv.slice(2)
const TOKENS = Number(tokens)
const TOGETHER = Number(together)
/** Below the silence that an answer may keep. */
const GATE_MAX_MS = 50_000

let open = 0
let most = 0
let asked = 0
const encoder = new TextEncoder()
const frame = (delta: object, finish_reason: string | null = null) =>
  encoder.encode(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`)
const END = Buffer.concat([frame({}, 'stop'), encoder.encode('data: [DONE]\n\n')])
const frames = Array.from({ length: TOKENS }, (_, at) => frame({ content: `t${at} ` }))

interface Answer {
  controller: ReadableStreamDefaultController<Uint8Array>
  sent: number
}
const answers = new Set<Answer>()
const leave = (answer: Answer) => {
  if (answers.delete(answer)) open -= 1
}

const speak = (answer: Answer) => {
  const { controller, sent } = answer
  const next = frames[sent]
  controller.enqueue(next ?? END)
  if (next) answer.sent += 1
  else {
    controller.close()
    leave(answer)
  }
}

let gate_opens = Number.POSITIVE_INFINITY
let due = 0
/** When the second tokens were due, in milliseconds since 1970. */
let began = 0
setInterval(() => {
  const now = Date.now()
  if (asked < TOGETHER && now < gate_opens) return
  if (began === 0) began = due = now
  for (; due <= now; due += 1000 / Number(per_second)) for (const answer of [...answers]) speak(answer)
}, 10)

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  idleTimeout: 0,
  fetch(request) {
    if (request.method === 'GET') return Response.json({ most, began })
    most = Math.max(most, ++open)
    asked += 1
    gate_opens = Math.min(gate_opens, Date.now() + GATE_MAX_MS)
    let answer: Answer
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        answer = { controller, sent: 0 }
        answers.add(answer)
        speak(answer)
      },
      cancel: () => leave(answer),
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  },
})
process.stdout.write(`${server.port}\n`)

export {}
