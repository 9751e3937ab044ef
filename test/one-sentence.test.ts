/** The same sentence through every door that reads words is the same task: there is one reader, and one clock and locale for it. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Task } from '../src/task/schema.ts'
import { modernClient } from './door/mcp/support.ts'
import { type Person, type TestApp, testApp } from './support/app.ts'
import { calls, type FakeProvider, fakeProvider, says } from './support/fake-provider.ts'

const ZONE = 'America/Sao_Paulo'
type Row = [locale: string, title: string, when: string]

const SENTENCES: Row[] = [
  ['en-GB', 'Call Ann', 'tomorrow at 5pm'],
  ['en-GB', 'Pay rent', 'every month on the 31st'],
  ['en-GB', 'Pay the bill', 'on 3/4/2031'],
  ['en-US', 'Pay the bill', 'on 3/4/2031'],
  ['en-GB', 'Water the ferns', 'every monday at 8am'],
  ['en-GB', 'Book a table', 'next friday at 19:30'],
  ['en-GB', 'Send the invoice', 'in two weeks'],
  ['en-GB', 'Buy flowers', 'the day after tomorrow'],
  ['en-GB', 'Renew the passport', 'on the 14th of December'],
  ['en-GB', 'Take out the bins', 'every other tuesday'],
  ['en-GB', 'Clean the car', 'this weekend'],
  ['en-GB', 'Read a chapter', 'every day at 21:00'],
  ['de-DE', 'Brot kaufen', 'übermorgen um halb 5'],
  ['de-DE', 'Miete zahlen', 'jeden Monat am 31.'],
  ['de-DE', 'Oma anrufen', 'morgen um 17 Uhr'],
  ['de-DE', 'Rechnung bezahlen', 'am 3.4.2031'],
  ['de-DE', 'Pflanzen gießen', 'jeden Montag um 8 Uhr'],
  ['de-DE', 'Auto waschen', 'am Wochenende'],
  ['de-DE', 'Paket abholen', 'nächsten Freitag'],
  ['de-DE', 'Steuer machen', 'in zwei Wochen'],
  ['de-DE', 'Müll rausbringen', 'alle zwei Wochen'],
  ['es-ES', 'comprar pan', 'el 14 de diciembre a las 9:30'],
  ['es-ES', 'llamar a Ana', 'mañana a las 17:00'],
  ['es-ES', 'pagar el alquiler', 'cada mes'],
  ['es-ES', 'regar las plantas', 'todos los lunes'],
  ['es-ES', 'comprar flores', 'pasado mañana'],
  ['es-ES', 'enviar la factura', 'en dos semanas'],
  ['es-ES', 'pagar la multa', 'el 3/4/2031'],
  ['es-ES', 'leer un libro', 'cada día'],
  ['fr-FR', 'acheter du pain', 'vendredi à 14h30'],
  ['fr-FR', 'appeler Anne', 'demain à 17h'],
  ['fr-FR', 'payer le loyer', 'tous les mois'],
  ['fr-FR', 'arroser les plantes', 'tous les lundis'],
  ['fr-FR', 'acheter des fleurs', 'après-demain'],
  ['fr-FR', 'envoyer la facture', 'dans deux semaines'],
  ['fr-FR', 'payer l’amende', 'le 3/4/2031'],
  ['fr-FR', 'lire un livre', 'chaque jour'],
  ['pt-BR', 'comprar pão', 'amanhã às 17h'],
  ['pt-BR', 'pagar o aluguel', 'todo mês'],
  ['pt-BR', 'regar as plantas', 'toda segunda-feira'],
  ['pt-BR', 'comprar flores', 'depois de amanhã'],
  ['pt-BR', 'enviar a fatura', 'em duas semanas'],
  ['pt-BR', 'pagar a multa', 'em 3/4/2031'],
  ['pt-BR', 'ligar para Ana', 'sexta-feira às 9:30'],
  ['pt-BR', 'ler um livro', 'todos os dias'],
  ['it-IT', 'comprare il pane', 'venerdì alle 17'],
  ['it-IT', 'chiamare Anna', 'domani alle 9:30'],
  ['it-IT', "pagare l'affitto", 'ogni mese'],
  ['it-IT', 'annaffiare le piante', 'ogni lunedì'],
  ['it-IT', 'comprare i fiori', 'dopodomani'],
  ['it-IT', 'inviare la fattura', 'tra due settimane'],
  ['it-IT', 'pagare la multa', 'il 3/4/2031'],
  ['it-IT', 'leggere un libro', 'ogni giorno'],
  ['nl-NL', 'brood kopen', 'volgende dinsdag om 9:30'],
  ['nl-NL', 'Anna bellen', 'morgen om 17 uur'],
  ['nl-NL', 'huur betalen', 'elke maand'],
  ['nl-NL', 'planten water geven', 'elke maandag'],
  ['nl-NL', 'bloemen kopen', 'overmorgen'],
  ['nl-NL', 'factuur sturen', 'over twee weken'],
  ['nl-NL', 'boete betalen', 'op 3/4/2031'],
  ['nl-NL', 'een boek lezen', 'elke dag'],
]

let builtin: TestApp
let model: TestApp
let fake: FakeProvider
beforeAll(async () => {
  builtin = await testApp()
  fake = await fakeProvider(says('hi'))
  const settings = { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' }
  model = await testApp({ db: builtin.db, settings })
})
afterAll(async () => {
  await model.close()
  await fake.stop()
  await builtin.close()
})

const people = new Map<string, Person>()
const someone = async (locale: string) => {
  const known = people.get(locale)
  if (known) return known
  const who = await builtin.signUp('p')
  const body = { time_zone: ZONE, preferences: { locale } }
  expect((await builtin.call('PATCH', '/api/v1/auth/me', { token: who.token, body })).status).toBe(200)
  people.set(locale, who)
  return who
}

const chat = (app: TestApp, { id, token }: Person, message: string) =>
  app.call('POST', `/api/${id}/chat`, { token, body: { message } })

const page = async (who: Person, title: string) => {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    builtin.app.handle(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { ...headers, ...(cookie && { cookie }) },
        body: new URLSearchParams(fields).toString(),
      }),
    )
  const signed = await post('/signin', { email: who.email, password: who.password })
  const cookie = signed.headers.getSetCookie().map((one) => one.split(';')[0])
  return post('/tasks', { title }, cookie.join('; '))
}

/** Every way in, by what a person or a program would send. */
const DOORS: Record<string, (who: Person, title: string, when: string) => Promise<unknown>> = {
  chat: (who, title, when) => chat(builtin, who, `${title} ${when}`),
  'quick add': (who, title, when) => page(who, `${title} ${when}`),
  'a Markdown line': (who, title, when) =>
    builtin.call('POST', '/api/v1/tasks/import?format=markdown', {
      token: who.token,
      headers: { 'content-type': 'text/markdown' },
      body: `- [ ] ${title} ${when}\n`,
    }),
  'an agent’s when': async ({ token }, title, when) => {
    const client = await modernClient(builtin, token)
    await client.callTool({ name: 'add_task', arguments: { title, when } })
    await client.close()
  },
  'a model’s when': (who, title, when) => {
    fake.play([calls([{ name: 'add_task', arguments: { title, when } }]), says('Done.')])
    return chat(model, who, `${title} ${when}`)
  },
}

const newest = async ({ token }: Person): Promise<Task | undefined> =>
  (await (await builtin.call('GET', '/api/v1/tasks?sort=-created&limit=1', { token })).json()).tasks[0]

test('there are enough of them, in seven languages', () => {
  expect(SENTENCES.length).toBeGreaterThanOrEqual(60)
  expect(new Set(SENTENCES.map(([locale]) => locale.slice(0, 2))).size).toBe(7)
})

test.each(SENTENCES)('%s: %s %s', async (locale, title, when) => {
  const who = await someone(locale)
  const seen: Record<string, unknown> = {}
  let last = (await newest(who))?.id ?? 0
  for (const [door, say] of Object.entries(DOORS)) {
    await say(who, title, when)
    const task = await newest(who)
    seen[door] = task && task.id > last ? [task.title, task.due_on, task.due_time, task.repeat] : 'no task'
    last = task?.id ?? last
  }
  const [wanted] = Object.values(seen)
  expect(wanted).toEqual([title, expect.any(String), ...(wanted as unknown[]).slice(2)])
  expect(seen).toEqual(Object.fromEntries(Object.keys(DOORS).map((door) => [door, wanted])))
})
