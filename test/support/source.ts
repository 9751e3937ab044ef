/** Our own source as data: files, their lines, imports, functions, strings and comments, read by a real parser. */
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

export const ROOT = resolve(import.meta.dir, '..', '..')

/** Made by a build, an operator or a package manager: nobody’s writing. */
const FOREIGN =
  /^((bench\/peers\/hono\/)?node_modules|\.git|dist|data|coverage|build\/generated|views\/asset\/file)(\/|$)|^\.env$|\.log$/

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
export interface Export {
  name: string
  line: number
  /** What it is declared as; `handed on` for a name of another module. */
  kind: 'function' | 'value' | 'class' | 'type' | 'handed on'
}
/** A name taken from another module of ours; `*` for all of them. */
export interface Use {
  from: string
  name: string
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
  exports: Export[]
  uses: Use[]
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

type Module = ReturnType<typeof parseSync>['module']
type Program = ReturnType<typeof parseSync>['program']

const usesOf = (path: string, { staticImports, staticExports }: Module): Use[] => {
  const used = (said: string, name: string | null | undefined) => {
    const { target, ours } = targetOf(path, said)
    return ours ? [{ from: target, name: name ?? '*' }] : []
  }
  return [
    ...staticImports.flatMap(({ moduleRequest, entries }) =>
      entries.flatMap(({ importName }) => used(moduleRequest.value, importName.name)),
    ),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, importName }) =>
        moduleRequest ? used(moduleRequest.value, importName.name) : [],
      ),
    ),
  ]
}

/** What the top level declares by `const`, function, class, interface or type: name → kind. */
const declarationsOf = (program: Program) => {
  const kinds = new Map<string, Export['kind']>()
  for (const statement of program.body) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (node?.type === 'VariableDeclaration')
      for (const { id, init } of node.declarations)
        if (id.type === 'Identifier')
          kinds.set(
            id.name,
            init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression' ? 'function' : 'value',
          )
    if (node?.type === 'FunctionDeclaration' && node.id) kinds.set(node.id.name, 'function')
    if (node?.type === 'ClassDeclaration' && node.id) kinds.set(node.id.name, 'class')
    if (node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration')
      if (!kinds.has(node.id.name)) kinds.set(node.id.name, 'type')
  }
  return kinds
}

const exportsOf = ({ staticExports }: Module, program: Program, lineOf: (offset: number) => number): Export[] => {
  const kinds = declarationsOf(program)
  const found = staticExports.flatMap(({ start, entries }) =>
    entries.flatMap(({ exportName, localName, moduleRequest, isType }) =>
      exportName.name
        ? [
            {
              name: exportName.name,
              line: lineOf(start),
              kind: moduleRequest
                ? ('handed on' as const)
                : (kinds.get(localName.name ?? '') ?? (isType ? ('type' as const) : ('value' as const))),
            },
          ]
        : [],
    ),
  )
  return [...new Map(found.map((one) => [one.name, one])).values()]
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
    exports: exportsOf(module, program, lineOf),
    uses: [
      ...usesOf(path, module),
      ...dynamic.flatMap(({ target, ours }) => (ours ? [{ from: target, name: '*' }] : [])),
    ],
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
