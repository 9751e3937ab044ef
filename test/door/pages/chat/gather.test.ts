/** What a long answer costs on the wire, frame by frame as a page is sent it: counted, not timed. */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { frameOf } from '../../../../src/door/pages/chat/answer-frames.tsx'
import { htmlFrame } from '../../../../src/door/pages/chat/answer-stream.tsx'
import { createGather } from '../../../../src/door/pages/chat/gather.ts'
import { apply, newAnswer } from '../../../../src/door/pages/chat/streamed-answer.ts'
import { gzipped } from '../../../../src/lib/gzip-stream.ts'
import { newId } from '../../../../src/lib/id.ts'
import type { LoggedEvent, RunEvent } from '../../../../src/run/schema.ts'
import { assistantItem } from '../../../views/fixtures.tsx'

const WORDS = 2000
const ANSWER_MAX_BYTES = 15 * 1024
/** The size of a chunk of HTTP/1.1 and its line ends. */
const CHUNK_BYTES = 7

/** Prose with headings, lists, tables and code: our own handbook. */
const wordsOf = async (document: string) => {
  const whole = await Bun.file(join(import.meta.dir, '../../../../docs', document)).text()
  return (whole.match(/\S+\s+/g) ?? []).slice(0, WORDS)
}

const delta = (text: string): RunEvent => ({
  type: 'thread.item.updated',
  item_id: 'a',
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: text },
})

/** As the stream sends them to a page, for a clock that stands still. */
async function* framesOf(words: string[], at_once: number) {
  const answer = newAnswer()
  const context = { run_id: newId(), pending: new Set<string>() }
  const gather = createGather(() => 0)
  const take = (event: RunEvent) => {
    const logged: LoggedEvent = { seq: answer.seq + 1, event }
    apply(answer, logged)
    if (!gather.isEnough([logged])) return ''
    gather.sent()
    const html = String(frameOf(answer, context))
    return html && htmlFrame(html, answer.seq)
  }
  yield take({ type: 'thread.item.added', item: { ...assistantItem('', 'a'), content: [] } })
  for (let at = 0; at < words.length; at += at_once) yield take(delta(words.slice(at, at + at_once).join('')))
  yield take({ type: 'thread.item.done', item: assistantItem(words.join(''), 'a') })
}

const costOf = async (frames: AsyncGenerator<string>) => {
  let bytes = 0
  const written = (async function* () {
    for await (const frame of frames) if (frame) yield frame
  })()
  for await (const piece of gzipped(written)) bytes += piece.length + CHUNK_BYTES
  return bytes
}

test.each([
  ['operations.md', 1],
  ['operations.md', 3],
  ['security.md', 2],
])('2,000 words of %s cost at most 15 KB, also %d at once', async (document, at_once) => {
  const bytes = await costOf(framesOf(await wordsOf(document), at_once))
  expect(bytes).toBeGreaterThan(5000)
  expect(bytes).toBeLessThanOrEqual(ANSWER_MAX_BYTES)
})

test('words wait for others only when there are many, for a while, and for nothing that is no word', () => {
  let now = 0
  const gather = createGather(() => now)
  const words = (text: string): LoggedEvent[] => [{ seq: 1, event: delta(text) }]
  expect([gather.isEnough(words('x'.repeat(300))), gather.waits()]).toEqual([true, true])
  gather.sent()
  expect([gather.isEnough(words('more ')), gather.waits()]).toEqual([false, true])
  expect(gather.isEnough([{ seq: 2, event: { type: 'thread.item.done', item: assistantItem('x', 'a') } }])).toBe(true)
  gather.sent()
  expect(gather.isEnough(words('x'.repeat(72)))).toBe(true)
  gather.sent()
  now = 400
  expect([gather.isEnough(words('late ')), gather.waits()]).toEqual([true, true])
})
