import { describe, expect, test } from 'bun:test'
import { BODY_MAX_BYTES, readBody } from '../../../src/door/http/body.ts'
import { isAppError } from '../../../src/errors.ts'
import { cpu } from '../../cost/hold.ts'

type Sent = string | Uint8Array<ArrayBuffer> | ReadableStream
const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

const send = (body: Sent | undefined, headers: Record<string, string>, path: string) =>
  readBody(new Request('http://localhost/', { method: 'POST', body, headers }), path)
const json = (body: Sent, headers: Record<string, string> = {}) =>
  send(body, { 'content-type': JSON_TYPE, ...headers }, '/api/v1/tasks')
const form = (body: Sent, headers: Record<string, string> = {}) =>
  send(body, { 'content-type': FORM_TYPE, ...headers }, '/tasks')

/** The code it fails with, and where. */
const refusal = async (work: Promise<unknown>) => {
  try {
    await work
    return 'accepted'
  } catch (error) {
    if (!isAppError(error)) throw error
    const [problem] = Array.isArray(error.details) ? error.details : []
    return problem ? `${error.code} ${problem.path}`.trim() : error.code
  }
}

const nested = (depth: number, open = '{"a":', close = '}') => `${open.repeat(depth)}1${close.repeat(depth)}`

describe('JSON', () => {
  test.each([
    ['an object', '{"a":1,"b":[true,null],"c":{"d":"e"}}', { a: 1, b: [true, null], c: { d: 'e' } }],
    [
      'trimmed text, deep inside too',
      '{"a":"  x\\n","b":["\\t y"],"c":{"d":" z "}}',
      { a: 'x', b: ['y'], c: { d: 'z' } },
    ],
    [
      'passwords as they are',
      '{"password":" p ","old_password":" o ","name":" n "}',
      { password: ' p ', old_password: ' o ', name: 'n' },
    ],
    ['inner white space', '{"a":"x  y\\n\\nz"}', { a: 'x  y\n\nz' }],
    ['any script', '{"a":"日本 😀 مرحبا"}', { a: '日本 😀 مرحبا' }],
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    ['numbers and texts apart', '{"a":"1","b":1}', { a: '1', b: 1 }],
  ])('%s', async (_, text, value) => {
    expect(await json(text)).toEqual(value)
  })

  test.each([
    ['cut off', '{"a":', 'bad_json'],
    ['no JSON', 'hello', 'bad_json'],
    ['only white space', '   ', 'bad_json'],
    ['two values', '{} {}', 'bad_json'],
    ['single quotes', "{'a':1}", 'bad_json'],
    ['a comma too many', '{"a":1,}', 'bad_json'],
    ['NaN', '{"a":NaN}', 'bad_json'],
    ['a list', '[]', 'validation_error'],
    ['text', '"a"', 'validation_error'],
    ['a number', '5', 'validation_error'],
    ['null', 'null', 'validation_error'],
    ['NUL in text', '{"a":{"b":"x\\u0000y"}}', 'validation_error /a/b'],
    ['NUL in a name', '{"a\\u0000":1}', 'validation_error'],
    ['half a character', '{"a":["\\ud800"]}', 'validation_error /a/0'],
    ['the other half', '{"a":"\\udc00x"}', 'validation_error /a'],
    ['the prototype', '{"__proto__":{"admin":true}}', 'validation_error'],
    ['a deep prototype', '{"a":{"__proto__":{"admin":true}}}', 'validation_error /a'],
    ['32 deep', nested(32), 'accepted'],
    ['33 deep', nested(33), 'validation_error'],
    ['33 lists deep', `{"a":${nested(32, '[', ']')}}`, 'validation_error'],
  ])('%s: %p is %s', async (_, text, outcome) => {
    expect(await refusal(json(text))).toBe(outcome)
  })

  test('has 10,000 values at most, however many separators its texts have', async () => {
    const list = (values: number) => json(`{"a":[${'{},'.repeat(values - 1)}{}]}`)
    expect(await refusal(list(10_000))).toBe('accepted')
    expect(await refusal(list(10_001))).toBe('validation_error')
    expect(await refusal(json(`{"a":"${',[{\\"'.repeat(20_000)}"}`))).toBe('accepted')
  })

  test('nothing of a refused prototype stays anywhere', async () => {
    await refusal(json('{"__proto__":{"polluted":true}}'))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test.each([
    ['levels of objects', nested(40_000)],
    ['levels of lists', nested(50_000, '[', ']')],
    ['open brackets', '['.repeat(50_000)],
    ['entries', `{"a":[${'1,'.repeat(80_000)}1]}`],
    ['fields', `{${Array.from({ length: 15_000 }, (_, n) => `"field${n}":1`).join()}}`],
    ['quotes', `{"a":"${'\\"'.repeat(50_000)}"}`],
    ['spaces', `{"a":"${' '.repeat(50_000)}x${' '.repeat(50_000)}"}`],
  ])('tens of thousands of %s are dealt with in less than a second of CPU', async (_, text) => {
    const began = cpu()
    await refusal(json(text))
    expect(cpu() - began).toBeLessThan(1000)
  })

  test('bytes that are no UTF-8', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{"a":"'), 0xff, 0xfe, ...new TextEncoder().encode('"}')])
    expect(await refusal(json(bytes))).toBe('bad_json')
  })
})

describe('content types', () => {
  test.each([
    [JSON_TYPE, 'accepted'],
    [`${JSON_TYPE}; charset=utf-8`, 'accepted'],
    ['Application/JSON;Charset="UTF-8"', 'accepted'],
    [`${JSON_TYPE}; charset=utf-16`, 'unsupported_media_type'],
    [`${JSON_TYPE}; charset=latin1`, 'unsupported_media_type'],
    ['text/plain', 'unsupported_media_type'],
    ['text/plain; application/json', 'unsupported_media_type'],
    [FORM_TYPE, 'unsupported_media_type'],
    ['multipart/form-data; boundary=x', 'unsupported_media_type'],
    ['application/jsonx', 'unsupported_media_type'],
    ['application/problem+json', 'unsupported_media_type'],
    ['', 'unsupported_media_type'],
  ])('on the API %p is %s', async (type, outcome) => {
    expect(
      await refusal(send(new TextEncoder().encode('{"a":1}'), type ? { 'content-type': type } : {}, '/api/v1/tasks')),
    ).toBe(outcome)
  })

  test.each([
    [FORM_TYPE, 'accepted'],
    [`${FORM_TYPE};charset=UTF-8`, 'accepted'],
    [JSON_TYPE, 'unsupported_media_type'],
    ['text/plain', 'unsupported_media_type'],
    ['multipart/form-data; boundary=x', 'unsupported_media_type'],
  ])('on a page %p is %s', async (type, outcome) => {
    expect(await refusal(send(new TextEncoder().encode('a=1'), { 'content-type': type }, '/tasks'))).toBe(outcome)
  })

  test.each([['gzip'], ['br'], ['identity, gzip']])('compressed by %s is refused', async (encoding) => {
    expect(await refusal(json('{}', { 'content-encoding': encoding }))).toBe('unsupported_media_type')
  })

  test.each([
    ['no body', undefined, {}],
    ['no body, a type', undefined, { 'content-type': 'text/plain' }],
    ['an empty one of any type', '', { 'content-type': FORM_TYPE }],
    ['an empty stream', new ReadableStream({ start: (c) => c.close() }), {}],
  ])('%s is an empty object', async (_, body, headers) => {
    expect(await send(body, headers as Record<string, string>, '/api/v1/tasks')).toEqual({})
  })
})

describe('size', () => {
  const ofSize = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`
  const chunked = (text: string, size = 10_000) => {
    const bytes = new TextEncoder().encode(text)
    let at = 0
    let pulled = 0
    const stream = new ReadableStream({
      pull(controller) {
        pulled++
        if (at >= bytes.length) return controller.close()
        controller.enqueue(bytes.slice(at, at + size))
        at += size
      },
    })
    return { stream, pulled: () => pulled }
  }

  test.each([
    [BODY_MAX_BYTES, 'accepted'],
    [BODY_MAX_BYTES + 1, 'payload_too_large'],
  ])('%p bytes: %s, declared or in chunks', async (bytes, outcome) => {
    const text = ofSize(bytes)
    expect(await refusal(json(text, { 'content-length': `${text.length}` }))).toBe(outcome)
    expect(await refusal(json(chunked(text).stream))).toBe(outcome)
  })

  test('characters are counted as bytes', async () => {
    expect(await refusal(json(chunked(`{"a":"${'é'.repeat(BODY_MAX_BYTES / 2)}"}`).stream))).toBe('payload_too_large')
  })

  test('an endless stream is let go of at the limit', async () => {
    const { stream, pulled } = chunked('x'.repeat(20_000_000))
    expect(await refusal(json(stream))).toBe('payload_too_large')
    expect(pulled()).toBeLessThan(40)
  })

  test('a declared length above the limit is refused unread', async () => {
    const { stream, pulled } = chunked('{}')
    expect(await refusal(json(stream, { 'content-length': '20000000' }))).toBe('payload_too_large')
    expect(pulled()).toBeLessThan(2)
  })
})

describe('forms', () => {
  test.each([
    ['text=hello+world%21', { text: 'hello world!' }],
    ['text=+x+&key=k-1', { text: 'x', key: 'k-1' }],
    ['text=a%0D%0Ab%0D%0A', { text: 'a\nb' }],
    ['password=+p+&email=+e+', { password: ' p ', email: 'e' }],
    ['text=%F0%9F%98%80', { text: '😀' }],
    ['empty=', { empty: '' }],
    ['constructor=x&toString=y', { constructor: 'x', toString: 'y' }],
  ])('%p', async (text, fields) => {
    expect(Object.entries(await form(text))).toEqual(Object.entries(fields))
  })

  test.each([
    ['text=a&text=b', 'validation_error'],
    ['text=a%00b', 'validation_error /text'],
    ['a%00b=x', 'validation_error'],
    ['__proto__=x', 'validation_error'],
    [Array.from({ length: 201 }, (_, n) => `f${n}=1`).join('&'), 'validation_error'],
    [`text=${'x'.repeat(BODY_MAX_BYTES)}`, 'payload_too_large'],
  ])('%p is %s', async (text, outcome) => {
    expect(await refusal(form(text))).toBe(outcome)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})
