/** `healthcheck`: asks the server on this machine whether it is ready; for containers and service managers. */
import { loadConfig } from '../config.ts'
import { localUrl } from './address.ts'
import type { Command } from './command.ts'

/** A container's health check is given little time; ready answers within its own 2 s. */
const ANSWER_MAX_MS = 4_000

/** The answer's status, or the reason why there was none. */
const ask = async (url: string): Promise<number | string> => {
  try {
    // HTTP_PROXY is meant for model providers, never for this machine.
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MAX_MS), redirect: 'manual', proxy: false })
    await answer.body?.cancel()
    return answer.status
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? `no answer in ${ANSWER_MAX_MS} ms`
      : 'nothing listens'
  }
}

export const healthcheck: Command = {
  name: 'healthcheck',
  form: '[--json]',
  about: 'Ask the server on HOST and PORT whether it is ready.',
  words: 0,
  json: true,
  async run({ json }, terminal) {
    const { HOST, PORT } = loadConfig(terminal.env)
    const url = `${localUrl(HOST, PORT)}/health/ready`
    const outcome = await ask(url)
    const ready = outcome === 200
    const line = ready ? `Ready: ${url}` : `Not ready: ${url} (${outcome}).`
    if (json) terminal.print(JSON.stringify({ ready, url, outcome }))
    else if (ready) terminal.print(line)
    else terminal.tell(line)
    return ready ? 0 : 1
  },
}
