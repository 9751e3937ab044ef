import { expect, spyOn, test } from 'bun:test'
import { createPasswords } from '../../src/account/password.ts'
import { codeOf, countingThrottle } from './support.ts'

const guesser = { email: 'rosa@example.org', address: '192.0.2.7' }

test('a password fits its own hash, also typed in another form of Unicode', async () => {
  const passwords = createPasswords(countingThrottle())
  const hash = await passwords.hash('ångström\u00e9')
  expect(await passwords.fits('a\u030angstro\u0308me\u0301', hash, guesser)).toBe(true)
  expect(await passwords.fits('angstrome', hash, guesser)).toBe(false)
  expect(await passwords.fits('ångström\u00e9 ', hash, guesser)).toBe(false)
})

test('nothing fits where there is no hash, and the failure counts', async () => {
  const throttle = countingThrottle()
  const passwords = createPasswords(throttle)
  for (const stored of [null, undefined, '']) expect(await passwords.fits('anything', stored, guesser)).toBe(false)
  expect(throttle.failures).toHaveLength(3)
})

test('four hashes at once, in the order of arrival, and the line has an end', async () => {
  const releases: (() => void)[] = []
  let most = 0
  let inside = 0
  const passwords = createPasswords(countingThrottle())
  const hash = spyOn(Bun.password, 'hash').mockImplementation(async () => {
    most = Math.max(most, ++inside)
    await new Promise<void>((go) => releases.push(go))
    inside--
    return 'a hash'
  })
  try {
    const done: number[] = []
    const calls = Array.from({ length: 804 }, (_, i) => passwords.hash(`${i}`).then(() => done.push(i)))
    expect(releases).toHaveLength(4)
    expect(await codeOf(passwords.hash('one too many'))).toBe('rate_limited')
    while (done.length < 804) {
      for (const release of releases.splice(0)) release()
      await Bun.sleep(0)
    }
    await Promise.all(calls)
    expect(most).toBe(4)
    expect(done).toEqual(Array.from({ length: 804 }, (_, i) => i))
  } finally {
    hash.mockRestore()
  }
})

test('a failing throttle does not keep its place in the line', async () => {
  const passwords = createPasswords(countingThrottle(0))
  const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(passwords.fits('x', null, guesser))))
  expect(new Set(codes)).toEqual(new Set(['rate_limited']))
  expect(await passwords.hash('still working')).toStartWith('$argon2id$')
})
