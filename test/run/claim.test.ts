/** Which texts claim that the list was changed. */
import { expect, test } from 'bun:test'
import { claimsChange } from '../../src/run/claim.ts'

test.each([
  'I have added milk to your list.',
  'I’ve deleted the task.',
  '✅ Milk',
  'Your task has been updated.',
  'Added "Buy milk".',
  'Milch wurde hinzugefügt.',
  'He añadido la leche: ha sido añadida.',
  'Le lait a été ajouté.',
])('“%s” does', (text) => {
  expect(claimsChange(text)).toBe(true)
})

test.each([
  'You have three open tasks.',
  'Shall I add milk to your list?',
  'I can add, change and complete tasks.',
  'Which one do you mean?',
  'Nothing is due today.',
])('“%s” does not', (text) => {
  expect(claimsChange(text)).toBe(false)
})
