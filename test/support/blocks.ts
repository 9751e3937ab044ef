/** The fenced blocks of a document: what somebody who follows it would copy. */

export interface Block {
  /** What follows the fence: `sh`, `sh postgres`, `ts typed`, … */
  kind: string
  text: string
  /** The heading it stands under. */
  heading: string
  /** The line of its fence, from 1. */
  line: number
}

/** Blocks of a list are indented; their lines are given without that. */
export const blocksOf = (markdown: string): Block[] => {
  const blocks: Block[] = []
  let heading = ''
  let open: (Omit<Block, 'text'> & { lines: string[]; indent: string }) | undefined
  for (const [at, line] of markdown.split('\n').entries()) {
    const [, indent = '', fence] = /^( *)```(.*)$/.exec(line) ?? []
    if (fence !== undefined && open) {
      const { lines, indent: _, ...rest } = open
      blocks.push({ ...rest, text: lines.join('\n') })
      open = undefined
    } else if (fence !== undefined) open = { kind: fence, heading, line: at + 1, lines: [], indent }
    else if (open) open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line)
    else if (line.startsWith('#')) heading = line.replace(/^#+ /, '')
  }
  return blocks
}

/** What the lines `#=>` of a block promise of its output. */
export const promisesOf = ({ text }: Block) =>
  text.split('\n').flatMap((line) => (line.startsWith('#=> ') ? [line.slice(4)] : []))

/** The output of each block, run one after another in one shell, so that later ones know what earlier ones kept. */
export const runBlocks = async (blocks: Block[], url: string, cwd: string) => {
  const script = blocks.map(({ text }) => `echo "${MARK} $(date +%s%3N)"\n${text}`).join('\n')
  const commands = `set -u\n${script.replaceAll(ADDRESS, url)}\necho "${MARK} $(date +%s%3N)"`
  const shell = Bun.spawn(['bash', '-c', commands], { cwd, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const [, ...parts] = (await new Response(shell.stdout).text()).split(`${MARK} `)
  const starts = parts.map((part) => Number.parseInt(part, 10))
  return blocks.map((block, at) => ({
    block,
    output: (parts[at] ?? '').replace(/^\d+\n/, ''),
    took_ms: (starts[at + 1] ?? Number.NaN) - (starts[at] ?? Number.NaN),
  }))
}
const MARK = '=== block ==='

/** Where documents say that the server is. */
export const ADDRESS = 'http://127.0.0.1:8000'
