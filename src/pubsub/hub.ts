/**
 * Notices between the processes over one database: this has news. A notice carries kind and id, no content;
 * a lost or doubled one changes nothing, because every reader also looks by itself every two seconds.
 */
import type { Log } from '../log.ts'

interface HubMessages {
  /** Events were appended to the log of this run. */
  log: string
  /** Its person asked to stop this run. */
  cancel: string
  /** Tasks or threads of this user changed, by whatever door. */
  user: string
}
type Topic = keyof HubMessages
const KINDS: Topic[] = ['log', 'cancel', 'user']

/** Ids of each kind, and who sends them. */
interface Message {
  from: string
  ids: Partial<Record<Topic, string[]>>
}

/** What carries messages between processes. */
interface Transport {
  /** Never throws and never waits; what cannot be sent is lost. */
  send(text: string): void
  close(): Promise<void>
}
/** Begins to hear; `joined` is called whenever something may have been missed. */
export type Connect = (heard: (text: string) => void, joined: () => void) => Transport

/** Notices of so long a time travel together, in milliseconds. */
export const HUB_GATHER_MS = 20
/** Postgres refuses a payload of 8,000 bytes and more; an id with its quotes takes 39. */
const IDS_PER_MESSAGE = 180

interface HubOptions {
  /** Names this process, so that it does not listen to itself. */
  owner: string
  /** Absent on the embedded database, which has one process. */
  connect?: Connect
  log: Log
}
type Handler = (ids: string[]) => void

export class Hub {
  private readonly handlers = new Map<Topic, Set<Handler>>(KINDS.map((kind) => [kind, new Set()]))
  private readonly rejoined = new Set<() => void>()
  private gathered = new Map<Topic, Set<string>>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly transport: Transport | undefined

  constructor(private readonly options: HubOptions) {
    this.transport = options.connect?.(
      (text) => this.heard(text),
      () => {
        for (const handler of this.rejoined) handler()
      },
    )
  }

  /** Notifies the other processes soon. */
  send(kind: Topic, id: string) {
    if (!this.transport) return
    const ids = this.gathered.get(kind) ?? new Set()
    this.gathered.set(kind, ids.add(id))
    this.timer ??= setTimeout(() => this.flush(), HUB_GATHER_MS)
  }

  /** Calls the handler with ids that other processes sent; gives the way to stop. */
  on(kind: Topic, handler: Handler): () => void {
    this.handlers.get(kind)?.add(handler)
    return () => void this.handlers.get(kind)?.delete(handler)
  }

  /** Calls the handler when notices may have been missed. */
  onRejoin(handler: () => void) {
    this.rejoined.add(handler)
  }

  async close() {
    this.flush()
    await this.transport?.close()
  }

  private flush() {
    clearTimeout(this.timer)
    this.timer = undefined
    const gathered = this.gathered
    this.gathered = new Map()
    for (const [kind, set] of gathered) {
      const ids = [...set]
      for (let at = 0; at < ids.length; at += IDS_PER_MESSAGE) {
        const message: Message = { from: this.options.owner, ids: { [kind]: ids.slice(at, at + IDS_PER_MESSAGE) } }
        this.transport?.send(JSON.stringify(message))
      }
    }
  }

  private heard(text: string) {
    const message = read(text)
    if (!message) this.options.log.warn({}, 'a notice could not be read')
    if (!message || message.from === this.options.owner) return
    for (const kind of KINDS) {
      const ids = message.ids[kind]
      if (ids) for (const handler of this.handlers.get(kind) ?? []) handler(ids)
    }
  }
}

/** Anybody who may write to the channel may write anything. */
const read = (text: string): Message | undefined => {
  try {
    const { from, ids } = JSON.parse(text) as Message
    const lists = Object.values(ids)
    const good = lists.every((list) => Array.isArray(list) && list.every((id) => typeof id === 'string'))
    return typeof from === 'string' && good ? { from, ids } : undefined
  } catch {
    return undefined
  }
}
