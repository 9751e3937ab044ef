import { expect, test } from 'bun:test'
import { keptMarkdown, prepareMarkdown } from '../../../views/markdown/kept.ts'
import { markdown } from '../../../views/markdown/render.ts'

test('gives what rendering gives, and the very same the next time', () => {
  const text = '# Title\n\n- a\n- b **c**'
  const first = keptMarkdown(text)
  expect(String(first)).toBe(String(markdown(text)))
  expect(keptMarkdown(text)).toBe(first)
})

test('forgets what was asked for longest ago, and only that', () => {
  const [old, used] = ['oldest of all', 'asked for again and again']
  const [first, second] = [keptMarkdown(old), keptMarkdown(used)]
  for (let i = 0; i < 40; i++) {
    keptMarkdown(`${i} ${'word '.repeat(20_000)}`)
    expect(keptMarkdown(used)).toBe(second)
  }
  expect(keptMarkdown(old)).not.toBe(first)
})

test('gives others their turn while it prepares a page', async () => {
  let turns = 0
  const ticking = setInterval(() => turns++, 1)
  await prepareMarkdown(Array.from({ length: 60 }, (_, i) => `${i}\n\n${'- - - - - - - - a\n'.repeat(2000)}`))
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(3)
})
