/**
 * A client process: connections that ask one after the other, over plain sockets, because `fetch` costs more than what it
 * would measure. Takes a `Load` as JSON on standard input, prints a `Loaded`.
 */

export interface Load {
  url: string
  /** Whole requests as they go on the wire; each connection takes its own, in turn. */
  requests: string[]
  connections: number
  warm_ms: number
  ms: number
}

export interface Loaded {
  /** Milliseconds of each answer after the warming up. */
  times: number[]
  /** How long it really was, in ms. */
  ms: number
  /** Answers that are not 2xx, by status. */
  failed: Record<string, number>
}

interface Conversation {
  request: Buffer
  text: string
  sent_at: number
}

/** Whether an answer is there with its last byte; a streamed one ends with an empty chunk. */
export const isWhole = (text: string): boolean => {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head))?.[1]
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= head + 4 + Number(length)
}

const load = async ({ url, requests, connections, warm_ms, ms }: Load): Promise<Loaded> => {
  const { hostname, port } = new URL(url)
  const times: number[] = []
  const failed: Record<string, number> = {}
  const start = performance.now() + warm_ms
  const end = start + ms
  let last = start
  const note = ({ text, sent_at }: Conversation, now: number) => {
    const status = text.slice(9, 12)
    if (!status.startsWith('2')) failed[status] = (failed[status] ?? 0) + 1
    if (sent_at < start) return
    times.push(now - sent_at)
    last = now
  }
  const converse = (at: number) =>
    new Promise<void>((resolve, reject) => {
      const request = Buffer.from(requests[at % requests.length] ?? '')
      void Bun.connect<Conversation>({
        hostname,
        port: Number(port),
        data: { request, text: '', sent_at: performance.now() },
        socket: {
          open: (socket) => {
            socket.write(request)
          },
          data: (socket, part) => {
            const said = socket.data
            said.text += part.toString('latin1')
            if (!isWhole(said.text)) return
            const now = performance.now()
            note(said, now)
            if (now >= end) {
              socket.end()
              return resolve()
            }
            Object.assign(said, { text: '', sent_at: now })
            socket.write(said.request)
          },
          close: () => (performance.now() < end ? reject(new Error('The server closed a connection.')) : resolve()),
          error: (_, error) => reject(error),
        },
      }).catch(reject)
    })
  await Promise.all(Array.from({ length: connections }, (_, at) => converse(at)))
  return { times, ms: last - start, failed }
}

if (import.meta.main) process.stdout.write(JSON.stringify(await load(await Bun.stdin.json())))
