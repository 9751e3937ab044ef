/** A question that waits on its card: “undo”, “no” and “yes” are about it, and take back nothing earlier. */
import { describe, expect, test } from 'bun:test'
import { languageOf } from '../../../src/language/languages.ts'
import { createBuiltin } from '../../../src/llm/builtin/builtin.ts'
import { Chat, FakeList, newTask } from './fake.ts'

const provider = createBuiltin({ pause: async () => {} })
const chatIn = (locale: string) => {
  const list = new FakeList([newTask(1, 'Milk'), newTask(2, 'Oven')], { confirm: true })
  return new Chat(provider, list, 'UTC', { locale })
}
const NOTE = 'The person approved delete_task {"task_id":2}. Result: {"deleted":true,"task_id":2,"title":"Oven"}'

describe.each([
  ['en', 'add bread', 'delete 2', ['undo', 'take that back', 'no', 'never mind']],
  ['de', 'neue Aufgabe: Brot', 'lösche 2', ['rückgängig', 'ach nein, doch nicht']],
  ['es', 'nueva tarea: pan', 'borra la 2', ['deshacer', 'no, déjalo']],
  ['fr', 'nouvelle tâche : pain', 'supprime la 2', ['annule', 'euh non en fait']],
  ['pt', 'nova tarefa: pão', 'apaga a 2', ['desfazer', 'não, deixa']],
  ['it', 'nuova attività: pane', 'elimina la 2', ['annulla', 'no anzi lascia']],
  ['nl', 'nieuwe taak: brood', 'verwijder 2', ['ongedaan maken', 'nee laat maar']],
])('%s', (locale, add, remove, says) => {
  test.each(says)('“%s” points at the card and takes nothing back', async (words) => {
    const chat = chatIn(locale)
    await chat.say(add)
    await chat.say(remove)
    expect(await chat.say(words)).toBe(languageOf(locale)?.say.yes_card ?? '')
    expect(chat.effects).toEqual([])
    expect(chat.list.tasks).toHaveLength(3)
  })
})

test('also with talk between', async () => {
  const chat = chatIn('en')
  for (const words of ['add bread', 'delete 2', 'thanks', 'undo']) await chat.say(words)
  expect(chat.effects).toEqual([])
})

test('once it was confirmed, undo takes back what the card did', async () => {
  const chat = chatIn('en')
  for (const words of ['add bread', 'delete 2']) await chat.say(words)
  chat.noteNext(NOTE)
  await chat.say('undo')
  expect(chat.effects).toEqual([{ name: 'undo_last_change', args: {} }])
})

test('what was cancelled on the card has changed nothing', async () => {
  const chat = chatIn('en')
  for (const words of ['add bread', 'delete 2']) await chat.say(words)
  chat.noteNext('The person declined delete_task {"task_id":2}. Nothing was changed.')
  await chat.say('undo')
  expect(chat.effects).toEqual([])
})

test('what the same answer did at once can be taken back', async () => {
  const chat = chatIn('en')
  await chat.say('add bread and delete 2')
  await chat.say('undo')
  expect(chat.effects).toEqual([{ name: 'undo_last_change', args: {} }])
})
