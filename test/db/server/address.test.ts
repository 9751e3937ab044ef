import { describe, expect, test } from 'bun:test'
import { addressesOf, hostsOf, isPooled, urlOf, withParameters } from '../../../src/db/server/address.ts'

const TWO = 'postgres://todo:p%40ss@db-a:5432,db-b:5433/todochat?sslmode=verify-full'

describe('an address with several hosts', () => {
  test('is read by its first, and told whole', () => {
    const url = urlOf(TWO)
    expect([url?.hostname, url?.port, url?.username, url?.pathname]).toEqual(['db-a', '5432', 'todo', '/todochat'])
    expect(hostsOf(TWO)).toBe('db-a:5432,db-b:5433')
  })

  test('keeps all of them when its parameters change', () => {
    expect(withParameters(TWO, (parameters) => parameters.set('prepare', 'false'))).toBe(`${TWO}&prepare=false`)
    expect(withParameters('postgres://a,b/x', (parameters) => parameters.set('k', 'v'))).toBe('postgres://a,b/x?k=v')
  })

  test('is an address for each of them', () => {
    expect(addressesOf(`${TWO}&target_session_attrs=read-write`)).toEqual([
      'postgres://todo:p%40ss@db-a:5432/todochat?sslmode=verify-full',
      'postgres://todo:p%40ss@db-b:5433/todochat?sslmode=verify-full',
    ])
  })
})

describe('an address with one host', () => {
  const ONE = 'postgres://u@localhost:5432/x'

  test('stays as it is, without what only other programs understand', () => {
    expect(addressesOf(ONE)).toEqual([ONE])
    expect(addressesOf(`${ONE}?channel_binding=require&sslmode=require`)).toEqual([`${ONE}?sslmode=require`])
  })

  test('says whether a transaction pooler stands between', () => {
    expect([ONE, `${ONE}?prepare=false`, `postgres://a,b/x?prepare=false`].map(isPooled)).toEqual([false, true, true])
  })
})

test('what is no address is left alone', () => {
  expect(urlOf('host=localhost dbname=x')).toBeUndefined()
  expect(addressesOf('host=localhost dbname=x')).toEqual(['host=localhost dbname=x'])
})
