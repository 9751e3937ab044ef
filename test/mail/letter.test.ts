/** Letters as text and as HTML. */
import { expect, test } from 'bun:test'
import { type Letter, writeLetter } from '../../src/mail/letter.ts'

const LETTER: Letter = {
  subject: 'Your day',
  groups: [
    { lines: [{ text: 'Good morning.' }] },
    { heading: 'Today', lines: [{ text: 'Milk', href: 'https://todo.example/tasks#task-3' }, { text: 'Bread' }] },
  ],
  links: [{ label: 'Open the list', href: 'https://todo.example/tasks?a=1&b=2' }],
  footer: [{ text: 'End these letters', href: 'https://todo.example/unsubscribe/x' }],
}

test('the text reads like one', () => {
  expect(writeLetter(LETTER).text).toBe(`Good morning.

Today
- Milk
  https://todo.example/tasks#task-3
- Bread

Open the list: https://todo.example/tasks?a=1&b=2

-- 
End these letters
  https://todo.example/unsubscribe/x
`)
})

test('the HTML has the same parts', () => {
  const { html } = writeLetter(LETTER)
  expect(html).toContain('<h2 style="font-size:1.1em;margin:1.2em 0 .3em">Today</h2>')
  expect(html).toContain('<a href="https://todo.example/tasks#task-3">Milk</a>')
  expect(html).toContain('<a href="https://todo.example/tasks?a=1&amp;b=2">Open the list</a>')
})

const HOSTILE = '<img src=x onerror=alert(1)>"\'&\r\nBcc: eve@example.org\u2028<script>'

test('what people wrote stays text on one line', () => {
  const written = writeLetter({
    subject: HOSTILE,
    groups: [{ heading: HOSTILE, lines: [{ text: HOSTILE, href: 'https://todo.example/"><script>' }] }],
    links: [{ label: HOSTILE, href: 'https://todo.example/' }],
    footer: [{ text: HOSTILE }],
  })
  expect(written.html).not.toMatch(/<(img|script)/)
  expect(written.subject).not.toMatch(/[\r\n\u2028]/)
  for (const line of written.text.split('\n')) expect(line).not.toMatch(/^Bcc:/)
})

test('a subject is bounded', () => {
  expect(writeLetter({ subject: 'x'.repeat(1000), groups: [] }).subject).toHaveLength(200)
})
