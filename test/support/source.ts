/** Our own source as data: files, their lines, imports, functions, strings and comments, read by a real parser. */
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

export const ROOT = resolve(import.meta.dir, '..', '..')

/** Made by a build, an operator or a package manager: nobody’s writing. */
const FOREIGN = /^(node_modules|\.git|dist|data|coverage|build\/generated|views\/asset\/file)(\/|$)|^\.env$|\.log$/

/** Paths of the repository’s own files that match, sorted. */
export const filesOf = (pattern: string) =>
  [...new Bun.Glob(pattern).scanSync({ cwd: ROOT, dot: true })].filter((path) => !FOREIGN.test(path)).toSorted()

export const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')

export interface Import {
  /** A path of ours from the root, or the name of a package as written. */
  target: string
  ours: boolean
  type_only: boolean
}
export interface FunctionSize {
  name: string
  line: number
  lines: number
}
export interface Source {
  path: string
  lines: string[]
  imports: Import[]
  functions: FunctionSize[]
  /** Text of strings and templates, with the template’s tag if it has one. */
  texts: { line: number; text: string; tag?: string }[]
  /** Whether the first thing in the file is a comment. */
  opens_with_comment: boolean
  /** How many lines a comment touches. */
  comment_lines: number
}

const lineFinder = (text: string) => {
  const starts = [0]
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1)
  return (offset: number) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

const targetOf = (from: string, said: string): Omit<Import, 'type_only'> =>
  said.startsWith('.')
    ? { target: relative(ROOT, resolve(ROOT, dirname(from), said)), ours: true }
    : { target: said, ours: false }

const importsOf = (path: string, module: ReturnType<typeof parseSync>['module']): Import[] => {
  const brought = module.staticImports.map(({ moduleRequest, entries }) => ({
    ...targetOf(path, moduleRequest.value),
    type_only: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const handedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ ...targetOf(path, moduleRequest.value), type_only: isType }] : [],
    ),
  )
  return [...brought, ...handedOn]
}

type Span = { start: number; end: number }
type Named = Span & { id?: { name?: string } | null }

export const readSource = (path: string, text = textOf(path)): Source => {
  const { program, module, comments, errors } = parseSync(path, text, {})
  if (errors.length) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  const lineOf = lineFinder(text)
  const functions: FunctionSize[] = []
  const texts: Source['texts'] = []
  const dynamic: Import[] = []
  const size = (node: Named) => {
    const line = lineOf(node.start)
    functions.push({ name: node.id?.name ?? `line ${line}`, line, lines: lineOf(node.end) - line + 1 })
  }
  new Visitor({
    FunctionDeclaration: size,
    FunctionExpression: size,
    ArrowFunctionExpression: size,
    Literal: (node) => {
      if (typeof node.value === 'string') texts.push({ line: lineOf(node.start), text: node.value })
    },
    TemplateLiteral: (node) => {
      texts.push({ line: lineOf(node.start), text: node.quasis.map(({ value }) => value.raw).join(' ? ') })
    },
    TaggedTemplateExpression: ({ tag, start, quasi }) => {
      const name = text.slice(tag.start, tag.end)
      texts.push({ line: lineOf(start), text: quasi.quasis.map(({ value }) => value.raw).join(' ? '), tag: name })
    },
    ImportExpression: ({ source }) => {
      if (source.type === 'Literal' && typeof source.value === 'string')
        dynamic.push({ ...targetOf(path, source.value), type_only: false })
    },
  }).visit(program)
  const touched = new Set(
    comments.flatMap(({ start, end }) =>
      Array.from({ length: lineOf(end) - lineOf(start) + 1 }, (_, i) => lineOf(start) + i),
    ),
  )
  return {
    path,
    lines: text.split('\n'),
    imports: [...importsOf(path, module), ...dynamic],
    functions,
    texts,
    opens_with_comment:
      comments[0] !== undefined &&
      text
        .slice(0, comments[0].start)
        .replace(/^#!.*\n/, '')
        .trim() === '',
    comment_lines: touched.size,
  }
}

/** Every source file below the folders, parsed. */
export const sourcesOf = (...folders: string[]) =>
  folders.flatMap((folder) => filesOf(`${folder}/**/*.{ts,tsx,js}`)).map((path) => readSource(path))
