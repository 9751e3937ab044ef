/**
 * The time a test or hook may take, the same for one file, a folder and the whole suite: Bun's 5 s are too short for a test
 * that opens a database while other tests use both cores. bunfig.toml loads this before every test run. Bun has no such
 * setting and forgets a default with each file, so each test file is given the call as it is loaded.
 */

import { afterAll } from 'bun:test'
import { readFileSync, statfsSync } from 'node:fs'
import { plugin } from 'bun'

const TEST_MAX_MS = 300_000

plugin({
  name: 'time limit of tests',
  setup: (build) => {
    build.onLoad({ filter: /\.test\.tsx?$/ }, async ({ path }) => ({
      contents: `import { setDefaultTimeout as __limit } from 'bun:test'; __limit(${TEST_MAX_MS}); ${await Bun.file(path).text()}`,
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }))
  },
})

/** Where Linux keeps files in memory. */
const IN_MEMORY = '/dev/shm'
/** A database on disk has 42 MB and as much of log; a container’s share is often 64 MB in all. */
const ROOM_MIN_BYTES = 4e9

/** There is room, and programs may be run from there. */
const isRoomy = (path: string) => {
  try {
    const { bavail, bsize } = statfsSync(path)
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === path)
    return bavail * bsize > ROOM_MIN_BYTES && mount !== undefined && !mount.includes('noexec')
  } catch {
    return false
  }
}
// Tests open some hundred databases on disk, of 2,300 files each, and nobody needs one afterwards.
if (process.env.TMPDIR === undefined && isRoomy(IN_MEMORY)) process.env.TMPDIR = IN_MEMORY

/** What the files of a run share, to be ended after the last of them: Bun’s runner tells nobody that its process ends. */
const { endings } = Object.assign(globalThis, { endings: [] as (() => Promise<unknown>)[] })
afterAll(() => Promise.all(endings.map((end) => end())), TEST_MAX_MS)
