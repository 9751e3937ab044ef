/** Clients of both eras, and raw requests, against the whole program without a socket. */
import { Client, type ClientCapabilities, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Database } from '../../../src/db/database.ts'
import { unavailable } from '../../../src/db/failure.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'

const MCP = new URL('http://localhost/mcp')
export const MODERN = '2026-07-28'

const transportOptions = (it: TestApp, token: string) => ({
  fetch: (url: string | URL | Request, init?: RequestInit) => it.app.handle(new Request(url as string, init)),
  requestInit: { headers: { authorization: `Bearer ${token}` } },
})

export const modernClient = async (it: TestApp, token: string, capabilities: ClientCapabilities = {}) => {
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities, versionNegotiation: { mode: { pin: MODERN } } },
  )
  await client.connect(new StreamableHTTPClientTransport(MCP, transportOptions(it, token)))
  return client
}

export const oldClient = async (it: TestApp, token: string) => {
  const client = new OldClient({ name: 'old', version: '1' })
  await client.connect(new OldTransport(MCP, transportOptions(it, token) as never))
  return client
}

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape each test expects
type Json = any

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The one message of the answer, whether it came as JSON or as an event. */
  json: Json
}

export const read = async (response: Response): Promise<Answer> => {
  const { status, headers } = response
  const text = await response.text()
  const data = headers.get('content-type')?.startsWith('text/event-stream')
    ? (/^data: (\{.*)$/m.exec(text)?.[1] ?? '')
    : text
  return { status, headers, text, json: data.startsWith('{') || data.startsWith('[') ? JSON.parse(data) : undefined }
}

export interface Sent {
  token?: string
  method?: string
  body?: unknown
  headers?: Record<string, string>
}

/** A POST as any client would send it, but for what the test changes; a header set to '' is left out. */
export const send = async (it: TestApp, { token, method = 'POST', body, headers = {} }: Sent): Promise<Answer> => {
  const all = {
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...headers,
  }
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  return read(
    await it.app.handle(new Request(MCP, { method, headers: kept, ...(text !== undefined && { body: text }) })),
  )
}

export const rpc = (method: string, params?: object, id: number | string = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  ...(params && { params }),
})

const META = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** The same request in the newest revision, with the headers that must repeat the body. */
export const modern = (method: string, params: Record<string, unknown> = {}): Sent => ({
  body: rpc(method, { ...params, _meta: META }),
  headers: {
    'mcp-protocol-version': MODERN,
    'mcp-method': method,
    ...(typeof params.name === 'string' && { 'mcp-name': params.name }),
    ...(typeof params.uri === 'string' && { 'mcp-name': params.uri }),
  },
})

/** An access token with these scopes. */
export const tokenWith = async (it: TestApp, token: string, scopes: string[]): Promise<string> => {
  const made = await it.call('POST', '/api/v1/auth/tokens', { token, body: { name: 'mcp', scopes } })
  return ((await made.json()) as { token: string }).token
}

/** A program whose database can be made to be away. */
export const breakableApp = async () => {
  const db = await testDatabase()
  let away = false
  const whileThere =
    <A extends unknown[], T>(act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (away) throw unavailable(new Error('away'))
      return act(...args)
    }
  const { query, execute, transaction, ping } = db
  const app = await testApp({
    db: {
      ...db,
      query: whileThere(query) as Database['query'],
      execute: whileThere(execute) as Database['execute'],
      transaction: whileThere(transaction) as Database['transaction'],
      ping: whileThere(ping),
    },
  })
  const close = async () => {
    away = false
    await app.close()
    await db.close()
  }
  const breakDatabase = () => {
    away = true
  }
  return { ...app, close, breakDatabase }
}
