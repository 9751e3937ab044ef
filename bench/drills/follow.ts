/** One message and its answer, read to the end over every break: sent with a key, resumed with `Last-Event-ID`. */
import type { Run, RunEvent } from '../../src/run/schema.ts'
import { sentEvents } from '../../test/support/sse.ts'
import type { Client } from './client.ts'
import { View } from './view.ts'

const SESSIONS = '/api/v1/chatkit/sessions'
/** Two heartbeats and a half: a stream that is silent for longer is dead, whatever TCP says. */
export const SILENCE_MAX_MS = 25_000
const RECONNECT_MS = 100
const FOLLOW_MAX_MS = 180_000

export interface FollowOptions {
  /** Goes elsewhere when the server says that it drains, as a client behind a proxy does. */
  leaves_draining?: boolean
  silence_max_ms?: number
  /** Called for every event; answering true makes the client leave and come back. */
  flees?: (seq: number) => boolean
  /** Called when the send has been accepted. */
  accepted?: () => void
}

export class Conversation {
  readonly view = new View()
  readonly sizes = { events: 0, gaps: 0, doubled: 0, breaks: 0 }
  run_id: string | undefined
  last_seq = 0
  end: Run | undefined
  private readonly key = crypto.randomUUID()

  constructor(
    readonly client: Client,
    readonly session_id: string,
    private readonly text: string,
    private readonly options: FollowOptions = {},
  ) {}

  static async open(client: Client, text: string, options: FollowOptions = {}) {
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const { id } = await client.json<{ id: string }>('POST', SESSIONS, { headers })
    return new Conversation(client, id, text, options)
  }

  get runs() {
    return `${SESSIONS}/${this.session_id}/threads/${this.session_id}/runs`
  }

  /** Reads until `run.done`, however often the stream breaks. @throws when it never comes */
  async follow(): Promise<this> {
    for (const start = performance.now(); !this.end; ) {
      if (performance.now() - start > FOLLOW_MAX_MS) throw new Error(`Run ${this.run_id} did not end`)
      await this.readOnce()
      if (this.end) break
      this.sizes.breaks += 1
      await Bun.sleep(RECONNECT_MS)
    }
    return this
  }

  private async readOnce() {
    const leave = new AbortController()
    const { silence_max_ms = SILENCE_MAX_MS } = this.options
    let timer = setTimeout(() => leave.abort(), silence_max_ms)
    try {
      const response = await this.connect(leave.signal)
      const alive = new TransformStream<Uint8Array, Uint8Array>({
        transform(bytes, out) {
          clearTimeout(timer)
          timer = setTimeout(() => leave.abort(), silence_max_ms)
          out.enqueue(bytes)
        },
      })
      await this.read(new Response(response.body?.pipeThrough(alive)))
    } catch (error) {
      if (error instanceof Refused) throw error
      // A break, ours or theirs: the next connection goes on after the last event.
    } finally {
      clearTimeout(timer)
      leave.abort()
    }
  }

  private async connect(signal: AbortSignal): Promise<Response> {
    const { client, run_id, last_seq } = this
    const response = run_id
      ? await client.ask('GET', `${this.runs}/${run_id}/events`, {
          headers: { 'last-event-id': `${run_id}:${last_seq}` },
          signal,
        })
      : await client.ask('POST', this.runs, {
          headers: { 'idempotency-key': this.key },
          body: { message: { content: [{ type: 'input_text', text: this.text }] } },
          signal,
        })
    if (!response.ok) throw new Refused(`${response.status}: ${await response.text()}`)
    if (!run_id) this.options.accepted?.()
    this.run_id ??= response.headers.get('x-run-id') ?? undefined
    return response
  }

  private async read(response: Response) {
    for await (const { id, data } of sentEvents(response)) {
      if (data.type === 'server.draining') {
        if (this.options.leaves_draining) return
        continue
      }
      this.note(id ?? '', data as RunEvent)
      if (data.type === 'run.done') this.end = data.run
      if (this.end || this.options.flees?.(this.last_seq)) return
    }
  }

  private note(id: string, event: RunEvent) {
    const [run_id, number] = id.split(':')
    const seq = Number(number)
    if (run_id !== this.run_id) this.view.faults.push(`an event of ${run_id} in the stream of ${this.run_id}`)
    if (seq <= this.last_seq) {
      this.sizes.doubled += 1
      return
    }
    if (seq > this.last_seq + 1) this.sizes.gaps += seq - this.last_seq - 1
    this.sizes.events += 1
    this.last_seq = seq
    this.view.apply(event)
  }
}

/** An answer that is no break and no outage: asking again would not help. */
export class Refused extends Error {}
