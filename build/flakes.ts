/**
 * Runs tests again and again while the processors are kept busy, and tells which of them failed how often: what depends
 * on time or on load shows itself. `bun build/flakes.ts [--times N] [--busy N] PATH…`; exit code 1 when anything failed.
 */
import { parseArgs } from 'node:util'

const BUSY = 'for (;;);'

/** The names of the tests that failed in what `bun test` said. */
export const failuresIn = (said: string): string[] =>
  [...said.matchAll(/^\(fail\) (.+?)(?: \[[\d.]+m?s\])?$/gm)].map(([, name = '']) => name)

export interface Round {
  exit: number
  said: string
}

/** One line for each test that failed, with how often; a round that ended badly without a failed test counts by itself. */
export const tally = (rounds: readonly Round[]): string[] => {
  const counts = new Map<string, number>()
  for (const { exit, said } of rounds) {
    const failed = failuresIn(said)
    const names = exit !== 0 && failed.length === 0 ? [`no test, but exit code ${exit}`] : failed
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${count} of ${rounds.length}: ${name}`)
}

const runOnce = async (paths: string[]): Promise<Round> => {
  const child = Bun.spawn([process.execPath, 'test', ...paths], { env: process.env, stdout: 'pipe', stderr: 'pipe' })
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return { exit: await child.exited, said: `${out}${err}` }
}

const main = async () => {
  const { values, positionals } = parseArgs({
    options: { times: { type: 'string', default: '5' }, busy: { type: 'string', default: '2' } },
    allowPositionals: true,
  })
  const busy = Array.from({ length: Number(values.busy) }, () => Bun.spawn([process.execPath, '-e', BUSY]))
  const rounds: Round[] = []
  try {
    for (let round = 1; round <= Number(values.times); round++) {
      const done = await runOnce(positionals)
      rounds.push(done)
      // What a failure says is worth more than its name.
      if (done.exit !== 0) process.stdout.write(done.said)
      process.stdout.write(`round ${round}: ${done.exit === 0 ? 'all passed' : 'something failed'}\n`)
    }
  } finally {
    for (const one of busy) one.kill('SIGKILL')
  }
  const lines = tally(rounds)
  process.stdout.write(lines.length ? `${lines.join('\n')}\n` : `${rounds.length} rounds without a failure\n`)
  return lines.length ? 1 : 0
}

if (import.meta.main) process.exitCode = await main()
