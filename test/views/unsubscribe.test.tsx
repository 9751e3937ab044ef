import { expect, test } from 'bun:test'
import { UnsubscribePage } from '../../views/unsubscribe.tsx'
import { shellWith } from './fixtures.tsx'

test('it asks by a form, and then says what ended', () => {
  const asks = String(<UnsubscribePage shell={shellWith('x')} kind="digest" action="/unsubscribe/x" />)
  expect(asks).toContain('action="/unsubscribe/x"')
  const done = String(<UnsubscribePage shell={shellWith('x')} kind="reminders" />)
  expect(done).toContain('You get reminders by mail no more.')
})
