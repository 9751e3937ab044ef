/** A receiver of webhooks in a process of its own: prints its address, and tells at `/told` when what had come. */

const times: number[] = []
const keys = new Set<string>()
const nth = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    if (new URL(request.url).pathname === '/told')
      return Response.json({ count: times.length, distinct: keys.size, at: [nth(0), nth(0.5), nth(0.95), nth(1)] })
    keys.add(request.headers.get('webhook-id') ?? '')
    times.push(Date.now())
    await request.arrayBuffer()
    return new Response(null, { status: 204 })
  },
})
process.stdout.write(`${server.url.origin}\n`)
