/** Cards and the lines of tools are in the language of the message, behind every door, whatever the client’s locale. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { fill } from '../../src/language/fill.ts'
import { languageFor, languageOf } from '../../src/language/languages.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { fails, fakeProvider } from '../support/fake-provider.ts'
import { chatDoors, type Guest, guestOf } from './support.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const SAID: [tag: string, add: string, list: string, remove: string][] = [
  ['en', 'add buy bread', 'show my list', 'delete 1'],
  ['de', 'füge Brot kaufen hinzu', 'zeig meine Liste', 'lösche 1'],
  ['es', 'añade comprar pan', 'muestra mis tareas', 'borra la 1'],
  ['fr', 'ajoute acheter du pain', 'montre mes tâches', 'supprime la 1'],
  ['pt', 'adiciona comprar pão', 'mostra as minhas tarefas', 'apaga a 1'],
  ['it', 'aggiungi comprare il pane', 'mostra le mie attività', 'elimina la 1'],
  ['nl', 'voeg brood kopen toe', 'toon mijn taken', 'verwijder 1'],
]

/** What the chat shows of tools: lines and cards, as the items that every door draws. */
const shownIn = async ({ id }: Guest) =>
  it.db.query(async (sql) => {
    const rows = await sql`
      select type, data from items where user_id = ${id} and type in ('workflow', 'widget') order by position`
    return rows.map(({ type, data }) => JSON.stringify(type === 'workflow' ? data.workflow : data.widget)).join('\n')
  })
const unnumbered = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')

const waitingOf = async ({ token }: Guest) => {
  const answer = (await (await it.call('GET', '/api/v1/confirmations', { token })).json()) as {
    confirmations: { id: string }[]
  }
  return answer.confirmations[0]?.id ?? ''
}

const talk = async (at: number, says: string[]) => {
  const door = chatDoors(it)[at]
  if (!door) throw new Error('there is no such door')
  const who = await guestOf(it)
  const made = (await (await it.call('POST', '/api/v1/chatkit/sessions', { token: who.token })).json()) as {
    id: string
  }
  for (const text of says) expect(await door.say(who, made.id, text)).toBeUndefined()
  await door.settle(who, made.id, await waitingOf(who), true)
  return unnumbered(await shownIn(who))
}

describe.each(SAID)('%s', (tag, ...says) => {
  const card = languageOf(tag)?.card
  test('REST, ChatKit and pages show the same words of that language', async () => {
    const [rest = '', chatkit, pages] = [await talk(0, says), await talk(1, says), await talk(2, says)]
    for (const word of [card?.added, card?.tasks, card?.undo, card?.quick, card?.deleted, card?.approved])
      expect(rest).toContain(word ?? '?')
    expect(chatkit).toBe(rest)
    expect(pages).toBe(rest)
  })
})

test('an answer asked again says in that language what was taken back', async () => {
  const who = await guestOf(it)
  const made = (await (await it.call('POST', '/api/v1/chatkit/sessions', { token: who.token })).json()) as {
    id: string
  }
  const [door] = chatDoors(it)
  await door.say(who, made.id, 'füge Brot kaufen hinzu')
  const caller = await it.core.account.callerOfCookie(who.cookie.split('=')[1] ?? '')
  const { items } = await it.core.thread.open(caller, made.id, { limit: 100 })
  const message = items.find(({ type }) => type === 'user_message')
  await it.core.run.retry(caller, made.id, message?.id ?? '')
  const after = await it.core.thread.open(caller, made.id, { limit: 100 })
  expect(JSON.stringify(after.items)).toContain('Zuerst zurückgenommen: “Brot kaufen”.')
})

test('who answers instead of the model is said in the language of the message', async () => {
  const provider = await fakeProvider(fails(401))
  const settings = { OPENAI_BASE_URL: provider.url, OPENAI_MODEL: 'tiny', LLM_PROVIDERS: 'openai,builtin' }
  const other = await testApp({ settings })
  try {
    for (const [tag, , list] of SAID) {
      const who = await guestOf(other)
      const made = await other.call('POST', '/api/v1/chatkit/sessions', { token: who.token })
      const { id } = (await made.json()) as { id: string }
      await chatDoors(other)[0]?.say(who, id, list)
      const caller = await other.core.account.callerOfCookie(who.cookie.split('=')[1] ?? '')
      const { items } = await other.core.thread.open(caller, id, { limit: 100 })
      const { card } = languageFor(tag)
      const line = fill(card.falls, { x: 'tiny', y: card.model_auth, z: card.builtin })
      expect(JSON.stringify(items)).toContain(line)
    }
  } finally {
    await other.close()
    await provider.stop()
  }
})
