/** Where SQL lives, and that every migration has its way back. */
import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { filesOf, ROOT, type Source, textOf } from '../support/source.ts'
import { isStore, shipped, under } from './sources.ts'

describe('SQL', () => {
  const STATEMENT =
    /\b(select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|index)\s)/i
  const statements = ({ path, texts }: Source) =>
    texts.filter(({ text, tag }) => tag === 'sql' || STATEMENT.test(text)).map(({ line }) => `${path}:${line}`)

  test('lives in stores, db/ and sql/ only', () => {
    const elsewhere = shipped.filter(({ path }) => !isStore(path) && !under('src/db')(path))
    expect(elsewhere.flatMap(statements)).toEqual([])
  })

  test('changes of what people look at go through mutate, which ticks', () => {
    const shown = under(
      'src/task',
      'src/thread',
      'src/confirmation',
      'src/card-action',
      'src/agent',
      'src/run/start.ts',
      'src/run/retry.ts',
    )
    const writesByItself = /\b(db|options\.db)\.(transaction|execute)\(|\bidempotent\(/
    expect(writesByItself.test('db.transaction(async')).toBe(true)
    const outside = shipped.filter(({ path }) => shown(path) && writesByItself.test(textOf(path)))
    expect(outside.map(({ path }) => path)).toEqual([])
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
