/** Which way imports point. */
import { describe, expect, test } from 'bun:test'
import { type Import, readSource, type Source } from '../support/source.ts'
import { all, isStore, shipped, under } from './sources.ts'

interface Arrow {
  rule: string
  from: (path: string) => boolean
  forbids: (target: Import) => boolean
}
const isPackage = (name: string) => (target: Import) =>
  !target.ours && (target.target === name || target.target.startsWith(`${name}/`))
const isOurs =
  (...places: string[]) =>
  (target: Import) =>
    target.ours && under(...places)(target.target)

const isDoor = under('src/door')
const isEdge = under('src/app.ts', 'src/core.ts', 'src/main.ts', 'src/cli', 'src/door')
const isCapability = (path: string) => path.startsWith('src/') && !isEdge(path)

const ARROWS: Arrow[] = [
  {
    rule: 'elysia only in app.ts and door/',
    from: (path) => !under('src/app.ts', 'src/door')(path),
    forbids: isPackage('elysia'),
  },
  {
    rule: 'postgres only in db/ and stores',
    from: (path) => !under('src/db')(path) && !isStore(path),
    forbids: isPackage('postgres'),
  },
  {
    rule: 'MCP libraries only in door/mcp/',
    from: (path) => !under('src/door/mcp')(path),
    forbids: isPackage('@modelcontextprotocol'),
  },
  {
    rule: 'OpenTelemetry only where it is loaded late',
    from: (path) => path !== 'src/trace/open-telemetry.ts',
    forbids: isPackage('@opentelemetry'),
  },
  { rule: 'openai only in llm/', from: (path) => !under('src/llm')(path), forbids: isPackage('openai') },
  {
    rule: 'requests leave by outbound/, where addresses are judged, and by llm/, whose addresses are the operator’s',
    from: (path) => path.startsWith('src/') && !under('src/outbound', 'src/llm')(path),
    forbids: ({ target }) => /^(node:)?(https?|http2|tls|dgram)$/.test(target),
  },
  {
    rule: 'views know types of shapes, lib, how days are said, and each other',
    from: under('views'),
    forbids: ({ target, ours, type_only }) =>
      ours &&
      !under('views', 'src/lib', 'build/generated', 'src/task/format.ts')(target) &&
      !(type_only && target.endsWith('/schema.ts')),
  },
  {
    rule: 'lib knows nothing of ours',
    from: under('src/lib'),
    forbids: ({ target, ours }) => ours && !under('src/lib')(target),
  },
  {
    rule: 'capabilities know no door, page, command or core',
    from: isCapability,
    forbids: isOurs('src/door', 'src/app.ts', 'src/core.ts', 'src/cli', 'src/main.ts', 'views'),
  },
  {
    rule: 'doors go through verbs: no store, no database, no model',
    from: isDoor,
    forbids: ({ target }) => isStore(target) || under('src/llm', 'sql')(target),
  },
  {
    rule: 'doors may name types of the database, not use it',
    from: isDoor,
    forbids: (one) => isOurs('src/db')(one) && !one.type_only,
  },
  {
    rule: 'a door knows no command',
    from: isDoor,
    forbids: isOurs('src/cli', 'src/main.ts', 'src/app.ts'),
  },
  {
    rule: 'db knows no capability',
    from: under('src/db'),
    forbids: ({ target, ours }) =>
      ours &&
      !under(
        'src/db',
        'src/lib',
        'sql',
        'src/errors.ts',
        'src/log.ts',
        'src/metrics.ts',
        'src/span.ts',
        'src/config.ts',
        'build/generated',
        'node_modules',
      )(target),
  },
  { rule: 'nothing that ships imports a test', from: () => true, forbids: isOurs('test', 'bench') },
]

const broken = ({ from, forbids }: Arrow, sources: readonly Source[]) =>
  sources
    .filter(({ path }) => from(path))
    .flatMap(({ path, imports }) => imports.filter(forbids).map(({ target }) => `${path} → ${target}`))

type Graph = Map<string, Set<string>>

/** What each node imports; a node is what `nodeOf` makes of a path. */
const graphOf = (sources: readonly Source[], nodeOf: (path: string) => string): Graph => {
  const graph: Graph = new Map()
  for (const { path, imports } of sources) {
    const node = nodeOf(path)
    const next = graph.get(node) ?? new Set()
    for (const { ours, target } of imports) if (ours && nodeOf(target) !== node) next.add(nodeOf(target))
    graph.set(node, next)
  }
  return graph
}

/** `src/task`, `src/door/rest`, `views`: folders inside one belong to it. A file at the top of src/ is a room of its own. */
const roomOf = (path: string) => {
  const [top = '', folder = '', inner = ''] = path.split('/')
  if (top === 'views') return top
  return folder === 'door' && path.split('/').length > 3 ? `${top}/${folder}/${inner}` : `${top}/${folder}`
}

const circlesOf = (graph: Graph) => {
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (node: string, trail: string[]) => {
    const at = trail.indexOf(node)
    if (at >= 0) circles.push([...trail.slice(at), node].join(' → '))
    if (at >= 0 || done.has(node)) return
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node])
    done.add(node)
  }
  for (const node of graph.keys()) walk(node, [])
  return circles
}

describe('imports', () => {
  test.each(ARROWS)('$rule', (arrow) => {
    expect(broken(arrow, shipped)).toEqual([])
  })

  test('form no circle of files, types included', () => {
    expect(circlesOf(graphOf(shipped, (path) => path))).toEqual([])
  })

  test('form no circle of folders, types included', () => {
    expect(circlesOf(graphOf(shipped, roomOf))).toEqual([])
  })

  test('carry their extension', () => {
    const bare = all.flatMap(({ path, imports }) =>
      imports.filter(({ target, ours }) => ours && !/\.\w+$/.test(target)).map(({ target }) => `${path} → ${target}`),
    )
    expect(bare).toEqual([])
  })
})

describe('these rules', () => {
  const violation = (path: string, text: string, rule: string) => {
    const arrow = ARROWS.find((one) => one.rule.startsWith(rule))
    return arrow ? broken(arrow, [readSource(path, text)]) : ['no such rule']
  }
  test.each([
    ['src/task/task.ts', "import { Elysia } from 'elysia'", 'elysia'],
    ['src/task/task.ts', "import type postgres from 'postgres'", 'postgres'],
    ['src/run/loop.ts', "import OpenAI from 'openai/index'", 'openai'],
    ['src/push/channel.ts', "import { request } from 'node:https'", 'requests leave'],
    ['src/run/loop.ts', "const api = await import('openai')", 'openai'],
    ['views/part/item.tsx', "import { show } from '../../src/thread/thread.ts'", 'views'],
    ['views/part/item.tsx', "import { Title } from '../../src/thread/schema.ts'", 'views'],
    ['src/lib/id.ts', "export { AppError } from '../errors.ts'", 'lib'],
    ['src/task/task.ts', "import { rest } from '../door/rest/index.ts'", 'capabilities'],
    ['src/door/rest/tasks.ts', "import { list } from '../../task/store.ts'", 'doors go'],
    ['src/door/rest/tasks.ts', "import { openDatabase } from '../../db/postgres.ts'", 'doors may'],
    ['src/db/migrate.ts', "import { list } from '../task/task.ts'", 'db'],
  ])('sees %s: %s', (path, text, rule) => {
    expect(violation(path, text, rule)).toHaveLength(1)
  })

  test.each([
    ['src/door/rest/tasks.ts', "import { Elysia } from 'elysia'", 'elysia'],
    ['src/task/store.ts', "import type postgres from 'postgres'", 'postgres'],
    ['views/part/item.tsx', "import type { Item } from '../../src/thread/schema.ts'", 'views'],
    ['src/door/rest/tasks.ts', "import type { Database } from '../../db/database.ts'", 'doors may'],
  ])('allows %s: %s', (path, text, rule) => {
    expect(violation(path, text, rule)).toEqual([])
  })

  test('see a circle of types through two folders', () => {
    const sources = [
      readSource('src/run/run.ts', "import type { A } from '../tool/tool.ts'"),
      readSource('src/tool/tool.ts', "import { b } from './policy.ts'"),
      readSource('src/tool/policy.ts', "import type { C } from '../run/schema.ts'"),
    ]
    expect(circlesOf(graphOf(sources, roomOf))).toEqual(['src/run → src/tool → src/run'])
    expect(circlesOf(graphOf(sources, (path) => path))).toEqual([])
  })
})
