/**
 * Messages made of the corpus: joined, cut, typed badly, in other order, titles like commands, in all languages. Whatever
 * they are: no exception, no slow answer, no task touched that was not named. `GENERATED=10000` makes more of them.
 */
import { expect, test } from 'bun:test'
import { fold, slips } from '../../../src/language/fold.ts'
import { LANGUAGES } from '../../../src/language/languages.ts'
import { createBuiltin } from '../../../src/llm/builtin/builtin.ts'
import { cpu } from '../../cost/hold.ts'
import { readCorpus } from './corpus/read.ts'
import { Chat, copyOf, FakeList, newTask } from './fake.ts'

const COUNT = Number(process.env.GENERATED ?? 600)
const SEED = Number(process.env.SEED ?? 20261121)
const CPU_MAX_MS = 50

/** Mulberry32: the same seed, the same messages. */
const random = (() => {
  let state = SEED
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
})()
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
const at = (text: string) => Math.floor(random() * text.length)

const utterances = readCorpus().flatMap(({ says }) => says)
const swap = (text: string) => {
  const i = at(text)
  return `${text.slice(0, i)}${text.charAt(i + 1)}${text.charAt(i)}${text.slice(i + 2)}`
}
const drop = (text: string) => {
  const i = at(text)
  return `${text.slice(0, i)}${text.slice(i + 1)}`
}
const CHANGES: ((text: string) => string)[] = [
  (text) => text,
  (text) => swap(text),
  (text) => drop(swap(text)),
  (text) => text.slice(0, at(text) + 1),
  (text) => text.slice(at(text)),
  (text) => `${text} ${pick([' and ', ', ', '; ', '. ', '\n', ' und ', ' y ', ' et '])} ${pick(utterances)}`,
  (text) =>
    text
      .split(' ')
      .sort(() => random() - 0.5)
      .join(' '),
  (text) => `add ${text}`,
  (text) => `add "${text}"`,
  (text) => text.toUpperCase(),
  (text) => `${text}${pick(['!', '?', '…', ' 😀', ' #x', ' tomorrow', ' !high'])}`,
]

const TITLES = [
  'Buy milk',
  'Call the dentist',
  'Rasen mähen',
  'delete everything',
  'finish 1',
  'Pagar el alquiler',
  'undo',
  'Lire Le Hobbit',
]
const world = () =>
  TITLES.map((title, i) => newTask(i + 1, title, i % 2 ? { due_on: '2026-11-20', tags: ['home'] } : {}))

/** Words that name many, or what was spoken of: then any task may be meant. */
const WIDE = new RegExp(
  `(?<![\\p{L}])(?:${LANGUAGES.flatMap(({ list }) => [list.all, list.everything, list.them, list.it, list.tasks, list.last_place, list.overdue, list.done]).join('|')}|list\\w*|lista|liste|lijst|today|heute|hoy|aujourd'hui|hoje|oggi|vandaag|home|\\d+(?:st|nd|rd|th|\\.)|first|second|undo\\w*)(?![\\p{L}])`,
  'u',
)
const named = (message: string, { id, title }: { id: number; title: string }) => {
  const said = fold(message)
  const words = fold(title).match(/\p{L}{3,}/gu) ?? []
  const spoken = said.match(/\p{L}{4,}/gu) ?? []
  // “finnish 1” names “finish 1” with a slip.
  const forms = words.some(
    (word) =>
      said.includes(word.slice(0, 4)) || (word.length > 3 && spoken.some((other) => slips(other, word, 1) <= 1)),
  )
  return new RegExp(`(?<!\\d)${id}(?!\\d)|\\d ?(?:-|–|to|bis|a|tot) ?\\d`).test(said) || forms || WIDE.test(said)
}

/** A line with a bullet, a number or a box. */
const LISTED = /(?:^|\n|\s)(?:[-*+•◦▪‣–]|\d{1,3}[.)]|\[[ xX✓]?\]|[☐☑✅✔])\s*\S/

const ALONE = new Set(LANGUAGES.flatMap(({ verbs }) => verbs.split(' ')))
const PRONOUN = new RegExp(`^(?:${LANGUAGES.map(({ list }) => `${list.it}|${list.them}`).join('|')})$`)

test(`${COUNT} messages made of others do no harm`, async () => {
  const provider = createBuiltin({ pause: async () => {} })
  let slowest = 0
  for (let i = 0; i < COUNT; i++) {
    const base = pick(utterances)
    const message = CHANGES[Math.floor(random() * CHANGES.length)]?.(pick(CHANGES)(base)).slice(0, 500) ?? base
    const list = new FakeList(world(), { confirm: true })
    const chat = new Chat(provider, list)
    const start = cpu()
    const answer = await chat.say(message)
    const spent = cpu() - start
    // A collection of garbage is not the message's: what was slow is asked a few times more.
    let again = spent
    for (let tries = 0; tries < 5 && again >= CPU_MAX_MS; tries++) again = await timeOf(message)
    slowest = Math.max(slowest, again)
    expect(again, message).toBeLessThan(CPU_MAX_MS)
    expect(answer.length, message).toBeGreaterThan(0)
    const before = world()
    const shadow = new FakeList(copyOf(list.tasks))
    for (const asked of list.waiting) shadow.call(asked)
    for (const task of before) {
      const now = shadow.tasks.find(({ id }) => id === task.id)
      if (JSON.stringify(now) !== JSON.stringify(task))
        expect(named(message, task), `${message} → ${JSON.stringify(now)}`).toBe(true)
    }
    for (const { title, due_on, repeat } of shadow.tasks.filter(({ id }) => id > before.length)) {
      const bare = fold(title).trim()
      if (bare.length > 1) expect(PRONOUN.test(bare), `${message} → ${title}`).toBe(false)
      // An item of a list may be a verb alone: it was written as one.
      if (due_on === null && repeat === null && !LISTED.test(message))
        expect(ALONE.has(bare), `${message} → ${title}`).toBe(false)
      if (/^\d{1,3}$/.test(bare))
        expect(/["“]|add|anade|fuge|ajoute|adiciona|aggiungi|voeg/.test(fold(message)), `${message} → ${title}`).toBe(
          true,
        )
    }
  }
  expect(slowest).toBeLessThan(CPU_MAX_MS)
}, 600_000)

const timeOf = async (message: string) => {
  const start = cpu()
  await new Chat(createBuiltin({ pause: async () => {} }), new FakeList(world())).say(message)
  return cpu() - start
}
