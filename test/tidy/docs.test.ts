/** That the decisions are numbered and listed, that generated pages are current, and that links lead somewhere. */
import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { apiRoutes, reference } from '../../build/docs.ts'
import { filesOf, ROOT, textOf } from '../support/source.ts'

const INDEX = 'docs/adr/README.md'
const TEMPLATE =
  /^# (\d+)\. .+\n\nDate: \d{4}-\d\d-\d\d\n\n## Context\n\n[\s\S]+\n## Decision\n\n[\s\S]+\n## Consequences\n\n/

const decisions = filesOf('docs/adr/[0-9]*.md')

describe('decisions', () => {
  test('are numbered 0001, 0002, … without gap or double', () => {
    const numbers = decisions.map((path) => path.replace('docs/adr/', '').slice(0, 4))
    expect(numbers).toEqual(numbers.map((_, at) => String(at + 1).padStart(4, '0')))
  })

  test.each(decisions)('%s has date, context, decision and consequences', (path) => {
    const [, number] = TEMPLATE.exec(textOf(path)) ?? []
    expect(number).toBe(String(Number(path.replace('docs/adr/', '').slice(0, 4))))
  })

  test(`are all listed in ${INDEX}`, () => {
    const wanted = decisions.map((path) => {
      const title = textOf(path).split('\n')[0]?.replace('# ', '')
      return `- [${title}](${path.replace('docs/adr/', '')})`
    })
    expect(
      textOf(INDEX)
        .split('\n')
        .filter((line) => line.startsWith('- [')),
    ).toEqual(wanted)
  })

  test('a file without its parts is seen', () => {
    expect(TEMPLATE.test('# 7. A title\n\nContext: none.\n')).toBe(false)
  })
})

const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g
const deadLinks = (path: string, text: string) =>
  [...text.matchAll(LINK)].flatMap(([, target = '']) =>
    existsSync(join(ROOT, dirname(path), target)) ? [] : [`${path} → ${target}`],
  )
/** Headings as their addresses name them: lower case, without punctuation, blanks as hyphens. */
const anchorsIn = (markdown: string) =>
  [...markdown.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
const ANCHOR = /\]\((?!https?:|mailto:)([^)#\s]*)#([^)\s]+)\)/g
const deadAnchors = (path: string, text: string) =>
  [...text.matchAll(ANCHOR)].flatMap(([, target = '', anchor = '']) => {
    const there = target === '' ? text : textOf(join(dirname(path), target))
    return anchorsIn(there).includes(anchor) ? [] : [`${path} → ${target}#${anchor}`]
  })
/** Paths of ours in backticks: `src/run/loop.ts`, `docs/adr/`. */
const NAMED = /`((?:src|views|sql|test|build|bench|docs)\/[\w./-]*)`/g
const deadPaths = (path: string, text: string) =>
  [...text.matchAll(NAMED)].flatMap(([, target = '']) =>
    existsSync(join(ROOT, target)) ? [] : [`${path} → ${target}`],
  )

describe('pages of docs', () => {
  const pages = [...filesOf('*.md'), ...filesOf('docs/**/*.md')]

  test('docs/reference.md is what `bun run docs` writes', () => {
    expect(textOf('docs/reference.md')).toBe(reference())
  })

  test('every route of the REST API says what it does', () => {
    const silent = (routes: ReturnType<typeof apiRoutes>) => routes.filter(({ summary }) => summary.length < 5)
    const all = apiRoutes()
    expect(all.length).toBeGreaterThan(20)
    expect(silent(all)).toEqual([])
    expect(silent([{ method: 'GET', path: '/api/v1/x', summary: '' }])).toHaveLength(1)
  })

  test('link to what is there, and name files that are there', () => {
    const texts = pages.map((path) => [path, textOf(path)] as const)
    expect(texts.length).toBeGreaterThan(20)
    expect(texts.flatMap(([path, text]) => [...deadLinks(path, text), ...deadPaths(path, text)])).toEqual([])
    expect(texts.flatMap(([path, text]) => deadAnchors(path, text))).toEqual([])
    expect(deadAnchors('docs/a.md', '[a](api.md#limits) [b](api.md#gone) [c](#here)\n# Here')).toEqual([
      'docs/a.md → api.md#gone',
    ])
    expect(deadLinks('docs/a.md', '[a](gone.md) [b](https://example.com) [c](../README.md)')).toEqual([
      'docs/a.md → gone.md',
    ])
    expect(deadPaths('a.md', '`src/gone.ts` and `src/app.ts`')).toEqual(['a.md → src/gone.ts'])
  })
})
