import { afterAll, describe, expect, test } from 'bun:test'
import { isoOf, parseArray, writeArray } from '../../src/db/types.ts'
import { testDatabase } from '../support/database.ts'

const db = await testDatabase()
afterAll(() => db.close())
const A = '00000000-0000-7000-8000-00000000000a'
const B = '00000000-0000-7000-8000-00000000000b'
const AWKWARD = ['plain', 'c,d', '{}', '"', '\\', 'a"\\b', 'NULL', 'null', '', ' ', 'ä\n🙂', "'; drop table users"]

describe('a moment that is read as text', () => {
  const moments = [
    '2026-02-28T10:00:00Z',
    '2026-02-28T10:00:00.5Z',
    '1969-12-31T23:59:59.999Z',
    '2026-02-28 10:00:00.123456+01',
  ]
  test.each(moments)('%s is what its Date says', async (moment) => {
    const read = (zone: string) =>
      db.transaction(async (sql) => {
        await sql`select set_config('TimeZone', ${zone}, true)`
        const [row] =
          await sql`select ${moment}::text::timestamptz::text as words, ${moment}::text::timestamptz as date`
        return [isoOf(row?.words), row?.date.toISOString()]
      })
    for (const zone of ['UTC', 'Asia/Kolkata']) {
      const [words, date] = await read(zone)
      expect(words).toBe(date)
    }
  })
})

describe('what is read', () => {
  const scenarios: [sql: string, value: unknown][] = [
    [`'2026-02-28'::date`, '2026-02-28'],
    [`'09:05'::time(0)`, '09:05:00'],
    [`'2026-02-28T10:00:00.123+01'::timestamptz(3)`, new Date('2026-02-28T09:00:00.123Z')],
    [`9007199254740991::bigint`, 9007199254740991],
    [`count(*)`, 1],
    [`7::integer`, 7],
    [`1.5::float8`, 1.5],
    [`12.50::numeric`, '12.50'],
    [`true`, true],
    [`null::date`, null],
    [`'{"a":[1,{"b":null}]}'::jsonb`, { a: [1, { b: null }] }],
    [`'\\x00ff'::bytea`, Buffer.from([0, 255])],
    [`'${A}'::uuid`, A],
    [`array['x', null, 'NULL', '']::text[]`, ['x', null, 'NULL', '']],
    [`'{}'::text[]`, []],
    [`array['${A}']::uuid[]`, [A]],
    [`array[1, null, 3]::integer[]`, [1, null, 3]],
    [`array[5000000000]::bigint[]`, [5_000_000_000]],
    [`array['2026-01-02']::date[]`, ['2026-01-02']],
    [`array['1970-01-01T00:00:00Z']::timestamptz[]`, [new Date(0)]],
    [`array['{"a":"x, \\"y\\""}', '[1]']::jsonb[]`, [{ a: 'x, "y"' }, [1]]],
    [`to_char('2026-02-28T10:00:00Z'::timestamptz, 'HH24:MI')`, '10:00'],
  ]
  test.each(scenarios)('%s', async (expression, value) => {
    const [row] = await db.query((sql) => sql.unsafe(`select ${expression} as value`))
    expect(row?.value).toEqual(value as never)
  })
})

describe('what is written comes back', () => {
  const back = async (value: unknown, type: string) => {
    const [row] = await db.query((sql) => sql`select ${value as string}::${sql.unsafe(type)} as value`)
    return row?.value
  }
  const scenarios: [value: unknown, type: string][] = [
    ['2026-12-31', 'date'],
    ['23:59:00', 'time'],
    [new Date('2026-07-01T12:00:00.007Z'), 'timestamptz'],
    [42, 'integer'],
    [9_000_000_000, 'bigint'],
    [false, 'boolean'],
    [null, 'text'],
    [Buffer.from('héllo'), 'bytea'],
    [{ words: AWKWARD, nested: { deep: [null, 1.5] } }, 'jsonb'],
    [[{ a: 1 }, { b: [2] }], 'jsonb'],
    ['text in json', 'jsonb'],
    [AWKWARD, 'text[]'],
    [[], 'text[]'],
    [['a', null], 'text[]'],
    [[A, B], 'uuid[]'],
    [[1, 2, 3], 'integer[]'],
    [['2026-01-02', '2026-01-03'], 'date[]'],
    [[{ a: 'x,"y' }, { b: null }], 'jsonb[]'],
  ]
  test.each(scenarios)('%j as %s', async (value, type) => {
    expect(await back(value, type)).toEqual(value as never)
  })
})

/** How a store passes many values; the header of src/db/database.ts names these. */
describe('examples for stores', () => {
  const person = (id: string, email: string) => ({ id, email, name: email })
  const ada = person(A, 'ada@x.example')
  const bob = person(B, 'bob@x.example')
  const emails = (ids: string[]) =>
    db.query(async (sql) => {
      const rows = await sql<{ email: string }[]>`
        select email from users where id = any(${ids}::uuid[]) order by email limit 10`
      return rows.map((row) => row.email)
    })

  test('many rows as one JSON parameter', async () => {
    const rows = [ada, bob]
    await db.execute(
      (sql) => sql`
        insert into users (id, email, name)
        select id, email, name from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb) as row(id uuid, email text, name text)`,
    )
    expect(await emails([A, B])).toEqual([ada.email, bob.email])
    expect(await emails([B])).toEqual([bob.email])
    expect(await emails([])).toEqual([])
  })

  test('columns as arrays, unnested', async () => {
    await db.execute(
      (sql) => sql`
        insert into tasks (user_id, id, title, tags)
        select ${A}, id, title, ${['home', 'a b']}::text[] from unnest(${[1, 2]}::integer[], ${AWKWARD.slice(0, 2)}::text[])
          as row(id, title)`,
    )
    const rows = await db.query(
      (sql) => sql`select id, title, tags from tasks where user_id = ${A} order by id limit 9`,
    )
    expect([...rows]).toEqual([
      { id: 1, title: 'plain', tags: ['home', 'a b'] },
      { id: 2, title: 'c,d', tags: ['home', 'a b'] },
    ])
    const tagged = await db.query(
      (sql) => sql`select id from tasks where user_id = ${A} and ${'home'} = any(tags) limit 9`,
    )
    expect(tagged.length).toBe(2)
  })

  test('a JSON parameter is encoded once', async () => {
    const note = { words: 'a "quoted" one' }
    const [row] = await db.query((sql) => sql`select (${JSON.stringify(note)}::text)::jsonb ->> 'words' as words`)
    expect(row?.words).toBe(note.words)
  })

  test('a cursor that may be absent', async () => {
    const page = (after: string | null) =>
      db.query(
        (sql) => sql`
          select email from users where (${after}::text is null or email > ${after}::text) order by email limit 10`,
      )
    expect((await page(null)).length).toBe(2)
    expect((await page(ada.email)).map((row) => row.email)).toEqual([bob.email])
  })
})

describe('array literals', () => {
  test('survive the way there and back', () => {
    expect(parseArray(writeArray(AWKWARD, String), (text) => text)).toEqual(AWKWARD)
    expect(writeArray([null, 'NULL'], String)).toBe('{NULL,"NULL"}')
    expect(parseArray('{1,NULL,3}', Number)).toEqual([1, null, 3])
  })
})
