/** A Redis server of the drill’s own, without a file on the disk. */
import { Impossible } from './drill.ts'
import { freePort, type Places, until } from './place.ts'

export const openRedis = async (places: Places) => {
  const server = Bun.which('redis-server')
  if (!server) throw new Impossible('there is no redis-server (package redis-server)')
  const port = freePort()
  const words = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    await places.folder(),
  ]
  const child = Bun.spawn([server, ...words], { stdout: 'ignore', stderr: 'ignore' })
  places.later(async () => {
    child.kill('SIGKILL')
    await child.exited
  })
  await until('Redis answers', 5_000, async () => {
    const socket = await Bun.connect({ hostname: '127.0.0.1', port, socket: { data() {} } }).catch(() => undefined)
    socket?.end()
    return socket !== undefined
  })
  return { url: `redis://127.0.0.1:${port}`, freeze: () => child.kill('SIGSTOP'), thaw: () => child.kill('SIGCONT') }
}
