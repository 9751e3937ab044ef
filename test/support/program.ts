/** Runs the program as operators do: a process of its own, of which only the outside is seen. */

/** A first start unpacks a database; a busy machine needs its time. */
const READY_MAX_MS = 240_000

export interface ProgramOptions {
  command: string[]
  cwd: string
  /** The whole environment: nothing of the test’s own is handed on. */
  env?: Record<string, string>
}

/** Runs it to its end. */
export const runProgram = async ({ command, cwd, env = {} }: ProgramOptions) => {
  const child = Bun.spawn(command, { cwd, env, stdout: 'pipe', stderr: 'pipe' })
  const [stdout, stderr, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { stdout, stderr, exit }
}

const readyUrl = async (stderr: ReadableStream<Uint8Array>, said: string[]): Promise<string | undefined> => {
  const words = new TextDecoder()
  const reader = stderr.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return undefined
    said.push(words.decode(value, { stream: true }))
    const url = said.join('').match(/is ready: (http\S+)/)?.[1]
    if (!url) continue
    reader.releaseLock()
    return url
  }
}

/** Goes on reading: a pipe that nobody empties would stop the program one day. */
const drain = async (stderr: ReadableStream<Uint8Array>, said: string[]) => {
  const words = new TextDecoder()
  for await (const part of stderr) said.push(words.decode(part, { stream: true }))
}

/** Starts the server on a free port and waits until it says that it is ready. */
export const startProgram = async ({ command, cwd, env = {} }: ProgramOptions) => {
  const began = performance.now()
  const child = Bun.spawn(command, { cwd, env: { PORT: '0', ...env }, stdout: 'pipe', stderr: 'pipe' })
  const log = new Response(child.stdout).text()
  const said: string[] = []
  const late = setTimeout(() => child.kill('SIGKILL'), READY_MAX_MS)
  const url = await readyUrl(child.stderr, said)
  clearTimeout(late)
  if (!url) throw new Error(`The program ended with ${await child.exited}: ${said.join('')}${await log}`)
  const told = drain(child.stderr, said)
  const healthy = await fetch(`${url}/health/ready`)
  const ready_ms = performance.now() - began
  return {
    url,
    pid: child.pid,
    /** From the start of the process to the first good answer. */
    ready_ms,
    healthy: healthy.ok,
    said: said.join(''),
    /** All that it has written to standard error until now. */
    told: () => said.join(''),
    async stop(signal: NodeJS.Signals = 'SIGTERM') {
      child.kill(signal)
      await child.exited
      await told
      return { exit: child.exitCode, log: await log }
    },
  }
}
export type Program = Awaited<ReturnType<typeof startProgram>>
