/** One-time links: made once, spent once, forged never. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { type TestApp, testApp } from '../support/app.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { SIGNUP: 'open' } })
})
afterAll(() => it.close())

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
describe('the first administrator', () => {
  test('has one link on every instance, which its form spends', async () => {
    const { account } = it.core
    const [first, second] = await Promise.all([account.adminLink(), account.adminLink()])
    expect(first).toBe(second as string)
    const token = first?.replace('/link/', '') ?? ''
    expect(await account.linkKind(token)).toBe('admin')
    const form = { email: 'Root@Example.org', password: 'correct horse battery' }
    expect(await codeOf(account.spendLink(token, { ...form, password: 'short' }))).toBe('validation_error')
    const spent = await Promise.all([codeOf(account.spendLink(token, form)), codeOf(account.spendLink(token, form))])
    expect(spent.toSorted()).toEqual(['done', 'not_found'])
    expect(await account.person('root@example.org')).toMatchObject({ admin: true, disabled: false })
    expect(await account.adminLink()).toBeUndefined()
    expect(await codeOf(account.linkKind(token))).toBe('not_found')
  })

  test.each([
    ['forged', `${newId()}.forged`],
    ['no id', 'x.y'],
    ['nothing', ''],
  ])('a link that is %s opens nothing', async (_, token) => {
    expect(await codeOf(it.core.account.linkKind(token))).toBe('not_found')
  })
})
