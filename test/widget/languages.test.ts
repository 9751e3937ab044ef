/** Everything that cards and tool lines can say, in every language: nothing of it may be left in English. */
import { describe, expect, test } from 'bun:test'
import { english } from '../../src/language/en.ts'
import { LANGUAGES } from '../../src/language/languages.ts'
import type { TaskVerb } from '../../src/task/verbs.ts'
import { inLanguage, widgetOf } from '../../src/widget/card.ts'
import { confirmationCard, questionRows, settledCard } from '../../src/widget/confirmation-card.ts'
import type { Card } from '../../src/widget/schema.ts'
import { toolSentence } from '../../src/widget/tool-line.ts'
import { newTask } from '../llm/builtin/fake.ts'

const OTHERS = LANGUAGES.filter((language) => language !== english)
const task = newTask(1, 'X', {
  due_on: '2026-11-21',
  due_time: '17:00',
  priority: 'high',
  repeat: 'FREQ=WEEKLY;BYDAY=MO',
  remind_at: '2026-11-21T16:00',
})
const plain = newTask(1, 'X')
const gone = newTask(2, 'Y', { status: 'completed', priority: 'low' })

/** Words of the English tables that no other language writes the same way. */
const ENGLISH = new Set(
  [...Object.values(english.card), ...Object.values(english.repeats).flat(), ...Object.values(english.say)].flatMap(
    (text) => text.toLowerCase().match(/[a-z]{3,}/g) ?? [],
  ),
)
const own = (tag: string) => {
  const language = LANGUAGES.find((one) => one.tag === tag) ?? english
  const texts = [
    ...Object.values(language.card),
    ...Object.values(language.say),
    ...Object.values(language.repeats).flat(),
  ]
  return new Set(texts.flatMap((text) => text.toLowerCase().match(/[\p{L}]{3,}/gu) ?? []))
}

const textsIn = (node: unknown, key = ''): string[] => {
  if (typeof node === 'string') return /^(?:value|label|placeholder|text|title|content)$/.test(key) ? [node] : []
  if (typeof node !== 'object' || node === null) return []
  // An option of a choice has a value for the program and a label for people.
  const shown = Object.entries(node).filter(([name]) => !(name === 'value' && 'label' in node))
  return shown.flatMap(([name, one]) => textsIn(one, Array.isArray(node) ? key : name))
}

const entry = { id: 1, title: 'X' }
const CARDS: Card[] = [
  { kind: 'list', ids: [1], total: 9 },
  { kind: 'list', ids: [], total: 0 },
  {
    kind: 'changed',
    entries: (['added', 'changed', 'completed', 'reopened', 'deleted'] as const).map((deed) => ({ ...entry, deed })),
  },
  { kind: 'changed', entries: [{ ...entry, deed: 'added' }] },
  { kind: 'changed', entries: [{ id: 7, title: 'Z', deed: 'changed' }], undone: true },
  { kind: 'edit', id: 1, from: { kind: 'list', ids: [1], total: 1 } },
  { kind: 'edit', id: 7, from: { kind: 'list', ids: [1], total: 1 } },
]
const VERBS: TaskVerb[] = ['add', 'list', 'change', 'complete', 'toggle', 'delete', 'undo']
const TOOLS = ['update_task', 'complete_task', 'toggle_task_status', 'delete_task', 'undo_last_change']
const changes = [
  { task_id: 1, title: 'X', before: plain, after: task },
  { task_id: 2, title: 'Y', before: gone, after: null },
  { task_id: 3, title: 'Z', before: null, after: gone },
]

const saidIn = (language: string): string[] => {
  const when = inLanguage({ now: '2026-11-20T12:00:00Z', time_zone: 'UTC', locale: 'en-US' }, language)
  const tasks = new Map([[1, task]])
  const cards = CARDS.map((card) => widgetOf({ ...card, language }, { tasks, when }).widget)
  const questions = TOOLS.flatMap((tool) =>
    [changes, changes.slice(0, 1)].flatMap((some) => {
      const asking = { tool, rows: questionRows({ tool, titles: [], changes: some }, when), locale: when.locale }
      const settled = (['approved', 'declined', 'expired'] as const).map((outcome) =>
        settledCard(asking, outcome, { ids: [1] }),
      )
      return [confirmationCard('id', asking), ...settled, settledCard(asking, 'approved', { ids: [1], undone: true })]
    }),
  )
  const outputs = [
    { task },
    { tasks: [task, gone] },
    { tasks: [], total: 0 },
    { undone: 'added “X”', task: null, tasks: [] },
  ]
  const lines = VERBS.flatMap((verb) => outputs.map((output) => toolSentence({ verb, output }, when)))
  return [...textsIn([cards, questions]), ...lines]
}

describe.each(OTHERS.map(({ tag }) => [tag] as const))('in %s', (tag) => {
  test('no English word is left in a card or a line', () => {
    const words = saidIn(tag).flatMap((text) => text.toLowerCase().match(/[\p{L}]{3,}/gu) ?? [])
    const known = own(tag)
    expect([...new Set(words)].filter((word) => ENGLISH.has(word) && !known.has(word))).toEqual([])
    expect(words.length).toBeGreaterThan(100)
  })

  test('a click elsewhere does not change the language of a card', () => {
    const scene = {
      tasks: new Map([[1, task]]),
      when: { now: '2026-11-20T12:00:00Z', time_zone: 'UTC', locale: 'en-GB' },
    }
    const { widget, _card } = widgetOf({ kind: 'list', ids: [1], total: 1, language: tag }, scene)
    expect(_card).toMatchObject({ language: tag })
    expect(JSON.stringify(widget)).not.toContain('"Tasks"')
  })
})
