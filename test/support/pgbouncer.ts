/** A real pgbouncer in front of the tests' Postgres, by transaction or by session. */
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../bench/drills/place.ts'
import { SERVER_URL } from './database.ts'
import { freshFolder } from './folder.ts'
import { eventually } from './watched.ts'

/** Distributions keep it where only root looks. */
const PROGRAM = Bun.which('pgbouncer', { PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` })
const IS_ROOT = process.getuid?.() === 0

/** Why there is none here; undefined when there is one. */
export const missing = (): string | undefined => {
  if (!SERVER_URL) return 'DATABASE_URL names no server'
  return PROGRAM === null ? 'pgbouncer is not installed (package pgbouncer)' : undefined
}

const configured = (server: URL, port: number, mode: string) => `
[databases]
* = host=${server.hostname} port=${server.port || 5432} user=${decodeURIComponent(server.username)} ${server.password && `password=${decodeURIComponent(server.password)}`}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = 8
max_client_conn = 200
log_connections = 0
log_disconnections = 0
`

const answers = async (port: number) => {
  const socket = { data: () => undefined }
  await eventually(() =>
    Bun.connect({ hostname: '127.0.0.1', port, socket }).then(
      (open) => {
        open.end()
        return true
      },
      () => false,
    ),
  )
}

/** `address` is the one of a database on the tests' server, as the pooler gives it. */
export const startPgbouncer = async (mode: 'transaction' | 'session') => {
  if (!SERVER_URL || !PROGRAM) throw new Error(missing())
  const { path, remove } = await freshFolder()
  const file = join(path, 'pgbouncer.ini')
  const port = freePort()
  await Bun.write(file, configured(new URL(SERVER_URL), port, mode))
  await chmod(path, 0o755)
  const command = [...(IS_ROOT ? ['runuser', '-u', 'postgres', '--'] : []), PROGRAM, '-q', file]
  const child = Bun.spawn(command, { cwd: '/', stdout: 'ignore', stderr: 'pipe' })
  await answers(port)
  return {
    through: (address: string) => {
      const url = new URL(address)
      url.host = `127.0.0.1:${port}`
      url.username = ''
      url.password = ''
      url.username = 'app'
      return url.href
    },
    stop: async () => {
      child.kill('SIGINT')
      await Promise.race([child.exited, Bun.sleep(5_000)])
      child.kill('SIGKILL')
      await remove()
    },
  }
}
