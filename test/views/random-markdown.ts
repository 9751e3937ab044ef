/** Random Markdown documents from a seed, for properties that must hold for all of them. */

/** Mulberry32: the same numbers from the same seed on every machine. */
export const seededRandom = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
type Random = () => number
const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)] as T

const WORDS = [
  'milk',
  'Ada',
  '**bold**',
  '*it*',
  '`code`',
  '[link](https://a.example)',
  '<b>',
  '~~x~~',
  'a_b',
  '1.5',
  '&amp;',
  '![p](https://p.example/x)',
  '\\*',
]
const words = (random: Random) =>
  Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(random, WORDS)).join(' ')
const times = (random: Random, most: number, make: () => string) =>
  Array.from({ length: 1 + Math.floor(random() * most) }, make).join('')

const BLOCKS: ((random: Random) => string)[] = [
  (r) => `${words(r)}\n`,
  (r) => `${words(r)}\n${words(r)}\n`,
  (r) => `${'#'.repeat(1 + Math.floor(r() * 4))} ${words(r)}\n`,
  (r) => times(r, 4, () => `${pick(r, ['-', '*', '+'])} ${words(r)}\n`),
  (r) => times(r, 3, () => `${1 + Math.floor(r() * 3)}. ${words(r)}\n`),
  (r) => `- ${words(r)}\n\n  ${words(r)}\n- ${words(r)}\n`,
  (r) => `- ${words(r)}\n  - ${words(r)}\n`,
  (r) => `- [${pick(r, ['x', ' '])}] ${words(r)}\n`,
  (r) => `\`\`\`${pick(r, ['', 'js', 'ts', 'python'])}\n${times(r, 3, () => `let a = "${words(r)}"\n\n`)}\`\`\`\n`,
  (r) => `~~~\n${words(r)}\n~~~\n`,
  (r) => `> ${words(r)}\n> ${words(r)}\n`,
  (r) => `| a | b |\n|---|--:|\n| ${words(r)} | ${words(r)} |\n`,
  () => '---\n',
  (r) => `<div>${words(r)}</div>\n`,
  (r) => `- a\n  \`\`\`\n  ${words(r)}\n  \`\`\`\n`,
]

export const randomDocument = (random: Random): string =>
  times(random, 8, () => pick(random, BLOCKS)(random) + '\n'.repeat(Math.floor(random() * 3)))
