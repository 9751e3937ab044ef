/** A to-do jotted down with a day that names a task there is: moved when the words say so, else asked about, never doubled. */
import { describe, expect, test } from 'bun:test'
import { languageFor } from '../../../src/language/languages.ts'
import { createBuiltin } from '../../../src/llm/builtin/builtin.ts'
import { knownTask } from '../../../src/llm/builtin/known-task.ts'
import { Chat, FakeList, newTask } from './fake.ts'

const provider = createBuiltin({ pause: async () => {} })
const chatIn = (locale: string, ...titles: string[]) => {
  const list = new FakeList(
    titles.map((title, i) => newTask(i + 1, title)),
    { confirm: true },
  )
  return new Chat(provider, list, 'UTC', { locale })
}

describe('verbs of moving that no request lists', () => {
  test.each([
    ['en', 'Yoga', 'yoga is now at 7pm'],
    ['en', 'Gym', 'gym got pushed to friday'],
    ['en', 'Quarterly report', 'catapult the report to monday'],
    ['en', 'Dentist appointment', 'the dentist slips to thursday'],
    ['de', 'Zahnarzt', 'Zahnarzt wandert auf Donnerstag'],
    ['de', 'Yoga', 'Yoga rutscht auf Freitag'],
    ['es', 'Dentista', 'el dentista pasa al viernes'],
    ['fr', 'Yoga', 'le yoga passe à 19h'],
    ['it', 'Dentista', 'il dentista slitta a venerdì'],
    ['pt', 'Reunião com a Carla', 'a reunião com a carla mudou pras 16h30'],
    ['nl', 'Tandarts', 'de tandarts schuift naar vrijdag'],
  ])('%s: “%s”, “%s” is a change', async (locale, title, words) => {
    const chat = chatIn(locale, title)
    await chat.say(words)
    expect(chat.list.tasks).toHaveLength(1)
    expect(chat.list.tasks[0]?.due_on).toBeString()
  })
})

describe('a name and a day alone are asked about', () => {
  test.each([
    ['en', 'Yoga', 'yoga friday', 'yes', 'new'],
    ['de', 'Yoga', 'Yoga Freitag', 'ja', 'neu'],
    ['es', 'Yoga', 'yoga viernes', 'sí', 'nueva'],
    ['fr', 'Yoga', 'yoga vendredi', 'oui', 'nouvelle'],
    ['it', 'Yoga', 'yoga venerdì', 'sì', 'nuova'],
    ['pt', 'Ioga', 'ioga sexta', 'sim', 'nova'],
    ['nl', 'Yoga', 'yoga vrijdag', 'ja', 'nieuw'],
  ])('%s: “%s”, “%s”: “%s” moves it, “%s” adds it', async (locale, title, words, yes, anew) => {
    for (const answer of [yes, anew]) {
      const chat = chatIn(locale, title)
      expect(await chat.say(words)).toContain(languageFor(locale).say.move_or_add.split('}')[1] ?? '')
      expect(chat.effects).toEqual([])
      await chat.say(answer)
      expect(chat.list.tasks).toHaveLength(answer === anew ? 2 : 1)
      expect(chat.list.tasks.at(-1)?.due_on).toBeString()
    }
  })
})

describe('another thing is added', () => {
  const name = (words: string) => ({ name: words, change: { due_on: '2026-11-27' } })
  test.each([
    ['buy yoga mat', 'Yoga'],
    ['dentist', 'Call the dentist'],
    ['lunch with the dentist', 'Dentist'],
    ['water the garden', 'Yoga'],
  ])('“%s” is not “%s”', (words, title) => {
    expect(knownTask(name(words), [newTask(1, title)], languageFor('en'))).toBeUndefined()
  })

  test('of several that fit none is picked', async () => {
    const chat = chatIn('en', 'Yoga with Ann', 'Yoga with Bob')
    expect(await chat.say('yoga moved to friday')).toContain('?')
    expect(chat.effects).toEqual([])
  })

  test('what is done is no reason to ask', () => {
    expect(knownTask(name('yoga'), [newTask(1, 'Yoga', { status: 'completed' })], languageFor('en'))).toBeUndefined()
  })
})
