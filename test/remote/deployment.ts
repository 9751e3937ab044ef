/** The deployment that is tried: the one at REMOTE_URL, else a server of the test’s own. Known by its address alone. */
import { freshFolder } from '../support/folder.ts'
import { startProgram } from '../support/program.ts'
import { ROOT } from '../support/source.ts'

export interface Deployment {
  url: string
  stop(): Promise<void>
}

const ownServer = async (): Promise<Deployment> => {
  const folder = await freshFolder()
  const env = { DATA_DIR: `${folder.path}/data`, PATH: process.env.PATH ?? '', LLM_PROVIDERS: 'builtin' }
  const program = await startProgram({ command: ['bun', 'src/main.ts'], cwd: ROOT, env })
  const stop = async () => {
    await program.stop()
    await folder.remove()
  }
  return { url: program.url, stop }
}

export const deployment = async (address = process.env.REMOTE_URL): Promise<Deployment> =>
  address ? { url: new URL(address).origin, stop: async () => undefined } : ownServer()
