/** The house rules as tests: which way imports point, how long things are, how much is explained, what must not stay. */
import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { filesOf, type Import, ROOT, readSource, type Source, sourcesOf, textOf } from './support/source.ts'

const FILE_MAX_LINES = 400
const FUNCTION_MAX_LINES = 70
const COMMENT_SHARE = { least: 0.04, most: 0.18 }

const shipped = sourcesOf('src', 'views')
const tests = sourcesOf('test')
const around = sourcesOf('build', 'bench', 'sql')
const all = [...shipped, ...tests, ...around]

interface Arrow {
  rule: string
  from: (path: string) => boolean
  forbids: (target: Import) => boolean
}
const under =
  (...places: string[]) =>
  (path: string) =>
    places.some((place) => path === place || path.startsWith(`${place}/`))
const isStore = (path: string) => path.startsWith('src/') && path.endsWith('/store.ts')
const isPackage = (name: string) => (target: Import) =>
  !target.ours && (target.target === name || target.target.startsWith(`${name}/`))
const isOurs =
  (...places: string[]) =>
  (target: Import) =>
    target.ours && under(...places)(target.target)

const isDoor = under('src/door')
const isEdge = under('src/app.ts', 'src/doors.ts', 'src/core.ts', 'src/main.ts', 'src/cli', 'src/door')
const isCapability = (path: string) => path.startsWith('src/') && !isEdge(path)

const ARROWS: Arrow[] = [
  {
    rule: 'elysia only in app.ts, doors.ts and door/',
    from: (path) => !under('src/app.ts', 'src/doors.ts', 'src/door')(path),
    forbids: isPackage('elysia'),
  },
  {
    rule: 'postgres only in db/ and store.ts',
    from: (path) => !under('src/db')(path) && !isStore(path),
    forbids: isPackage('postgres'),
  },
  {
    rule: 'MCP libraries only in door/mcp/',
    from: (path) => !under('src/door/mcp')(path),
    forbids: isPackage('@modelcontextprotocol'),
  },
  { rule: 'openai only in llm/', from: (path) => !under('src/llm')(path), forbids: isPackage('openai') },
  {
    rule: 'views know types of shapes, lib and each other',
    from: under('views'),
    forbids: ({ target, ours, type_only }) =>
      ours && !under('views', 'src/lib', 'build/generated')(target) && !(type_only && target.endsWith('/schema.ts')),
  },
  {
    rule: 'lib knows nothing of ours',
    from: under('src/lib'),
    forbids: ({ target, ours }) => ours && !under('src/lib')(target),
  },
  {
    rule: 'capabilities know no door, page, command or core',
    from: isCapability,
    forbids: isOurs('src/door', 'src/doors.ts', 'src/app.ts', 'src/core.ts', 'src/cli', 'src/main.ts', 'views'),
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
    forbids: isOurs('src/cli', 'src/main.ts', 'src/app.ts', 'src/doors.ts'),
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

describe('imports', () => {
  test.each(ARROWS)('$rule', (arrow) => {
    expect(broken(arrow, shipped)).toEqual([])
  })

  test('form no circle', () => {
    const next = new Map(
      shipped.map(({ path, imports }) => [
        path,
        imports.filter((one) => one.ours && !one.type_only).map(({ target }) => target),
      ]),
    )
    const done = new Set<string>()
    const circles: string[] = []
    const walk = (path: string, trail: string[]) => {
      const at = trail.indexOf(path)
      if (at >= 0) circles.push([...trail.slice(at), path].join(' → '))
      if (at >= 0 || done.has(path)) return
      for (const target of next.get(path) ?? []) walk(target, [...trail, path])
      done.add(path)
    }
    for (const path of next.keys()) walk(path, [])
    expect(circles).toEqual([])
  })

  test('carry their extension', () => {
    const bare = all.flatMap(({ path, imports }) =>
      imports.filter(({ target, ours }) => ours && !/\.\w+$/.test(target)).map(({ target }) => `${path} → ${target}`),
    )
    expect(bare).toEqual([])
  })
})

describe('SQL', () => {
  const STATEMENT =
    /\b(select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|index)\s)/i
  const statements = ({ path, texts }: Source) =>
    texts.filter(({ text, tag }) => tag === 'sql' || STATEMENT.test(text)).map(({ line }) => `${path}:${line}`)

  test('lives in store.ts, db/ and sql/ only', () => {
    const elsewhere = shipped.filter(({ path }) => !isStore(path) && !under('src/db')(path))
    expect(elsewhere.flatMap(statements)).toEqual([])
  })

  test('names its columns', () => {
    const stars = shipped.flatMap(({ path, texts }) =>
      texts.filter(({ text }) => /\bselect\s+(\w+\.)?\*\s/i.test(text)).map(({ line }) => `${path}:${line}`),
    )
    expect(stars).toEqual([])
  })

  test('every migration has its way back', () => {
    const names = filesOf('sql/*.sql').map((path) => path.replace(/\.(up|down)\.sql$/, ''))
    expect(names.length).toBeGreaterThan(0)
    for (const name of names)
      for (const way of ['up', 'down'])
        expect(existsSync(join(ROOT, `${name}.${way}.sql`)), `${name}.${way}`).toBe(true)
  })
})

describe('size', () => {
  test(`no file over ${FILE_MAX_LINES} lines`, () => {
    const paths = filesOf('{src,views,test,build,bench,sql,.ci}/**/*.{ts,tsx,js,css,sql}')
    const long = paths.map((path) => [path, textOf(path).trimEnd().split('\n').length] as const)
    expect(long.filter(([, lines]) => lines > FILE_MAX_LINES)).toEqual([])
  })

  test(`no function over ${FUNCTION_MAX_LINES} lines`, () => {
    const long = [...shipped, ...around].flatMap(({ path, functions }) =>
      functions
        .filter(({ lines }) => lines > FUNCTION_MAX_LINES)
        .map(({ line, lines }) => `${path}:${line} has ${lines}`),
    )
    expect(long).toEqual([])
  })
})

describe('words', () => {
  test('every module opens with what it owns', () => {
    expect(shipped.filter(({ opens_with_comment }) => !opens_with_comment).map(({ path }) => path)).toEqual([])
  })

  test('comments are a share of the lines', () => {
    const sql = filesOf('sql/*.sql').map((path) => textOf(path).split('\n'))
    const filled = (lines: string[]) => lines.filter((line) => line.trim()).length
    const lines = [...shipped.map((one) => one.lines), ...sql].reduce((sum, one) => sum + filled(one), 0)
    const comments =
      shipped.reduce((sum, one) => sum + one.comment_lines, 0) +
      sql.reduce((sum, one) => sum + one.filter((line) => line.includes('--')).length, 0)
    expect(comments / lines).toBeGreaterThanOrEqual(COMMENT_SHARE.least)
    expect(comments / lines).toBeLessThanOrEqual(COMMENT_SHARE.most)
  })

  test('no name that says nothing', () => {
    const vague = /(^|[/.-])(managers?|helpers?|utils?|utilities|info|misc|common)([/.-]|$)/i
    expect(filesOf('{src,views,test,build,bench,sql}/**/*').filter((path) => vague.test(path))).toEqual([])
  })
})

describe('leftovers', () => {
  /** Written apart so that this file does not find itself. */
  const MARKS = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`)
  const IDLE =
    /\b(test|it|describe)(\.each\([^)]*\))?\.(only|skip|todo|skipIf|todoIf|if|failing)\b|\bx(test|it|describe)\(/
  const MACHINE = new RegExp(
    [
      '/wo' + 'rk/',
      '/fa' + 'rm/',
      '/ro' + 'ot/',
      '/tmp/ba' + 'sh',
      '\\bregis' + 'try\\.[\\w-]+\\.(org|com|io|net|dev|local|internal)\\b',
      'npm' + 'js',
      'artifac' + 'tory',
    ].join('|'),
    'i',
  )
  const lines = (paths: string[], pattern: RegExp) =>
    paths.flatMap((path) =>
      textOf(path)
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}`] : [])),
    )
  const code = all.map(({ path }) => path)

  test('nothing is left to be done', () => {
    expect(lines([...code, ...filesOf('{sql,.ci,docs}/**/*')], MARKS)).toEqual([])
  })

  test('no test is switched off or alone', () => {
    expect(
      lines(
        tests.map(({ path }) => path),
        IDLE,
      ),
    ).toEqual([])
  })

  test('only commands print', () => {
    const quiet = shipped.map(({ path }) => path).filter((path) => !under('src/cli', 'src/main.ts')(path))
    expect(lines(quiet, /\bconsole\.\w+\(/)).toEqual([])
  })

  test('no file speaks of one machine or of where packages are fetched', () => {
    const binary = /\.(png|ico|gz|bin|woff2)$/
    expect(
      lines(
        filesOf('**/*').filter((path) => !binary.test(path)),
        MACHINE,
      ),
    ).toEqual([])
  })

  test('versions are pinned', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json'))
    const loose = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
      ([, said]) => !/^\d+\.\d+\.\d+$/.test(said),
    )
    expect(loose).toEqual([])
  })
})

describe('tests', () => {
  const filled = (sources: Source[]) =>
    sources.reduce((sum, { lines }) => sum + lines.filter((line) => line.trim()).length, 0)

  test('weigh at least as much as the code', () => {
    expect(filled(tests)).toBeGreaterThanOrEqual(filled(shipped))
  })

  test('mirror the tree', () => {
    const apart = under('test/browser', 'test/drills', 'test/instances', 'test/smoke', 'test/support')
    const strangers = filesOf('test/*/**/*.test.{ts,tsx}')
      .filter((path) => !apart(path))
      .map((path) => path.replace(/\/[^/]*$/, '').replace('test/', ''))
      .filter((folder) => !existsSync(join(ROOT, 'src', folder)) && !existsSync(join(ROOT, folder)))
    expect([...new Set(strangers)]).toEqual([])
  })
})

describe('this very test', () => {
  const violation = (path: string, text: string, rule: string) => {
    const arrow = ARROWS.find((one) => one.rule.startsWith(rule))
    return arrow ? broken(arrow, [readSource(path, text)]) : ['no such rule']
  }
  test.each([
    ['src/task/task.ts', "import { Elysia } from 'elysia'", 'elysia'],
    ['src/task/task.ts', "import type postgres from 'postgres'", 'postgres'],
    ['src/run/loop.ts', "import OpenAI from 'openai/index'", 'openai'],
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

  test('measures functions, comments and strings', () => {
    const text = '/** Owns. */\nexport const f = () => {\n  // why\n  return sql`select a from b`\n}\n'
    const { functions, comment_lines, texts, opens_with_comment } = readSource('src/a.ts', text)
    expect(functions).toEqual([{ name: 'line 2', line: 2, lines: 4 }])
    expect([comment_lines, opens_with_comment]).toEqual([2, true])
    expect(texts).toContainEqual({ line: 4, text: 'select a from b', tag: 'sql' })
  })
})
