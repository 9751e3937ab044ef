import { describe, expect, test } from 'bun:test'
import { createLog, hashId, type LogLevel, scrub, setLogKey } from '../src/log.ts'

/** A log that keeps its lines, raw. */
const kept = (level: LogLevel = 'info') => {
  const lines: string[] = []
  return { log: createLog(level, { write: (line) => void lines.push(line) }), lines }
}

describe('a line', () => {
  test('is one JSON object with level, time, facts and a constant message', () => {
    const { log, lines } = kept()
    log.info({ run_id: 'r1', duration_ms: 3 }, 'run done')
    expect(lines).toHaveLength(1)
    const { time, ...rest } = JSON.parse(lines[0] ?? '')
    expect(rest).toEqual({ level: 'info', run_id: 'r1', duration_ms: 3, message: 'run done' })
    expect(new Date(time).toISOString()).toBe(time)
  })

  test('cannot be forged by line ends and quotes in a fact', () => {
    const { log, lines } = kept()
    log.info({ name: '\n{"level":"fatal","message":"forged"}\u001b[2J' }, 'x')
    expect(lines.join('').trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '').level).toBe('info')
    expect(lines[0]).not.toContain('\u001b')
  })

  test.each([
    ['debug', 'info', 0],
    ['info', 'info', 1],
    ['error', 'info', 1],
    ['info', 'silent', 0],
  ] as const)('of %s at level %s is written %p times', (level, at, times) => {
    const { log, lines } = kept(at)
    log[level]('x')
    expect(lines).toHaveLength(times)
  })
})

describe('secrets', () => {
  const SECRET = 'hunter2-and-more'
  test.each([
    'password',
    'old_password',
    'token',
    'access_token',
    'authorization',
    'cookie',
    'api_key',
    'body',
    'text',
  ])('in a field named %s are hidden, at the top and one level down', (name) => {
    const { log, lines } = kept()
    log.info({ [name]: SECRET, inner: { [name]: SECRET } }, 'x')
    expect(lines[0]).not.toContain(SECRET)
    expect(JSON.parse(lines[0] ?? '').inner[name]).toBe('[redacted]')
  })

  test.each([
    ['a key of a provider', 'Incorrect API key provided: sk-proj-abcdefgh12345678.', 'abcdefgh'],
    ['a key of OpenRouter', 'bad sk-or-v1-0123456789abcdef', '0123456789'],
    ['a key of Gemini', 'key AIzaSyA1234567890abc is wrong', 'SyA1234567890'],
    ['an access token of ours', 'got tdc_AbCdEfGhIjKlMnOp', 'AbCdEfGh'],
    ['a JWT', 'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl refused', 'eyJzdWIi'],
    ['a bearer header', 'sent Authorization: Bearer abc.def', 'abc.def'],
    ['a password in a URL', 'connect postgres://app:geheim@db:5432/x failed', 'geheim'],
  ])('%s inside an error’s words is hidden', (_, message, forbidden) => {
    const { log, lines } = kept()
    log.error({ err: new Error(message, { cause: new Error(message) }) }, 'failed')
    expect(lines[0]).not.toContain(forbidden)
    expect(lines[0]).toContain('[redacted]')
  })

  test('an ordinary sentence is left alone, a long one cut', () => {
    expect(scrub('the task of 12:30 at https://a.example/x?y=1')).toBe('the task of 12:30 at https://a.example/x?y=1')
    expect(scrub('a'.repeat(10_000))).toHaveLength(4000)
  })
})

describe('errors', () => {
  test('show type, code, words, stack and causes, nothing a driver hangs on them', () => {
    const { log, lines } = kept()
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(ada@example.org) already exists.',
      query: 'insert into users',
      parameters: ['ada@example.org'],
    })
    log.error({ err: new TypeError('outer', { cause }) }, 'failed')
    const { err } = JSON.parse(lines[0] ?? '')
    expect(err).toMatchObject({
      type: 'TypeError',
      message: 'outer',
      cause: { code: '23505', message: 'duplicate key' },
    })
    expect(err.stack).toContain('log.test.ts')
    expect(lines[0]).not.toContain('ada@example.org')
    expect(lines[0]).not.toContain('insert into')
  })

  test('may be anything, and may be their own cause', () => {
    const { log, lines } = kept()
    const loop = new Error('loop')
    loop.cause = loop
    log.error({ err: loop }, 'a')
    log.error({ err: 'just text' }, 'b')
    log.error({ err: undefined }, 'c')
    expect(lines).toHaveLength(3)
    expect(JSON.parse(lines[1] ?? '').err).toBe('just text')
  })
})

describe('user ids', () => {
  test('appear as keyed hashes: the same for one key, others for another', () => {
    setLogKey('one')
    const first = hashId('user-a')
    expect(first).toMatch(/^[0-9a-f]{16}$/)
    expect(hashId('user-a')).toBe(first)
    expect(hashId('user-b')).not.toBe(first)
    setLogKey('two')
    expect(hashId('user-a')).not.toBe(first)
    setLogKey('one')
    expect(hashId('user-a')).toBe(first)
  })
})
