/** A TCP proxy that can be frozen (packets vanish, connections stay) and that can reset everything: the bad network. */
import type { Socket } from 'bun'
import type { Places } from './place.ts'

interface Ends {
  other: Socket<Ends> | undefined
  /** What came before the other end was there, while frozen, or faster than the other end takes it. */
  waiting: Buffer[]
}

export interface TcpProxy {
  port: number
  /** Nothing passes from now on, in either direction; new connections are accepted and stay silent. */
  pause(): void
  /** What was held back passes on. */
  resume(): void
  /** Breaks every connection. */
  reset(): void
}

/** Sends what waits for the other end, as much as it takes. */
const forward = ({ other, waiting }: Ends) => {
  while (other && waiting.length > 0) {
    const bytes = waiting[0] as Buffer
    const taken = other.write(bytes)
    if (taken < bytes.length) {
      waiting[0] = bytes.subarray(Math.max(0, taken))
      return
    }
    waiting.shift()
  }
}

export const tcpProxy = (places: Places, to_port: number): TcpProxy => {
  const sockets = new Set<Socket<Ends>>()
  let frozen = false

  const pass = (from: Socket<Ends>) => {
    if (!frozen) forward(from.data)
  }
  const gone = (socket: Socket<Ends>) => {
    sockets.delete(socket)
    const { other } = socket.data
    if (other && sockets.has(other)) other.end()
  }
  const handlers = {
    data: (socket: Socket<Ends>, bytes: Buffer) => {
      socket.data.waiting.push(Buffer.from(bytes))
      pass(socket)
    },
    drain: (socket: Socket<Ends>) => {
      if (socket.data.other) pass(socket.data.other)
    },
    close: gone,
    error: gone,
  }
  const connect = async (client: Socket<Ends>) => {
    const data: Ends = { other: client, waiting: [] }
    const server = await Bun.connect<Ends>({ hostname: '127.0.0.1', port: to_port, data, socket: handlers }).catch(
      () => undefined,
    )
    if (!server) return client.terminate()
    sockets.add(server)
    client.data.other = server
    pass(client)
  }
  const listener = Bun.listen<Ends>({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      ...handlers,
      open: (client) => {
        client.data = { other: undefined, waiting: [] }
        sockets.add(client)
        void connect(client)
      },
    },
  })
  const reset = () => {
    for (const socket of sockets) socket.terminate()
    sockets.clear()
  }
  places.later(() => listener.stop(true))
  places.later(reset)
  return {
    port: listener.port,
    pause: () => {
      frozen = true
    },
    resume: () => {
      frozen = false
      for (const socket of sockets) pass(socket)
    },
    reset,
  }
}
