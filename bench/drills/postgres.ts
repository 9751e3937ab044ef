/** A Postgres server of the drill’s own, to be restarted and starved without disturbing anybody. */
import { chmod, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freshServerDatabase } from '../../test/support/database.ts'
import { Impossible } from './drill.ts'
import { freePort, type Places } from './place.ts'

const IS_ROOT = process.getuid?.() === 0
const PACKAGES = '/usr/lib/postgresql'

/** Where the server’s own tools are; distributions keep them off the path. */
export const toolsFolder = async (): Promise<string> => {
  const versions = await readdir(PACKAGES).catch(() => [])
  const newest = versions.toSorted((a, b) => Number(a) - Number(b)).at(-1)
  if (newest) return join(PACKAGES, newest, 'bin')
  const found = Bun.which('initdb')
  if (found) return join(found, '..')
  throw new Impossible('a Postgres server of its own needs initdb and pg_ctl (package postgresql)')
}

/** The server refuses to run as root. @throws Impossible with what the tool said */
export const runAsPostgres = async (command: string[]) => {
  const whole = IS_ROOT ? ['runuser', '-u', 'postgres', '--', ...command] : command
  const child = Bun.spawn(whole, { stdout: 'ignore', stderr: 'pipe', cwd: '/' })
  const said = await new Response(child.stderr).text()
  if ((await child.exited) !== 0) throw new Impossible(`${command[0]} failed: ${said.slice(0, 500)}`)
}

/** The server's own user may enter the folder and has the data. */
export const giveToPostgres = async (folder: string, data: string) => {
  if (!IS_ROOT) return
  await chmod(folder, 0o711)
  await Bun.$`chown postgres ${data}`.quiet()
}

export interface Cluster {
  port: number
  /** A new, empty database of one’s own. */
  database(): Promise<string>
  /** `immediate` is a crash: nothing is flushed, nobody is told. */
  stop(how: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
}

const makeCluster = async (places: Places): Promise<Cluster> => {
  const bin = await toolsFolder()
  const folder = await places.folder()
  const data = join(folder, 'server')
  await mkdir(data)
  await giveToPostgres(folder, data)
  await runAsPostgres([join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
  const port = freePort()
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300`
  const control = (...words: string[]) => runAsPostgres([join(bin, 'pg_ctl'), '-D', data, '-w', ...words])
  const start = () => control('-l', join(data, 'log'), '-o', options, 'start')
  const stop = (how: string) => control('-m', how, 'stop')
  await start()
  let up = true
  places.later(async () => {
    if (up) await stop('immediate')
  })
  return {
    port,
    database: async () => (await freshServerDatabase(`postgres://postgres@127.0.0.1:${port}/postgres`)).url,
    start: async () => {
      await start()
      up = true
    },
    stop: async (how) => {
      up = false
      await stop(how)
    },
  }
}

const made = new WeakMap<Places, Promise<Cluster>>()

/** One server per drill. */
export const cluster = (places: Places): Promise<Cluster> => {
  const own = made.get(places) ?? makeCluster(places)
  made.set(places, own)
  return own
}
