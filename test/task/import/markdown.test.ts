import { expect, test } from 'bun:test'
import { reading } from './support.ts'

const rows: [string, object][] = [
  ['- Buy milk', { title: 'Buy milk' }],
  ['* Buy milk', { title: 'Buy milk' }],
  ['1. Buy milk', { title: 'Buy milk' }],
  ['  12) Buy milk', { title: 'Buy milk' }],
  ['Buy milk', { title: 'Buy milk' }],
  ['- [ ] Buy milk', { title: 'Buy milk' }],
  ['- [x] Buy milk', { title: 'Buy milk', completed: true }],
  ['\t- [X] Buy milk', { title: 'Buy milk', completed: true }],
  ['[ ] Buy milk', { title: 'Buy milk' }],
  ['- [x](https://a.example) read', { title: '[x](https://a.example) read' }],
  [
    '- Call mum tomorrow 5pm #family !high',
    { title: 'Call mum', due_on: '2026-11-22', due_time: '17:00', tags: ['family'], priority: 'high' },
  ],
  [
    '- [ ] Müll rausbringen jeden Montag',
    { title: 'Müll rausbringen', due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO' },
  ],
]
test.each(rows)('%s', async (line, said) => {
  expect(await reading('markdown', `${line}\n`)).toEqual({ said: [said], skipped: 0, errors: [] })
})

test('headings, rules, empty boxes and blank lines are no tasks', async () => {
  const text = '# My list\n\n---\n- [ ] \n-   \n## Groceries ##\n- milk\n***\n'
  expect(await reading('markdown', text)).toEqual({ said: [{ title: 'milk' }], skipped: 6, errors: [] })
})

test('a heading that is only a day, tags or a priority says it for what stands below', async () => {
  const text = '## Tomorrow\n- milk\n- bread on friday #shop\n#garden\n- water plants\n# Notes\n- other'
  expect((await reading('markdown', text)).said).toEqual([
    { title: 'milk', due_on: '2026-11-22' },
    { title: 'bread', due_on: '2026-11-27', tags: ['shop'] },
    { title: 'water plants', tags: ['garden'] },
    { title: 'other' },
  ])
})

test('a line that is too long is said, not cut', async () => {
  const { errors } = await reading('markdown', `- tea\n- ${'word '.repeat(60)}`)
  expect(errors).toMatchObject([{ line: 2, message: expect.stringContaining('at most 200') }])
})
