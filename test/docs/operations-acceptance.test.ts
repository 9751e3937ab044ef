/**
 * docs/operations.md is a runbook: every block of commands in it is run here, in order, in one folder, against a real
 * server. `systemctl` and `journalctl` are stand-ins that start, stop and show that server.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { freePort } from '../../bench/drills/place.ts'
import { blocksOf } from '../support/blocks.ts'
import { type FreshServerDatabase, freshServerDatabase, SERVER_URL } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'
import { ROOT, textOf } from '../support/source.ts'

const BLOCKS = blocksOf(textOf('docs/operations.md'))
const wanted = BLOCKS.filter(({ kind }) => kind === 'sh' || (kind === 'sh postgres' && SERVER_URL))

const script = async (path: string, lines: string) => {
  await Bun.write(path, `#!/usr/bin/env bash\n${lines}\n`)
  await chmod(path, 0o755)
}

const SYSTEMCTL = `set -eu
stop() { [ -f serve.pid ] || return 0; kill "$(cat serve.pid)"; while kill -0 "$(cat serve.pid)" 2>/dev/null; do sleep 0.1; done; rm serve.pid; }
start() {
  [ -f serve.pid ] && return 0
  nohup todochat serve >>serve.log 2>&1 &
  echo $! > serve.pid
  until grep -q "is ready" serve.log; do kill -0 "$(cat serve.pid)"; sleep 0.1; done
}
[ "$2" = todochat ]
case "$1" in start) : > serve.log; start ;; stop) stop ;; esac`

let folder: Awaited<ReturnType<typeof freshFolder>>
let target: FreshServerDatabase | undefined
let env: Record<string, string> = {}

beforeAll(async () => {
  folder = await freshFolder()
  target = SERVER_URL ? await freshServerDatabase(SERVER_URL) : undefined
  const bin = join(folder.path, 'bin')
  await mkdir(bin)
  await script(
    join(bin, 'todochat'),
    `exec "${process.execPath}" --no-env-file --tsconfig-override "${join(ROOT, 'tsconfig.json')}" "${join(ROOT, 'src/main.ts')}" "$@"`,
  )
  await script(join(bin, 'systemctl'), SYSTEMCTL)
  await script(join(bin, 'journalctl'), 'cat serve.log')
  env = {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: folder.path,
    DATA_DIR: join(folder.path, 'data'),
    PORT: String(freePort()),
    EMBEDDED_SYNC: 'off',
    POSTGRES: target?.url ?? '',
  }
})
afterAll(async () => {
  await run('systemctl stop todochat')
  await target?.drop()
  await folder.remove()
})

const run = async (commands: string) => {
  const child = Bun.spawn(['bash', '-euo', 'pipefail', '-c', commands], {
    cwd: folder.path,
    env,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { out, err, exit }
}

test('the runbook has a block for all that it promises, and knows its kinds', () => {
  expect(BLOCKS.length).toBeGreaterThan(12)
  expect([...new Set(BLOCKS.map(({ kind }) => kind))].toSorted()).toEqual(['sh', 'sh postgres', 'sql'])
})

describe('commands', () => {
  test.each(wanted.map((block, at) => [at + 1, block.heading, block] as const))(
    '%d: %s',
    async (_, _heading, block) => {
      const { out, err, exit } = await run(block.text)
      expect(exit, `${block.text}\n${out}\n${err}`).toBe(0)
      // Two fingerprints in one block are there to be compared.
      const fingerprints = [...out.matchAll(/^([0-9a-f]{64}) {2}\(/gm)].map(([, hash]) => hash)
      expect(new Set(fingerprints).size).toBeLessThanOrEqual(1)
    },
  )
})

/** The role is named after the run, for several may use one server. */
const ROLE = `todochat_app_${crypto.randomUUID().slice(0, 8)}`

if (SERVER_URL) {
  const server = SERVER_URL
  describe('least privilege', () => {
    test('the granted role serves and is refused the schema', async () => {
      const { url, drop } = await freshServerDatabase(server)
      const owner = postgres(url, { max: 1, onnotice: () => undefined })
      const name = new URL(url).pathname.slice(1)
      try {
        expect(await run(`DATABASE_URL="${url}" todochat migrate up`)).toMatchObject({ exit: 0 })
        for (const { text } of BLOCKS.filter(({ kind }) => kind === 'sql'))
          await owner.unsafe(
            text.replaceAll('todochat_app', ROLE).replaceAll('database todochat', `database "${name}"`),
          )
        const app = new URL(url)
        app.username = ROLE
        app.password = 'choose-one'
        const settings = `DATABASE_URL="${app.href}" DATABASE_MIGRATION_URL="${url}"`
        const looked = await run(`${settings} todochat doctor --json`)
        expect(looked.out).toContain(`\\"${ROLE}\\" may do what it has to`)
        expect(await run(`${settings} todochat user add grace@example.org Grace`)).toMatchObject({ exit: 0 })
        expect(await run(`${settings} todochat backup least.tdc`)).toMatchObject({ exit: 0 })
      } finally {
        await owner.unsafe(`drop owned by ${ROLE}; drop role ${ROLE}`).catch(() => undefined)
        await owner.end()
        await drop()
      }
    })
  })
}
