/** A real Caddy with the file that is shipped: TLS by its own authority, HTTP/2, the instances behind it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, type Places } from '../place.ts'
import { Http2Client } from './http2-client.ts'
import { startProgram } from './program.ts'

const SHIPPED = join(import.meta.dir, '../../../deploy/Caddyfile')

export interface Caddy {
  url: string
  /** The certificate of the authority that signed Caddy’s own. */
  authority: string
}

/** Only where it listens and keeps its keys differs from the shipped file. */
const configuration = async (folder: string) =>
  (await Bun.file(SHIPPED).text()).replace(
    'grace_period 30s',
    `grace_period 30s
	admin off
	http_port ${freePort()}
	skip_install_trust
	storage file_system ${join(folder, 'keys')}`,
  )

export const openCaddy = async (places: Places, ports: number[]): Promise<Caddy> => {
  const folder = await places.folder()
  const file = join(folder, 'Caddyfile')
  await Bun.write(file, await configuration(folder))
  const url = `https://localhost:${freePort()}`
  const root = join(folder, 'keys/pki/authorities/local/root.crt')
  const isReady = async () => {
    if (!existsSync(root)) return false
    const client = new Http2Client(url, readFileSync(root, 'utf8'))
    const answer = await client.once('GET', '/health').catch(() => undefined)
    client.close()
    return answer?.ok ?? false
  }
  const env = { SITE: url, UPSTREAMS: ports.map((port) => `127.0.0.1:${port}`).join(' ') }
  await startProgram(places, {
    name: 'caddy',
    words: ['run', '--config', file, '--adapter', 'caddyfile'],
    folder,
    env,
    isReady,
  })
  return { url, authority: readFileSync(root, 'utf8') }
}
