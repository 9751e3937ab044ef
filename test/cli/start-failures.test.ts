/**
 * Every way in which a start fails, as an operator sees it: one line with cause, place and remedy, never a raw message of
 * a library, never a password. What a machine cannot be made to do here is tested where the words are.
 */
import { afterEach, describe, expect, test } from 'bun:test'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute } from '../../src/cli/command.ts'
import { serve } from '../../src/cli/serve.ts'
import { freshServerDatabase, SERVER_URL } from '../support/database.ts'
import { fakeTerminal } from './terminal.ts'

const JWT_SECRET = 'correct-horse-battery-staple-0123456789'
const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})
const folder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'start-'))
  leftovers.push(() => rm(path, { recursive: true, force: true }))
  return path
}

const RAW = /ECONN|ENOTFOUND|EEXIST|ENOENT|EACCES|errno|Error:|hunter2|undefined|Invalid URL/
const start = async (env: Record<string, string>) => {
  const fake = fakeTerminal({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_WAIT_SECONDS: '0', JWT_SECRET, ...env })
  const exit = await execute([serve], ['serve'], fake.terminal)
  expect(fake.told.join('\n')).not.toMatch(RAW)
  return { exit, said: fake.told.join('\n') }
}
const withServer = async (address: string) => start({ DATA_DIR: await folder(), DATABASE_URL: address })

describe('a database server', () => {
  test('with a closed port', async () => {
    const { exit, said } = await withServer('postgres://ada:hunter2@127.0.0.1:1/todo')
    expect([exit, said]).toEqual([1, 'Nothing listens at 127.0.0.1:1. Start Postgres, or correct DATABASE_URL.'])
  })

  test('on an unknown host', async () => {
    const { exit, said } = await withServer('postgres://ada:hunter2@no-such-host.invalid/todo')
    expect([exit, said]).toEqual([
      1,
      'The host of no-such-host.invalid:5432 is unknown. Correct DATABASE_URL, or the name service.',
    ])
  })

  test('whose address is none', async () => {
    const { exit, said } = await withServer('postgres://ada:hunter2@127.0.0.1:port/todo')
    expect(exit).toBe(2)
    expect(said).toContain('DATABASE_URL is no address like')
  })

  test('that speaks another language', async () => {
    const other = Bun.listen({
      hostname: '127.0.0.1',
      port: 0,
      socket: { data: (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') },
    })
    leftovers.push(async () => other.stop(true))
    const { exit, said } = await withServer(`postgres://ada:hunter2@127.0.0.1:${other.port}/todo`)
    expect(exit).toBe(1)
    expect(said).toContain(`127.0.0.1:${other.port}`)
  })

  // These need a server that answers; the embedded run has none.
  if (SERVER_URL) {
    const given = SERVER_URL
    const address = (change: (url: URL) => void) => {
      const url = new URL(given)
      change(url)
      return url.href
    }

    test('without the database', async () => {
      const { exit, said } = await withServer(
        address((url) => {
          url.pathname = '/nothing_here'
        }),
      )
      expect(exit).toBe(1)
      expect(said).toMatch(/^There is no database "nothing_here" on .* Create it \(createdb nothing_here\)/)
    })

    test('that does not know the user', async () => {
      const { exit, said } = await withServer(
        address((url) => {
          url.username = 'nobody_here'
        }),
      )
      expect(exit).toBe(1)
      expect(said).toMatch(/refused the password or the log-in of "nobody_here"/)
    })

    test('without the TLS that the address demands', async () => {
      const { exit, said } = await withServer(address((url) => url.searchParams.set('sslmode', 'verify-full')))
      expect(exit).toBe(1)
      expect(said).toMatch(/not safely: its TLS certificate or mode does not fit/)
    })

    test('whose user may not make the schema', async () => {
      const server = await freshServerDatabase(given)
      leftovers.push(server.drop)
      const name = `todochat_app_${crypto.randomUUID().slice(0, 8)}`
      const { default: postgres } = await import('postgres')
      const admin = postgres(server.url, { max: 1, onnotice: () => undefined })
      await admin`create role ${admin(name)} login password 'hunter2'`
      await admin`revoke create on schema public from public`
      leftovers.push(async () => {
        await admin`drop role ${admin(name)}`
        await admin.end()
      })
      const url = new URL(server.url)
      url.username = name
      url.password = 'hunter2'
      const { exit, said } = await withServer(url.href)
      expect(exit).toBe(1)
      expect(said).toMatch(/may not change the schema of .*DATABASE_MIGRATION_URL/)
    })
  }
})

describe('a folder', () => {
  test('that is a file', async () => {
    const file = join(await folder(), 'data')
    await Bun.write(file, 'x')
    const { exit, said } = await start({ DATA_DIR: file, JWT_SECRET: '' })
    expect([exit, said]).toEqual([1, `${file} is a file, not a folder. Set DATA_DIR to a folder.`])
    expect((await start({ DATA_DIR: file })).said).toContain('is a file')
  })

  test('that cannot be made', async () => {
    const { exit, said } = await start({ DATA_DIR: '/proc/nothing/here' })
    expect([exit, said]).toEqual([1, '/proc/nothing/here cannot be made. Set DATA_DIR to another folder.'])
  })

  test('with damaged data', async () => {
    const path = await folder()
    await mkdir(join(path, 'postgres'))
    await Bun.write(join(path, 'postgres/PG_VERSION'), '18\n')
    const { exit, said } = await start({ DATA_DIR: path })
    expect(exit).toBe(1)
    expect(said).toMatch(/is damaged and cannot be opened\. There is no backup in .*backups\.$/)
    const backups = join(path, 'elsewhere')
    await Bun.write(join(backups, 'one.tdc'), 'x')
    expect((await start({ DATA_DIR: path, BACKUP_DIR: backups })).said).toContain(
      `todochat restore ${backups}/one.tdc --yes`,
    )
  })

  test('that another process uses', async () => {
    const path = await folder()
    const first = fakeTerminal({ PORT: '0', LOG_LEVEL: 'silent', JWT_SECRET, DATA_DIR: path })
    const ended = execute([serve], ['serve'], first.terminal)
    await first.heard(/is ready/)
    const { exit, said } = await start({ DATA_DIR: path })
    first.stop()
    await ended
    expect(exit).toBe(1)
    expect(said).toMatch(/^Another todochat process uses .* Stop it first/)
  })
})

test('an address that this machine does not have', async () => {
  const { exit, said } = await start({ DATA_DIR: await folder(), HOST: '8.8.8.8' })
  expect([exit, said.split('\n').at(-1)]).toEqual([
    1,
    '8.8.8.8 is no address of this machine. Set HOST to 127.0.0.1 for this machine alone, or 0.0.0.0 for all.',
  ])
  const none = await start({ DATA_DIR: await folder(), HOST: '256.1.1.1' })
  expect([none.exit, none.said]).toEqual([
    2,
    'Configuration is wrong:\n  HOST must be an IP address or the name of a host',
  ])
})
