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

test('the commonest passwords make no hash, in small letters or large, and what looks a little like them does', async () => {
  const passwords = createPasswords(countingThrottle())
  for (const common of ['password', 'Password1', '12345678', 'QWERTYUIOP', 'iloveyou', 'trustno1', '1qaz2wsx'])
    expect(await codeOf(passwords.hash(common)), common).toBe('validation_error')
  for (const fine of ['password of mine', 'iloveyou too much', 'correct horse'])
    expect(await passwords.hash(fine)).toStartWith('$argon2id$')
})

test('nothing fits where there is no hash, and the failure counts', async () => {
  const throttle = countingThrottle()
  const passwords = createPasswords(throttle)
  for (const stored of [null, undefined, '']) expect(await passwords.fits('anything', stored, guesser)).toBe(false)
  expect(throttle.failures).toHaveLength(3)
})

/** Work of argon2 that ends when the test says so. */
const heldWork = () => {
  const started: string[] = []
  const ends: (() => void)[] = []
  const work = (name: string) => {
    started.push(name)
    return new Promise<void>((end) => ends.push(end))
  }
  const hash = spyOn(Bun.password, 'hash').mockImplementation(async () => {
    await work('new')
    return 'a hash'
  })
  const verify = spyOn(Bun.password, 'verify').mockImplementation(async () => {
    await work('check')
    return true
  })
  const finish = async () => {
    while (ends.length > 0) {
      ends.shift()?.()
      await Bun.sleep(0)
    }
  }
  const restore = () => [hash, verify].map((one) => one.mockRestore())
  return { started, finish, restore }
}

test('three hundred sign-ups delay no sign-in, and the line has an end', async () => {
  const passwords = createPasswords(countingThrottle())
  await passwords.hash('the one for people who do not exist is made')
  const { started, finish, restore } = heldWork()
  try {
    const new_ones = Array.from({ length: 801 }, (_, n) => passwords.hash('x', `192.0.2.${n % 3}`))
    const check = passwords.fits('x', 'a hash', guesser)
    await Bun.sleep(0)
    expect(started.toSorted()).toEqual(['check', 'new'])
    expect(await codeOf(passwords.hash('one too many', '192.0.2.9'))).toBe('rate_limited')
    await finish()
    await Promise.all([...new_ones, check])
    expect(started).toHaveLength(802)
  } finally {
    restore()
  }
})

test('guesses from one address do not hold up another', async () => {
  const passwords = createPasswords(countingThrottle())
  await passwords.hash('the one for people who do not exist is made')
  const { finish, restore } = heldWork()
  try {
    const order: string[] = []
    const guess = (address: string) =>
      passwords.fits('x', 'a hash', { ...guesser, address }).then(() => order.push(address))
    const all = [...Array.from({ length: 50 }, () => guess('192.0.2.1')), guess('192.0.2.2')]
    await Bun.sleep(0)
    await finish()
    await Promise.all(all)
    expect(order.indexOf('192.0.2.2')).toBeLessThan(6)
  } finally {
    restore()
  }
})

test('a failing throttle does not keep its place in the line', async () => {
  const passwords = createPasswords(countingThrottle(0))
  const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(passwords.fits('x', null, guesser))))
  expect(new Set(codes)).toEqual(new Set(['rate_limited']))
  expect(await passwords.hash('still working')).toStartWith('$argon2id$')
})
