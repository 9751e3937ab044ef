/** The connection to a provider serves one turn after the other: a new one costs a round trip, or three with TLS. */
import { afterAll, expect, test } from 'bun:test'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createOpenAiProvider } from '../../src/llm/openai.ts'
import { ask } from './turn.ts'

let connections = 0
let end = () => undefined as unknown
const chunk = (delta: object, finish_reason: string | null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`
const server = http.createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(`${chunk({ content: 'Hi' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`)
  end = () => response.end()
})
server.on('connection', () => connections++)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

test('also when the body ends after its end mark', async () => {
  const { port } = server.address() as AddressInfo
  const provider = createOpenAiProvider({ name: 'openai', base_url: `http://127.0.0.1:${port}/v1`, model: 'm' })
  // On a busy machine one turn or another begins before the end of the last has come.
  for (let turns = 1; turns < 3 || connections === turns - 1; turns++) {
    expect((await ask(provider)).text).toBe('Hi')
    end()
    await Bun.sleep(5)
  }
})
