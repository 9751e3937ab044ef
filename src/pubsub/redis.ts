/**
 * Notices by publish and subscribe of Redis. The client does not restore subscriptions after a break, so every connect
 * subscribes anew; that a message may then come twice does no harm.
 */
import { RedisClient } from 'bun'
import type { Log } from '../log.ts'
import type { Connect } from './hub.ts'

const CHANNEL = 'todochat:hints'
const OPTIONS = { enableOfflineQueue: false, connectionTimeout: 2000, autoReconnect: true }
/** How long to wait before trying again to reach a Redis that is away. */
const RETRY_MS = 1000

export const overRedis =
  (url: string, log: Log): Connect =>
  (heard, joined) => {
    const speaker = new RedisClient(url, OPTIONS)
    const listener = new RedisClient(url, OPTIONS)
    let closed = false
    const lost = (error: unknown) => log.debug({ err: error }, 'a notice was lost; readers look by themselves')

    const subscribe = async () => {
      await listener.subscribe(CHANNEL, heard)
      joined()
    }
    const join = () => {
      if (closed) return
      listener.connect().catch((error) => {
        log.debug({ err: error }, 'redis is away: notices wait')
        setTimeout(join, RETRY_MS)
      })
    }
    listener.onconnect = () => void subscribe().catch(lost)
    listener.onclose = () => {
      if (!closed) setTimeout(join, RETRY_MS)
    }
    speaker.onclose = () => {}
    join()

    const speak = async (text: string) => {
      if (!speaker.connected) await speaker.connect()
      await speaker.publish(CHANNEL, text)
    }
    return {
      send: (text) => void speak(text).catch(lost),
      close: async () => {
        closed = true
        speaker.close()
        listener.close()
      },
    }
  }
