import { describe, expect, test } from 'bun:test'
import { createLog } from '../../src/log.ts'
import { type Connect, HUB_GATHER_MS, Hub } from '../../src/pubsub/hub.ts'
import { eventually } from '../support/watched.ts'

const log = createLog('silent')

/** A wire that everybody hears, and what went over it. */
const wire = () => {
  const sent: string[] = []
  const ears: ((text: string) => void)[] = []
  const joins: (() => void)[] = []
  const connect: Connect = (heard, joined) => {
    ears.push(heard)
    joins.push(joined)
    return {
      send(text) {
        sent.push(text)
        for (const ear of ears) ear(text)
      },
      close: async () => {},
    }
  }
  return { sent, joins, connect, say: (text: string) => ears.forEach((ear) => void ear(text)) }
}

const hubs = () => {
  const { connect, ...rest } = wire()
  const [here, there] = ['here', 'there'].map((owner) => new Hub({ owner, connect, log }))
  if (!here || !there) throw new Error('two hubs')
  const heard = { here: [] as string[][], there: [] as string[][] }
  here.on('log', (ids) => void heard.here.push(ids))
  there.on('log', (ids) => void heard.there.push(ids))
  return { here, there, heard, ...rest }
}

describe('hints', () => {
  test('of a moment travel together, once each, and not back to their sender', async () => {
    const { here, heard, sent } = hubs()
    for (const id of ['a', 'b', 'a']) here.send('log', id)
    await eventually(async () => sent.length > 0)
    await Bun.sleep(HUB_GATHER_MS)
    expect(sent).toHaveLength(1)
    expect(heard).toEqual({ here: [], there: [['a', 'b']] })
  })

  test('of other kinds reach other ears', async () => {
    const { here, there, heard } = hubs()
    const cancelled: string[] = []
    there.on('cancel', (ids) => void cancelled.push(...ids))
    here.send('cancel', 'run-1')
    await eventually(async () => cancelled.length > 0)
    expect(cancelled).toEqual(['run-1'])
    expect(heard.there).toEqual([])
  })

  test('never make a message too long for Postgres', async () => {
    const { here, heard, sent } = hubs()
    for (let i = 0; i < 500; i++) here.send('log', crypto.randomUUID())
    await eventually(async () => heard.there.flat().length >= 500)
    expect(sent.every((text) => text.length < 8000)).toBe(true)
    expect(heard.there.flat()).toHaveLength(500)
  })

  for (const text of [
    '',
    'x',
    'null',
    '{"from":"x"}',
    '{"from":1,"ids":{}}',
    '{"from":"x","ids":{"log":"a"}}',
    '{"from":"x","ids":{"log":[1]}}',
  ]) {
    test(`nonsense on the channel is passed over: «${text}»`, () => {
      const { heard, say } = hubs()
      say(text)
      expect(heard).toEqual({ here: [], there: [] })
    })
  }

  test('that may have been missed are told as such', () => {
    const { here, joins } = hubs()
    let told = 0
    here.onRejoin(() => void told++)
    joins[0]?.()
    expect(told).toBe(1)
  })

  test('are neither gathered nor sent where there is nobody else', async () => {
    const alone = new Hub({ owner: 'me', log })
    alone.send('log', 'a')
    await alone.close()
  })
})
