/** The drills’ client over HTTP/2 and TLS, all requests of a person on one connection, as a browser has it. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import { type Call, Client } from '../client.ts'

const HEADERS_MAX_MS = 20_000

export class Http2Client extends Client {
  private session: ClientHttp2Session | undefined

  constructor(
    base: string,
    private readonly authority: string,
  ) {
    super(base)
  }

  /** @throws when there is no answer */
  override async once(method: string, path: string, { body, headers, signal }: Call = {}): Promise<Response> {
    const stream = this.connected().request({
      ':method': method,
      ':path': path,
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    })
    const leave = () => stream.close(constants.NGHTTP2_CANCEL)
    const limit = signal ?? AbortSignal.timeout(HEADERS_MAX_MS)
    limit.addEventListener('abort', leave, { once: true })
    stream.once('close', () => limit.removeEventListener('abort', leave))
    if (body === undefined) stream.end()
    else stream.end(JSON.stringify(body))
    return answerOf(stream)
  }

  close() {
    this.session?.destroy()
  }

  private connected(): ClientHttp2Session {
    if (this.session && !this.session.closed && !this.session.destroyed) return this.session
    const session = connect(this.base, { ca: this.authority })
    // Each of its streams tells of the failure by itself.
    session.on('error', () => undefined)
    this.session = session
    return session
  }
}

const answerOf = (stream: ClientHttp2Stream): Promise<Response> => {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  stream.once('error', reject)
  stream.once('close', () => reject(new Error('closed before an answer')))
  stream.once('response', (head) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(head)) if (!name.startsWith(':')) headers.set(name, String(value))
    const status = Number(head[':status'])
    resolve(new Response([204, 304].includes(status) ? null : bodyOf(stream), { status, headers }))
  })
  return promise
}

/** A stream that ends without its end has broken off. */
const bodyOf = (stream: ClientHttp2Stream) => {
  let over = false
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const end = (act: () => void) => {
        if (!over) act()
        over = true
      }
      stream.on('data', (bytes: Buffer) => over || controller.enqueue(new Uint8Array(bytes)))
      stream.once('end', () => end(() => controller.close()))
      stream.once('error', (error) => end(() => controller.error(error)))
      stream.once('close', () => end(() => controller.error(new Error('broken off'))))
      stream.once('aborted', () => end(() => controller.error(new Error('broken off'))))
    },
    cancel() {
      over = true
      stream.close(constants.NGHTTP2_CANCEL)
    },
  })
}
