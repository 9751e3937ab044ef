/** Listening, and in one sentence why not. */
import type { createApp } from '../app.ts'

export interface Listener {
  app: ReturnType<typeof createApp>
  hostname: string
  port: number
  /** Which setting names the port. */
  setting: string
}

class NotListening extends Error {}

type Place = Pick<Listener, 'hostname' | 'port' | 'setting'>

const REASONS: Record<string, (place: Place) => string> = {
  EADDRINUSE: ({ hostname, port, setting }) =>
    `Port ${port} of ${hostname} is in use. Stop the program that uses it, or set ${setting} to another one.`,
  EADDRNOTAVAIL: ({ hostname }) =>
    `${hostname} is no address of this machine. Set HOST to 127.0.0.1 for this machine alone, or 0.0.0.0 for all.`,
  EACCES: ({ port, setting }) =>
    `Port ${port} is for privileged programs. Set ${setting} to one above 1023 and let a proxy have ${port}.`,
}

/** Words for a failure to listen; what the system says is the cause. */
export const explainListening = (error: unknown, place: Place) => {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  const say = REASONS[code]
  const unknown = `${place.hostname}:${place.port} cannot be listened on. Set HOST to an address of this machine, like 127.0.0.1.`
  return new NotListening(say ? say(place) : unknown, { cause: error })
}

/** @throws in a sentence, why not */
export const listen = ({ app, ...place }: Listener) => {
  try {
    app.listen({ hostname: place.hostname, port: place.port })
  } catch (error) {
    throw explainListening(error, place)
  }
  return app.server
}
