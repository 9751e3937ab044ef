/** The style that all files share: how functions are writtenand how bounds and log lines are worded. */
import { describe, expect, test } from 'bun:test'
import { readSource, type Source } from '../support/source.ts'
import { shipped } from './sources.ts'

interface Rule {
  rule: string
  /** Lines that break it, from 1. */
  broken: (source: Source) => number[]
  /** A file that breaks it once, in its last line. */
  bad: string
  /** A file that does not. */
  good: string
}

const linesLike = (pattern: RegExp) => (source: Source) =>
  source.lines.flatMap((line, at) => (pattern.test(line) ? [at + 1] : []))

/** Whether another declaration of the same name stands in the file: overloads need the keyword. */
const isOverload = ({ lines }: Source, line: number) => {
  const [, name] = /function (\w+)/.exec(lines[line - 1] ?? '') ?? []
  return lines.filter((one) => new RegExp(`^export function ${name}\\(`).test(one)).length > 1
}

const RULES: Rule[] = [
  {
    rule: 'functions are arrow constants, generators and overloads aside',
    broken: (source) =>
      linesLike(/^(export )?(default )?(async )?function\b(?! ?\*)/)(source).filter(
        (line) => !isOverload(source, line),
      ),
    bad: 'const a = 1\nexport async function load() {',
    good: 'export async function* load() {\nexport const save = () => 1',
  },
  {
    rule: 'a bound is named X_MAX, not MAX_X',
    broken: linesLike(/\b(const|let) MAX_[A-Z]/),
    bad: 'const OUTPUT_MAX_BYTES = 1\nexport const MAX_OUTPUT_BYTES = 2',
    good: 'const OUTPUT_MAX_BYTES = config.MAX_MESSAGE_CHARS',
  },
  {
    rule: 'schemas are written with Type of TypeBox',
    broken: linesLike(/^import \{.*\bt\b.*\} from 'elysia'/),
    bad: "import { Type } from '@sinclair/typebox'\nimport { Elysia, t } from 'elysia'",
    good: "import { Elysia } from 'elysia'",
  },
  {
    rule: 'log lines begin in lower case',
    broken: linesLike(/\blog\.(trace|debug|info|warn|error|fatal)\((.*, )?['"`][A-Z][a-z]/),
    bad: "log.info('request')\nlog.info({ id }, 'Model call finished')",
    good: "log.warn({ error }, 'SIGTERM came')",
  },
]

describe('style', () => {
  test.each(RULES)('$rule', ({ broken }) => {
    const found = shipped.flatMap((source) => broken(source).map((line) => `${source.path}:${line}`))
    expect(found).toEqual([])
  })

  test.each(RULES)('sees a breach: $rule', ({ broken, bad, good }) => {
    const read = (text: string): Source => ({ ...readSource('src/a.ts', ''), lines: text.split('\n') })
    expect(broken(read(bad))).toEqual([2])
    expect(broken(read(good))).toEqual([])
  })
})
