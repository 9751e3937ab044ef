import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Caller } from '../../../src/account/schema.ts'
import type { Database } from '../../../src/db/database.ts'
import { testDatabase } from '../../support/database.ts'
import { errorOf } from '../../support/failure.ts'
import { person } from '../../support/people.ts'
import { BY_API, tasksOn } from '../support.ts'

let db: Database
let ada: Caller
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const LIST = { format: 'markdown', text: '- tea tomorrow\n- [x] milk\n' } as const

test('a dry run foresees what the import then does', async () => {
  ada = await person(db, 'ada')
  const task = tasksOn(db)
  const foreseen = await task.importFile(ada, { ...LIST, dry_run: true }, BY_API)
  expect(await task.all(ada)).toEqual([])
  const { value } = await task.importFile(ada, LIST, BY_API)
  expect(value).toMatchObject({ added: 2, skipped: 0, errors: [] })
  const parts = (tasks: object[]) =>
    tasks.map((one) => Object.fromEntries(Object.entries(one).filter(([name]) => !/^id$|_at$/.test(name))))
  expect(parts(value.tasks)).toEqual(parts(foreseen.value.tasks))
  expect((await task.all(ada)).map(({ id }) => id).sort()).toEqual([1, 2])
})

test('an error adds nothing and leaves the key free for the mended file', async () => {
  ada = await person(db, 'ada')
  const task = tasksOn(db)
  const claim = (text: string) => ({ route: 'import', key: 'k', body: { text } })
  const send = (text: string) => task.importFile(ada, { format: 'todotxt', text }, BY_API, claim(text))
  expect((await send('tea\nmilk due:never')).value).toMatchObject({ added: 0, errors: [{ line: 2 }] })
  expect(await task.all(ada)).toEqual([])
  expect((await send('tea\nmilk')).value.added).toBe(2)
  expect(await send('tea\nmilk')).toMatchObject({ replayed: true, value: { added: 2 } })
  expect(await task.all(ada)).toHaveLength(2)
})

test('days are the person’s', async () => {
  ada = await person(db, 'ada', 'Pacific/Auckland')
  const task = tasksOn(db, new Date('2026-11-20T12:00:00Z'))
  const { value } = await task.importFile(ada, { format: 'markdown', text: 'tea today' }, BY_API)
  expect(value.tasks[0]?.due_on).toBe('2026-11-21')
})

test('a program may not take back at once more than a person can look through', async () => {
  ada = await person(db, 'ada')
  const task = tasksOn(db)
  const text = Array.from({ length: 1_001 }, (_, at) => `x task ${at}`).join('\n')
  await task.importFile(ada, { format: 'todotxt', text }, BY_API)
  expect(await errorOf(task.undo(ada, { actor: 'mcp' }))).toMatchObject({ code: 'conflict' })
  expect((await task.undo(ada, BY_API)).value.undone).toBe('added 1001 tasks')
  await task.redo(ada, BY_API)
  expect((await task.changes(ada, { limit: 1 })).data[0]).toMatchObject({ change: 'redone' })
})
