/** Two machines whose clocks differ by an hour: what is written later says so. Needs DATABASE_URL. */
import { afterAll, afterEach, beforeAll, expect, setSystemTime, test } from 'bun:test'
import { setClock } from '../../src/lib/clock.ts'
import { testApp } from '../support/app.ts'
import { type Chat, chatWith } from '../support/chat.ts'
import { SERVER_URL, testDatabase } from '../support/database.ts'
import { allEvents } from '../support/sse.ts'

const HOUR_MS = 3_600_000

if (!SERVER_URL) console.warn('LEFT OUT: the embedded database has one process, and its machine’s clock.')
else {
  let first: Chat
  let db: Chat['it']['db']
  beforeAll(async () => {
    db = await testDatabase()
    first = await chatWith(await testApp({ db }))
  })
  afterEach(() => {
    setSystemTime()
    setClock(undefined)
  })
  afterAll(async () => {
    await first.it.close()
    await db.close()
  })

  test.each([-HOUR_MS, HOUR_MS])('messages and tasks of the second follow those of the first (%d ms)', async (ms) => {
    const { session_id } = await first.ask('add milk')
    const began = Date.now()
    setClock(undefined)
    setSystemTime(new Date(began + ms))
    const second = await testApp({ db })
    const { who, runs } = first
    const body = { message: { content: [{ type: 'input_text', text: 'add bread' }] } }
    await allEvents(await second.call('POST', runs(session_id), { token: who.token, body }))
    await second.close()
    const { messages } = await first.get(`/api/v1/chatkit/sessions/${session_id}`)
    const said = messages.map(({ created_at }: { created_at: string }) => created_at)
    expect(said).toHaveLength(4)
    expect(said).toEqual(said.toSorted())
    const added = (await first.get('/api/v1/tasks?sort=created&limit=100')).tasks.slice(-2)
    expect(added.map(({ title }: { title: string }) => title.toLowerCase())).toEqual(['milk', 'bread'])
    expect(Math.abs(Date.parse(said[3]) - began)).toBeLessThan(HOUR_MS / 2)
  })
}
