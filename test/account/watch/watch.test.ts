/** Streams end with their credential, whichever instance ended it: two instances over one database. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createWatch } from '../../../src/account/watch/watch.ts'
import { newId } from '../../../src/lib/id.ts'
import { createLog } from '../../../src/log.ts'
import { visitor } from '../../door/pages/visitor.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'

let here: TestApp
let there: TestApp
beforeAll(async () => {
  const db = await testDatabase()
  here = await testApp({ db })
  there = await testApp({ db })
})
afterAll(async () => {
  await here.close()
  await there.close()
  await here.db.close()
})

/** Answers once the condition holds. */
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await Bun.sleep(20)
}
const ended = async (response: Response) => {
  const text = await response.text()
  return text.includes('run.done') ? 'done' : 'ended'
}

describe('a person who is disabled on one instance', () => {
  test('is out on the other with cookie, JWT and access token, and their open streams end', async () => {
    const browser = visitor(there)
    const email = await browser.join('eve')
    const signIn = { body: { email, password: 'correct horse' } }
    const { access_token: token } = await (await there.call('POST', '/api/v1/auth/signin', signIn)).json()
    const made = await there.call('POST', '/api/v1/auth/tokens', { token, body: { name: 'cli', scopes: ['chat'] } })
    const { token: access } = await made.json()
    const live = await browser.open('GET', '/live?at=%2Ftasks&have=', { htmx: true })
    expect(live.status).toBe(200)
    const over = ended(live)
    await here.core.account.disablePerson(email, true)
    expect(await over).toBe('ended')
    const me = async (credential: string) => (await there.call('GET', '/api/v1/auth/me', { token: credential })).status
    await until(async () => (await me(token)) === 401)
    await until(async () => (await me(access)) === 401)
    await until(async () => (await browser.get('/tasks')).location?.startsWith('/signin') === true)
    await here.core.account.disablePerson(email, false)
    await until(async () => (await me(token)) === 200)
  })
})

describe('a stream', () => {
  const watched = async () => {
    const who = await here.signUp()
    const { core } = there
    const caller = async () => {
      const claims = await core.account.newClaims(who.id)
      return core.account.callerOfClaims(claims)
    }
    const watch = createWatch({ db: here.db, log: createLog('silent') })
    const open = async (changes = {}) => {
      const stream = new AbortController()
      const over = watch.watch({ ...(await caller()), ...changes })(stream)
      const aborted = new Promise((resolve) => stream.signal.addEventListener('abort', resolve))
      return { stream, over, aborted }
    }
    return { who, caller, open }
  }

  test('ends after a sign-out, a changed password and the end of its account', async () => {
    const { who, caller, open } = await watched()
    const one = await caller()
    const signed = await open({ credential_id: one.credential_id })
    const other = await open()
    await here.core.account.revoke(one, new Date(Date.now() + 60_000))
    await signed.aborted
    expect(other.stream.signal.aborted).toBe(false)
    await here.core.account.setPasswordOf(who.email, 'another password')
    const fresh = await open()
    await other.aborted
    await here.core.account.deletePerson(who.email)
    await fresh.aborted
  })

  test('of an access token or a browser that are not there ends; one that is over is not looked at', async () => {
    const { open } = await watched()
    const token = await open({ by: 'access_token', credential_id: newId() })
    const cookie = await open({ by: 'cookie', credential_id: newId() })
    const left = await open({ by: 'cookie', credential_id: newId() })
    left.over()
    await Promise.all([token.aborted, cookie.aborted])
    expect(left.stream.signal.aborted).toBe(false)
  })
})
