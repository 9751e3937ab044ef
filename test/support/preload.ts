/**
 * The time a test or hook may take, the same for one file, a folder and the whole suite: Bun's 5 s are too short for a test
 * that opens a database while other tests use both cores. bunfig.toml loads this before every test run. Bun has no such
 * setting and forgets a default with each file, so each test file is given the call as it is loaded.
 */
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
