/** What pages weigh on the wire and how long the server takes for them, for a small and a large account. */
import postgres from 'postgres'
import { hashSecret, newSecret } from '../../src/account/secret.ts'
import { newId } from '../../src/lib/id.ts'
import type { Aim, Bench, Figure, Order } from '../lib/bench.ts'
import { asked, makePeople, newSession, type Person } from '../lib/people.ts'
import { type Server, startServer } from '../lib/process.ts'
import { figureOf } from '../lib/statistics.ts'

const ACCOUNTS = { small: { chats: 2, tasks: 5 }, large: { chats: 50, tasks: 300 } }
const SIZE = { full: { times: 60, warm: 20 }, short: { times: 8, warm: 3 } }
const KB = 1000
/** Of the first chat page, its files included; the page alone must leave them room. */
const FIRST_PAGE_MAX_KB = 30

/** A browser's login, as the sign-in makes it. */
const loginOf = async (database_url: string, { user_id }: Person): Promise<string> => {
  const value = newSecret()
  const sql = postgres(database_url, { max: 1 })
  await sql`insert into browser_logins (token_hash, user_id, id, ends_at)
    values (${hashSecret(value)}, ${user_id}, ${newId()}, now() + interval '1 day')`
  await sql.end()
  return `todochat=${value}`
}

const fill = async (base: string, person: Person, { chats, tasks }: { chats: number; tasks: number }) => {
  let chat = ''
  for (let n = 0; n < chats; n++) chat = await newSession(base, person, `Chat ${n}`)
  for (let n = 0; n < tasks; n++)
    await asked(`${base}/api/v1/tasks`, 'POST', person.token, { title: `Task ${n}`, tags: [`tag-${n % 7}`] })
  return chat
}

/** Bytes as they came, compressed as a browser would have them. @throws unless the answer is 200 */
const load = async (url: string, cookie: string) => {
  const began = performance.now()
  const headers = { cookie, 'accept-encoding': 'gzip, br', accept: 'text/html', 'sec-fetch-site': 'none' }
  const response = await fetch(url, { headers, redirect: 'manual', decompress: false })
  const bytes = (await response.arrayBuffer()).byteLength
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`)
  return { bytes, ms: performance.now() - began }
}

const measure = async (url: string, what: string, cookie: string, { times, warm }: { times: number; warm: number }) => {
  const loads: { bytes: number; ms: number }[] = []
  for (let n = 0; n < warm + times; n++) {
    const one = await load(url, cookie)
    if (n >= warm) loads.push(one)
  }
  const aim: Aim = { of: 'median', at_most: FIRST_PAGE_MAX_KB }
  return [
    figureOf(
      { what: `${what}, on the wire`, unit: 'KB', aim },
      loads.map(({ bytes }) => bytes / KB),
    ),
    figureOf(
      { what: `${what}, time`, unit: 'ms' },
      loads.map(({ ms }) => ms),
    ),
  ]
}

const account = async (order: Order, server: Server, size: keyof typeof ACCOUNTS): Promise<Figure[]> => {
  const [person] = await makePeople(server.database_url, 1)
  if (!person) throw new Error('There is nobody.')
  const chat = await fill(server.url, person, ACCOUNTS[size])
  const cookie = await loginOf(server.database_url, person)
  const figures: Figure[] = []
  for (const [path, name] of [
    ['/chat', '/chat'],
    [`/chat/${chat}`, '/chat/{id}'],
    ['/tasks', '/tasks'],
    ['/changes', '/changes'],
    ['/settings', '/settings'],
  ] as const)
    figures.push(
      ...(await measure(
        `${server.url}${path}`,
        `${name}, ${size} account`,
        cookie,
        order.short ? SIZE.short : SIZE.full,
      )),
    )
  return figures
}

const run = async (order: Order) => {
  const server = await startServer(order)
  return {
    figures: [...(await account(order, server, 'small')), ...(await account(order, server, 'large'))],
    faults: [],
  }
}

export const pages: Bench = {
  name: 'pages',
  about: 'bytes of the pages on the wire and time of the server, for a small account and one of 50 chats and 300 tasks',
  run,
}
