import { describe, expect, test } from 'bun:test'
import { readList, rowChanges } from '../../../src/door/pages/row-changes.ts'

/** A piece with lists of rows; a row is its id and its words. */
const piece = (...lists: [string, string][][]) =>
  `<section id="all"><h2>Tasks</h2>${lists
    .map((rows) => `<ul>${rows.map(([id, words]) => `<li id="${id}"><b>${words}</b></li>`).join('')}</ul>`)
    .join('<hr/>')}</section>`
const between = (before: string, after: string) => rowChanges(readList(before).shown, readList(after).shown)
const rows = (...ids: string[]): [string, string][] => ids.map((id) => [id, id])

/** What a page makes of it. */
const applied = (before: string[], changes: ReturnType<typeof between>) => {
  let ids = [...before]
  for (const change of changes ?? []) {
    if (change.kind === 'changed') continue
    ids = ids.filter((id) => id !== change.id)
    if (change.kind === 'new') ids.splice(ids.indexOf(change.at) + (change.side === 'afterend' ? 1 : 0), 0, change.id)
  }
  return ids
}

describe('between two states of a list', () => {
  test('nothing differs, or one row', () => {
    const before = piece(rows('a', 'b', 'c'))
    expect(between(before, before)).toEqual([])
    expect(between(before, piece([...rows('a'), ['b', 'new words'], ...rows('c')]))).toEqual([
      { kind: 'changed', id: 'b' },
    ])
    expect(between(before, piece(rows('a', 'c')))).toEqual([{ kind: 'gone', id: 'b' }])
    expect(between(before, piece(rows('a', 'x', 'b', 'c')))).toEqual([
      { kind: 'new', id: 'x', at: 'a', side: 'afterend' },
    ])
    expect(between(before, piece(rows('x', 'a', 'b', 'c')))).toEqual([
      { kind: 'new', id: 'x', at: 'a', side: 'beforebegin' },
    ])
  })

  test('a row that moves moves alone, whichever way', () => {
    const before = piece(rows('a', 'b', 'c', 'd'))
    expect(between(before, piece(rows('d', 'a', 'b', 'c')))).toEqual([
      { kind: 'gone', id: 'd' },
      { kind: 'new', id: 'd', at: 'a', side: 'beforebegin' },
    ])
    expect(between(before, piece(rows('b', 'c', 'd', 'a')))).toEqual([
      { kind: 'gone', id: 'a' },
      { kind: 'new', id: 'a', at: 'd', side: 'afterend' },
    ])
  })

  test('any order is reached from any other', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    let seed = 7
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed / 2147483648
    }
    for (let round = 0; round < 300; round++) {
      const some = () => ids.filter(() => random() < 0.6).sort(() => random() - 0.5)
      const [before, after] = [some(), some()]
      const changes = between(piece(rows(...before)), piece(rows(...after)))
      if (changes) expect(applied(before, changes)).toEqual(after)
      else expect(before.filter((id) => after.includes(id)).length === 0).toBe(true)
    }
  })

  test('a row that goes to another list finds its place there, or the whole is sent', () => {
    expect(between(piece(rows('a', 'b'), rows('c')), piece(rows('a'), rows('c', 'b')))).toEqual([
      { kind: 'gone', id: 'b' },
      { kind: 'new', id: 'b', at: 'c', side: 'afterend' },
    ])
    expect(between(piece(rows('a')), piece(rows('b')))).toBeUndefined()
    expect(between(piece(rows('a')), piece(rows('a'), rows('b')))).toBeUndefined()
    expect(between(piece(rows('a')), '<p>Nothing.</p>')).toBeUndefined()
  })

  test('words are no rows', () => {
    const words = '&lt;li id="x"&gt;'
    expect([...readList(piece([['a', words]])).shown.rows.keys()]).toEqual(['a'])
  })
})
