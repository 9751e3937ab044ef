/**
 * Lets only our own pages act with a browser’s cookie. Browsers say where a request comes from in `Sec-Fetch-Site`,
 * which no script can forge; over plain http on a network they leave it out, and `Origin` decides.
 */
import type { Config } from '../../config.ts'
import { AppError } from '../../errors.ts'

const SAFE = new Set(['GET', 'HEAD'])

type CsrfCheck = (request: Request) => void

/** Throws `forbidden` for a state change that did not come from this site. */
export const createCsrfCheck = (config: Pick<Config, 'PUBLIC_URL' | 'CORS_ORIGINS' | 'HOST' | 'PORT'>): CsrfCheck => {
  const origins = ownOrigins(config)
  return ({ method, headers }) => {
    if (SAFE.has(method)) return
    const public_url = headers.get('sec-fetch-site')
    const origin = headers.get('origin')
    // With PUBLIC_URL we know our own name, so a foreign Origin is refused whatever else is said.
    const foreign = origin !== null && !origins.has(origin) && config.PUBLIC_URL !== undefined
    const ours =
      public_url === null
        ? origin !== null && origins.has(origin)
        : public_url === 'same-origin' || public_url === 'none'
    if (!ours || foreign) throw new AppError('forbidden', REFUSED)
  }
}

const REFUSED =
  'This was not sent from a page of this site. If it was, the operator has to set PUBLIC_URL to the address people use.'

/** Without PUBLIC_URL: the names under which the machine itself reaches the server. Never the `Host` header. */
const ownOrigins = ({ PUBLIC_URL, CORS_ORIGINS, HOST, PORT }: Parameters<typeof createCsrfCheck>[0]) => {
  if (PUBLIC_URL) return new Set([new URL(PUBLIC_URL).origin, ...CORS_ORIGINS])
  const hosts = ['localhost', '127.0.0.1', '[::1]', HOST.includes(':') ? `[${HOST}]` : HOST]
  const local = hosts.map((host) => `http://${host}:${PORT}`).filter((url) => URL.canParse(url))
  return new Set([...local.map((url) => new URL(url).origin), ...CORS_ORIGINS])
}
