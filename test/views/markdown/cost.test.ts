/** No text, however hostile, is dear to render: CPU time by corpus, the smallest of five measurements. */
import { describe, expect, test } from 'bun:test'
import { tailOf } from '../../../src/lib/markdown/open-end.ts'
import { draft, markdown } from '../../../views/markdown/render.ts'
import { cpu } from '../../cost/hold.ts'

const LENGTH = 65_536
const HOLD_MAX_MS = 50

const fill = (part: string) => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH)
const stairs = (step: string, last: string, depth: number) =>
  fill(Array.from({ length: depth }, (_, i) => step.repeat(i) + last).join('\n'))

const CORPUS: Record<string, string> = {
  'quotes in quotes': fill('>'),
  'spaced quotes': fill('> '),
  'ordered lists in each other': fill('1. '),
  'lists in each other': fill('- '),
  'quotes and lists in turns': fill('> 1. - '),
  'lines of deep quotes': fill(`${'>'.repeat(100)}a\n`),
  'lines of deep lists': fill(`${'- '.repeat(100)}a\n\n`),
  'stairs of quotes': stairs('>', 'a', 350),
  'stairs of lists': stairs('  ', '- a', 250),
  'stairs of ordered lists': stairs('1. ', 'a\n', 200),
  'what pretends to be code': `    \`\`\`\n${fill(`${'- '.repeat(40)}a\n\n`)}`,
  brackets: fill('['),
  'links that never end': fill('[a](http://a.b '),
  'stars and underscores': fill('*a _b '),
  'emphasis of all kinds': fill('*_~~`[<&'),
  'backticks of growing length': fill(Array.from({ length: 300 }, (_, i) => '`'.repeat(i)).join(' ')),
  'addresses without end': fill('www.a.b '),
  'tags that are none': fill('<a '),
  'a wide table': `|${'a|'.repeat(8000)}\n|${'-|'.repeat(8000)}\n${fill('|a|\n')}`,
  'a long table': `|a|b|\n|-|-|\n${fill('|a|b|\n')}`,
  'definitions of links': fill('[a]: b\n'),
  'code in bash': `\`\`\`bash\n${fill('if "$(a) `b` "$((1)\n')}`,
  'many blocks of code': fill(`\`\`\`ts\n${'('.repeat(2980)}\n\`\`\`\n\n`),
}

const cpuMs = (work: () => void) => {
  const before = cpu()
  work()
  return cpu() - before
}
const smallestOfFive = (work: () => void) => Math.min(...[1, 2, 3, 4, 5].map(() => cpuMs(work)))

describe('64 Ki characters', () => {
  test.each(Object.entries(CORPUS))(`of %s hold the loop for less than ${HOLD_MAX_MS} ms`, (_, text) => {
    expect(smallestOfFive(() => markdown(text))).toBeLessThan(HOLD_MAX_MS)
    expect(smallestOfFive(() => draft(tailOf(text, 0).text))).toBeLessThan(HOLD_MAX_MS)
  })
})
