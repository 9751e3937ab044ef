import { describe, expect, test } from 'bun:test'
import {
  frameOf,
  noScriptFrameOf,
  partsOf,
  snapshotOf,
  tailOfAnswer,
} from '../../../../src/door/pages/chat/answer-frames.tsx'
import { apply, newAnswer, type StreamedAnswer } from '../../../../src/door/pages/chat/streamed-answer.ts'
import type { RunEvent } from '../../../../src/run/schema.ts'
import { ItemPart } from '../../../../views/part/item.tsx'
import { assistantItem, userItem, waiting, workflow } from '../../../views/fixtures.tsx'
import { miniPage } from '../../../views/mini-page.ts'
import { randomDocument, seededRandom } from '../../../views/random-markdown.ts'

const context = { run_id: 'r1', pending: new Set<string>() }
const added = (id: string): RunEvent => ({ type: 'thread.item.added', item: { ...assistantItem('', id), content: [] } })
const delta = (item_id: string, text: string): RunEvent => ({
  type: 'thread.item.updated',
  item_id,
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: text },
})
const done = (id: string, text: string): RunEvent => ({ type: 'thread.item.done', item: assistantItem(text, id) })

const feed = (answer: StreamedAnswer, ...events: RunEvent[]) => {
  for (const event of events) apply(answer, { seq: answer.seq + 1, event })
  return String(frameOf(answer, context))
}

/** A run in events: text in random pieces, cards between. */
const randomRun = (random: () => number): RunEvent[] => {
  const events: RunEvent[] = [{ type: 'thread.item.done', item: userItem('ask') }]
  const turns = 1 + Math.floor(random() * 3)
  for (let turn = 0; turn < turns; turn++) {
    const [text, id] = [randomDocument(random), `a${turn}`]
    events.push(added(id))
    for (let at = 0; at < text.length; ) {
      const next = at + 1 + Math.floor(random() * 12)
      events.push(delta(id, text.slice(at, next)))
      at = next
    }
    events.push(done(id, text))
    if (random() < 0.5) {
      const card = workflow('Buy milk', `w${turn}`)
      const begun = { type: 'custom', title: `✅ ${turn}`, status_indicator: 'loading' } as const
      events.push({ type: 'thread.item.added', item: { ...card, workflow: { ...card.workflow, tasks: [begun] } } })
      const icon = random() < 0.3 ? '⚠️' : '✅'
      const task = { type: 'custom', title: `${icon} ${turn}`, status_indicator: 'complete' } as const
      const update = { type: 'workflow.task.updated', task_index: 0, task } as const
      events.push({ type: 'thread.item.updated', item_id: card.id, update })
      events.push({ type: 'thread.item.done', item: { ...card, workflow: { ...card.workflow, tasks: [task] } } })
    }
  }
  return events
}

/** What a page made afresh from the stored items holds. */
const freshPage = (events: RunEvent[]) =>
  events
    .flatMap((event) => (event.type === 'thread.item.done' && event.item.type !== 'user_message' ? [event.item] : []))
    .map((item) => String(<ItemPart item={item} pending={context.pending} />))
    .join('')

describe('a reader of a whole run', () => {
  test('has in the end what a fresh page has, however events are batched', () => {
    const random = seededRandom(3)
    for (let round = 0; round < 150; round++) {
      const events = randomRun(random)
      const [page, answer] = [miniPage('r1'), newAnswer()]
      for (let at = 0; at < events.length; ) {
        const batch = events.slice(at, at + 1 + Math.floor(random() * 6))
        expect(page.take(feed(answer, ...batch))).toBe('')
        at += batch.length
      }
      expect(page.answer()).toBe(freshPage(events))
      expect(page.tail()).toBe('')
    }
  })

  test('may leave and come back at any event, also with a page that knows more', () => {
    const random = seededRandom(9)
    for (let round = 0; round < 150; round++) {
      const events = randomRun(random)
      const page = miniPage('r1')
      let seen = 0
      while (seen < events.length) {
        // A new connection folds from the start, then brings the page to its state, be the page behind or ahead.
        const joined = Math.max(0, seen - Math.floor(random() * 3))
        const answer = newAnswer()
        for (const event of events.slice(0, joined)) apply(answer, { seq: answer.seq + 1, event })
        page.take(String(snapshotOf(answer, context)))
        const until = Math.min(events.length, joined + 1 + Math.floor(random() * 40))
        for (const event of events.slice(joined, until)) page.take(feed(answer, event))
        expect(page.tail()).toBe(String(tailOfAnswer(answer, 'r1')))
        seen = until
      }
      expect(page.answer()).toBe(freshPage(events))
    }
  })
})

describe('what is sent', () => {
  test('a finished block goes once, the tail again and again', () => {
    const answer = newAnswer()
    const first = feed(answer, added('a'), delta('a', 'One.\n\nTw'))
    expect(first).toContain('<p>One.')
    expect(first).toContain('<hx-partial hx-target="#tail-r1" hx-swap="innerHTML"><p>Tw</p></hx-partial>')
    const second = feed(answer, delta('a', 'o'))
    expect(second).not.toContain('One.')
    expect(second).toBe('<hx-partial hx-target="#tail-r1" hx-swap="innerHTML"><p>Two</p></hx-partial>')
  })

  test('inside an open fence only new lines go', () => {
    const answer = newAnswer()
    feed(answer, added('a'), delta('a', '```js\nlet a\n'))
    const more = feed(answer, delta('a', 'let b < c\nlet'))
    expect(more).toBe('<hx-partial hx-target="#code-r1" hx-swap="beforeend">let b &lt; c\n</hx-partial>')
  })

  test('nothing goes when nothing visible changed', () => {
    const answer = newAnswer()
    feed(answer, added('a'), delta('a', 'x'))
    expect(feed(answer, { type: 'stream_options', stream_options: { allow_cancel: true } })).toBe('')
  })

  test('a removed part is deleted, one that never went is not mentioned', () => {
    const answer = newAnswer()
    feed(answer, { type: 'thread.item.added', item: workflow('x', 'w') })
    expect(feed(answer, { type: 'thread.item.removed', item_id: 'w' })).toBe(
      '<hx-partial hx-target="#i-w" hx-swap="delete"></hx-partial>',
    )
    const unseen = feed(
      answer,
      { type: 'thread.item.added', item: workflow('x', 'v') },
      { type: 'thread.item.removed', item_id: 'v' },
    )
    expect(unseen).toBe('')
  })

  test('a replaced text is sent whole', () => {
    const answer = newAnswer()
    feed(answer, added('a'), delta('a', 'One.\n\nTwo.'))
    const again = feed(answer, { type: 'thread.item.replaced', item: assistantItem('Other.', 'a') })
    expect(again).toContain(
      '<hx-partial hx-target="#i-a" hx-swap="outerMorph"><div id="i-a" class="prose" dir="auto"><p>Other.</p></div>',
    )
  })
})

describe('without scripts', () => {
  test('every block is written once and in order, cards when they are done', () => {
    const random = seededRandom(21)
    for (let round = 0; round < 100; round++) {
      const events = randomRun(random)
      const answer = newAnswer()
      let written = ''
      for (const event of events) {
        apply(answer, { seq: answer.seq + 1, event })
        written += String(noScriptFrameOf(answer, context))
      }
      const words = (html: string) => html.replaceAll(/<div (id="[^"]*" )?class="prose" dir="auto">|<\/div>/g, '')
      expect(words(written)).toBe(words(freshPage(events)))
    }
  })

  test('a waiting card brings its buttons', () => {
    const answer = newAnswer()
    apply(answer, { seq: 1, event: { type: 'thread.item.done', item: waiting('Buy milk') } })
    const pending = new Set(['01900000-0000-7000-8000-0000000000c1'])
    expect(String(noScriptFrameOf(answer, { run_id: 'r1', pending }))).toContain('name="approve"')
    expect(String(noScriptFrameOf(answer, { run_id: 'r1', pending }))).toBe('')
  })
})

test('the parts and the tail of a page made mid-answer are those of its stream', () => {
  const answer = newAnswer()
  const page = miniPage('r1')
  page.take(feed(answer, added('a'), delta('a', 'One.\n\n```\nx\ny')))
  const fresh = newAnswer()
  for (const event of [added('a'), delta('a', 'One.\n\n```\nx\ny')]) apply(fresh, { seq: fresh.seq + 1, event })
  expect(String(partsOf(fresh, context))).toBe(page.answer())
  expect(String(tailOfAnswer(fresh, 'r1'))).toBe(page.tail())
})
