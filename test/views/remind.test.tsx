import { expect, test } from 'bun:test'
import { RemindPage } from '../../views/remind.tsx'
import { shellWith, TODAY, taskWith } from './fixtures.tsx'

const html = (parts: object) =>
  String(<RemindPage shell={shellWith('x')} task={taskWith('<b>Milk</b>', parts)} today={TODAY} />)

test('an open task can be done, a done one cannot', () => {
  expect(html({})).toContain('action="/remind/1/done"')
  expect(html({ status: 'completed' })).not.toContain('<form method="post" action="/remind')
})

test('an open task can be put off', () => {
  for (const until of ['hour', 'tomorrow', 'week']) expect(html({})).toContain(`name="until" value="${until}"`)
})

test('its words are text', () => {
  expect(html({})).not.toContain('<b>Milk')
})
