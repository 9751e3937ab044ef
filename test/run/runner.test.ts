/** What is told of a run when it is over. */
import { expect, test } from 'bun:test'
import { createLog } from '../../src/log.ts'
import { testApp } from '../support/app.ts'
import { chatWith } from '../support/chat.ts'

test('a run that ends is a line of the log: how, by whom, and how many events it sent', async () => {
  const lines: Record<string, unknown>[] = []
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) })
  const chat = await chatWith(await testApp({ log }))
  const { run, events } = await chat.ask('add the secret doctor')
  await chat.it.close()
  const ended = lines.filter(({ message }) => message === 'run ended')
  expect(ended).toMatchObject([{ run_id: run.id, status: 'completed', provider: 'builtin', events: events.length }])
  expect(JSON.stringify(lines)).not.toContain('secret doctor')
})
