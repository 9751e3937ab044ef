import { expect, test } from 'bun:test'
import { createGunzip } from 'node:zlib'
import { gzipped } from '../../src/lib/gzip-stream.ts'

async function* piecesOf(pieces: string[]) {
  for (const piece of pieces) {
    await Bun.sleep(1)
    yield piece
  }
}

test('every piece can be read as soon as it is sent, and the end is whole', async () => {
  const pieces = Array.from({ length: 300 }, (_, i) => `data: ${i} ${'wörd '.repeat(i % 40)}\n\n`)
  const zip = createGunzip()
  const decoder = new TextDecoder()
  let read = ''
  zip.on('data', (chunk: Buffer) => {
    read += decoder.decode(chunk, { stream: true })
  })
  let count = 0
  for await (const bytes of gzipped(piecesOf(pieces))) {
    zip.write(bytes)
    await Bun.sleep(0)
    count += 1
    const expected = pieces.slice(0, count).join('')
    while (read.length < expected.length) await Bun.sleep(1)
    expect(read).toBe(expected)
  }
  expect(count).toBe(301)
})

test('what was sent before makes what is like it small', async () => {
  const row = '<li id="task-1" class="task pending"><form method="post" action="/tasks/1/toggle">'.repeat(40)
  const sizes: number[] = []
  for await (const bytes of gzipped(piecesOf([row, row.replace('task-1', 'task-9'), ': hb\n\n', ': hb\n\n'])))
    sizes.push(bytes.length)
  const [first = 0, second = 0, beat = 0] = sizes
  expect(first).toBeLessThan(600)
  expect(second).toBeLessThan(200)
  expect(beat * 6).toBeLessThan(200)
})

test('leaving ends the source', async () => {
  let ended = false
  async function* source() {
    try {
      for (;;) yield 'x'
    } finally {
      ended = true
    }
  }
  for await (const _ of gzipped(source())) break
  expect(ended).toBe(true)
})
