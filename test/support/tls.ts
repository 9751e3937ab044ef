/** A certificate for `push.example`, signed by itself: tests that speak TLS trust it by name. Good until 2126. */
import { join } from 'node:path'

const read = (name: string) => Bun.file(join(import.meta.dir, 'tls', name)).text()
export const TLS_NAME = 'push.example'
export const tlsFiles = async () => ({ cert: await read('cert.pem'), key: await read('key.pem') })
