/**
 * Searches of a person with many tasks and messages beside those of a person with none, and beside the walk over all rows
 * that they replaced: `bun bench/search.ts [rows]`, embedded, or on DATABASE_URL.
 */
import { createMutate } from '../src/mutate.ts'
import { holdsWords } from '../src/task/search-store.ts'
import { createTasks } from '../src/task/task.ts'
import { createThreads } from '../src/thread/thread.ts'
import { testDatabase } from '../test/support/database.ts'
import { person } from '../test/support/people.ts'

const ROWS = Number(process.argv[2] ?? 20_000)
const BATCH = 100
const TRIES = 15
const WORDS =
  `buy milk rechnung invoice for the tax office tomorrow straße call mum about garden report plan meeting weekly
  über dentist winter shoes garage phone letter bank insurance holiday tickets paris berlin laptop battery`.split(/\s+/)
const SEARCHES = ['zucchini', 'milk', 'e', 'qx', 'n1999', 'zzz', 'zucchini milk', 'a b c d e f g h']

const db = await testDatabase()
const mutate = createMutate({ db, changes: { note: () => undefined } })
const task = createTasks({ db, mutate, max_open: ROWS })
const thread = createThreads({ db, mutate, most_threads: 1, stopRuns: async () => undefined })
const [full, empty] = [await person(db, 'full'), await person(db, 'empty')]
const chat = (await thread.create(full, {})).value.id

const text = (row: number, words: number) =>
  [...Array(words).keys()].map((k) => WORDS[(row * 31 + k * 17 + ((row * k) % 13)) % WORDS.length]).join(' ') +
  (row % 100 === 0 ? ' zucchini' : ` n${row}`)

for (let first = 1; first <= ROWS; first += BATCH) {
  const ids = [...Array(BATCH).keys()].map((i) => first + i)
  const [titles, said] = [ids.map((id) => text(id, 8)), ids.map((id) => text(id, 50))]
  await db.execute(
    (sql) => sql`insert into tasks (user_id, id, title) select ${full.user_id}, id, title
      from unnest(${ids}::integer[], ${titles}::text[]) as row(id, title)`,
  )
  await db.execute(
    (sql) => sql`insert into items (user_id, thread_id, position, id, type, data, words)
      select ${full.user_id}, ${chat}, id, gen_random_uuid(), 'user_message', '{}', said
      from unnest(${ids}::integer[], ${said}::text[]) as row(id, said)`,
  )
}

/** The least of some tries: what the machine does besides is none of the search's. */
const best = async (work: () => Promise<unknown>) => {
  const times: number[] = []
  for (let i = 0; i < TRIES; i++) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  return Math.min(...times).toFixed(1)
}

console.log(`${ROWS} tasks, ${ROWS} messages, ${db.embedded ? 'embedded' : 'Postgres'}; ms: empty | full | walk`)
for (const q of SEARCHES) {
  const words = q.split(' ')
  const walk = () =>
    db.query((sql) => sql`select id from tasks where user_id = ${full.user_id} ${holdsWords(sql, words)}`)
  const row: string[] = []
  for (const who of [empty, full]) row.push(await best(() => task.page(who, { q, limit: 20 })))
  row.push(await best(walk))
  for (const who of [empty, full]) row.push(await best(() => thread.list(who, { q, limit: 20 })))
  const [a, b, c, d, e] = row
  console.log(`${q.padEnd(18)} tasks ${a} | ${b} | ${c}   chats ${d} | ${e}`)
}
await db.close()
