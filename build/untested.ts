/**
 * Writes docs/untested.md: every command in every document that no test runs, and what is known of it instead. A test holds
 * the file equal to what this writes. `bun run docs`
 */
import { join } from 'node:path'
import { type Block, blocksOf } from '../test/support/blocks.ts'
import { filesOf, textOf } from '../test/support/source.ts'

const ROOT = join(import.meta.dir, '..')
export const UNTESTED = join(ROOT, 'docs', 'untested.md')
const PAGE = 'docs/untested.md'

/** Blocks that a test runs as they stand. */
const RUN: Record<string, { test: string; runs: (block: Block) => boolean }> = {
  'README.md': { test: 'test/docs/api-acceptance.test.ts', runs: ({ text }) => text.includes('$api') },
  'docs/api.md': { test: 'test/docs/api-acceptance.test.ts', runs: ({ kind }) => kind !== 'json' },
  'docs/operations.md': { test: 'test/docs/operations-acceptance.test.ts', runs: () => true },
}

/** What is known of a command that no test runs as it stands; the first that fits. */
const INSTEAD: [RegExp, string][] = [
  [/^docker\b/, 'built, started and stopped by `.github/workflows/ci.yml`; no container engine where the tests run'],
  [/^npx --yes bun@\S+ run build$/, 'the step “binary” of `.ci/run`'],
  [/^npx --yes bun@|^bun run test$|^bun test\b|bun test /, 'what the tests themselves are started with'],
  [/^\.ci\/mcp/, 'a step of `.ci/run`'],
  [/^bun add\b/, 'installs what is named'],
  [/^bun test\/support\/recorded/, 'what it writes is compared by `test/door/openapi/examples.test.ts`'],
  [/^\.ci\//, 'runs all tests; `.github/workflows/ci.yml` calls it'],
  [/^bun run (check|docs|assets|build)\b/, 'a step of `.ci/run`, or compared by `test/tidy` and `test/docs`'],
  [/^bun run test:remote/, 'its tests run in the suite against a server of their own (`test/remote`)'],
  [/^bun run (drill|fuzz)\b/, 'takes hours as it stands; a short form is a step of `.ci/run`'],
  [/^bun (run|add|bench|build|src)\b|^bun bench/, 'the script is there (`test/docs/commands.test.ts`); by hand'],
  [/^todochat\b/, 'the command is there (`test/docs/commands.test.ts`); what it does: `test/cli`'],
  [/^(sqlmap|slowhttptest|apt-get)\b/, 'needs packages of the system and minutes; by hand, with its date beside it'],
  [/^claude\b/, 'needs that client; the protocol is tried by `.ci/mcp`'],
  [/^(openssl|timedatectl|chown|createdb|systemctl|journalctl)\b/, 'a program of the system'],
]

const COMMAND =
  /^(todochat|curl|docker|npx|npm|bun|bunx|claude|openssl|timedatectl|systemctl|journalctl|apt-get|createdb|sqlmap|slowhttptest|psql|caddy|promtool|dpkg|apt|pg_\w+|patronictl|\.ci\/\w+) \S/

/** Lines of a block as commands: those that go on are joined, comments fall away. */
const commandsIn = (text: string) =>
  text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter(Boolean)

const withoutBlocks = (markdown: string) => markdown.replace(/^ *```[\s\S]*?^ *```$/gm, '')
const inlineIn = (markdown: string) =>
  [...withoutBlocks(markdown).matchAll(/`([^`\n]+)`/g)]
    .map(([, text = '']) => text)
    .filter((text) => COMMAND.test(text))

export interface Untested {
  document: string
  command: string
  instead: string
}

const insteadOf = (command: string) =>
  INSTEAD.find(([pattern]) => pattern.test(command.replace(/^(\w+=\S* )+/, '')))?.[1] ?? 'nothing yet'

const documents = () =>
  [...filesOf('*.md'), ...filesOf('docs/*.md')].filter(
    (path) => path !== PAGE && path !== 'CHANGELOG.md' && path !== 'docs/reference.md',
  )

/** Every command of a document that no test runs, in its order, each once. */
export const untestedIn = (document: string, markdown: string): Untested[] => {
  const blocks = blocksOf(markdown).filter(({ kind }) => /^sh\b/.test(kind))
  const runs = RUN[document]?.runs ?? (() => false)
  const tested = blocks.filter(runs).map(({ text }) => text)
  const open = blocks.filter((block) => !runs(block)).flatMap(({ text }) => commandsIn(text))
  const inline = inlineIn(markdown).filter((command) => !tested.some((text) => text.includes(command)))
  return [...new Set([...open, ...inline])].map((command) => ({ document, command, instead: insteadOf(command) }))
}

export const allUntested = () => documents().flatMap((path) => untestedIn(path, textOf(path)))

const cell = (text: string) => text.replaceAll('|', '\\|')

const ELSEWHERE = `## What is shown elsewhere, or nowhere

| What | Why not here | Where |
|---|---|---|
| \`docker build\`, the pull of the base image by its digest | no container engine where the tests run | \`.github/workflows/ci.yml\`; its steps in a bare Debian: \`.ci/image\` |
| \`deploy/compose.yaml\` as a whole; its images are named by exact version, not by digest | no engine, and no registry to ask for digests | its parts with real programs: \`bun run drill failover\`; whoever deploys it adds the digests |
| provenance of a release, the scan of the image, known holes of packages | only a forge and its data can | \`.github/workflows/release.yml\`, \`ci.yml\` |
| binaries for macOS and arm64, started | no such machines; \`.ci/release\` builds them | nowhere |
| the unit under a running systemd | no systemd as the first process here | \`systemd-analyze verify\` and \`security\` in \`.ci/deploy\` and \`.ci/package-try\`; readiness and watchdog in \`test/cli\` |
| a collector of OpenTelemetry of others | none among the packages of Debian | a collector of the tests' own that reads the wire (\`test/trace\`) |
`

/** The whole file. */
export const untested = () => {
  const rows = allUntested().map(
    ({ document, command, instead }) => `| ${document} | \`${cell(command)}\` | ${cell(instead)} |`,
  )
  return `# What no test runs

Written by \`bun run docs\`; do not edit it by hand. Every command and every curl of [the API](api.md) and of
[operations](operations.md), and the README’s first steps, are run as they stand by \`test/docs/api-acceptance.test.ts\` and
\`test/docs/operations-acceptance.test.ts\` (with stand-ins for \`npx\`, \`npm install\`, \`systemctl\` and \`journalctl\`). These are all the others.

| Document | Command | What is known of it instead |
|---|---|---|
${rows.join('\n')}

${ELSEWHERE}`
}

if (import.meta.main) await Bun.write(UNTESTED, untested())
