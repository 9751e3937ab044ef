/**
 * How long an API developer needs with docs/api.md alone: its blocks are run as they stand, against a server of its own,
 * and timed heading by heading. `bun bench/api-path.ts`
 */
import { blocksOf, runBlocks } from '../test/support/blocks.ts'
import { freshFolder } from '../test/support/folder.ts'
import { startProgram } from '../test/support/program.ts'
import { ROOT, textOf } from '../test/support/source.ts'

const folder = await freshFolder()
const program = await startProgram({
  command: ['bun', 'src/main.ts'],
  cwd: ROOT,
  env: { DATA_DIR: `${folder.path}/data`, PATH: process.env.PATH ?? '', LLM_PROVIDERS: 'builtin' },
})
try {
  const blocks = blocksOf(textOf('docs/api.md')).filter(({ kind }) => kind === 'sh')
  const ran = await runBlocks(blocks, program.url, folder.path)
  const row = (what: string, ms: number) => console.log(`${what.padEnd(28)}${Math.round(ms).toString().padStart(7)} ms`)
  row('start the server', program.ready_ms)
  for (const [heading, some] of Map.groupBy(ran, ({ block }) => block.heading))
    row(
      heading,
      some.reduce((sum, { took_ms }) => sum + took_ms, 0),
    )
  row(
    'all of it',
    ran.reduce((sum, { took_ms }) => sum + took_ms, program.ready_ms),
  )
} finally {
  await program.stop()
  await folder.remove()
}
