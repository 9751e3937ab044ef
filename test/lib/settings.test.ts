/** Every kind of setting: what it takes, what it refuses, and that a refusal never repeats the value. */
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  bool,
  ConfigError,
  choice,
  contacts,
  int,
  jsonList,
  list,
  loadTable,
  optional,
  optionalInt,
  ranges,
  type Setting,
  secret,
  sourceOf,
  text,
  url,
} from '../../src/lib/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const KINDS: {
  kind: string
  setting: Setting
  takes: [raw: string, value: unknown][]
  refuses: string[]
  why: RegExp
}[] = [
  {
    kind: 'text',
    setting: text('a', ''),
    takes: [
      ['b', 'b'],
      ['', ''],
    ],
    refuses: [],
    why: /./,
  },
  { kind: 'optional', setting: optional(''), takes: [['b', 'b']], refuses: [], why: /./ },
  {
    kind: 'int',
    setting: int(5, 1, 10, ''),
    takes: [
      ['1', 1],
      ['10', 10],
      ['07', 7],
    ],
    refuses: ['0', '11', '-1', '1.5', '1e1', '0x3', ' 3', 'three', 'Infinity', 'NaN'],
    why: /^must be a whole number from 1 to 10$/,
  },
  {
    kind: 'optionalInt',
    setting: optionalInt(1, 65535, ''),
    takes: [['9000', 9000]],
    refuses: ['0', '65536', 'http'],
    why: /^must be a whole number from 1 to 65535$/,
  },
  {
    kind: 'bool',
    setting: bool(true, ''),
    takes: [
      ['true', true],
      ['1', true],
      ['YES', true],
      ['on', true],
      ['False', false],
      ['0', false],
      ['no', false],
      ['off', false],
    ],
    refuses: ['maybe', '2', 'truee', 'y'],
    why: /^must be true or false$/,
  },
  {
    kind: 'oneOf',
    setting: choice(['open', 'closed'], 'open', ''),
    takes: [
      ['open', 'open'],
      ['CLOSED', 'closed'],
    ],
    refuses: ['ajar', 'open,closed'],
    why: /^must be one of open, closed$/,
  },
  {
    kind: 'url',
    setting: url('', 'https://a.example'),
    takes: [
      ['http://b.example', 'http://b.example'],
      ['https://b.example/v1//', 'https://b.example/v1'],
    ],
    refuses: ['b.example', 'ftp://b.example', 'javascript:alert(1)', 'http://'],
    why: /^must be an http or https URL$/,
  },
  {
    kind: 'jsonList',
    setting: jsonList(''),
    takes: [
      ['[]', []],
      ['["https://a.example","http://b.example:81"]', ['https://a.example', 'http://b.example:81']],
    ],
    refuses: [
      'https://a.example',
      '{}',
      '["*"]',
      '["https://a.example/"]',
      '["https://a.example/x"]',
      '[1]',
      '["null"]',
    ],
    why: /^must be a JSON array/,
  },
  {
    kind: 'listOf',
    setting: list(['a', 'b', 'c'], ''),
    takes: [
      ['', []],
      ['b, A', ['b', 'a']],
      ['c,', ['c']],
    ],
    refuses: ['d', 'a,d', 'a,a', 'a b'],
    why: /^must be a comma-separated list of a, b, c, none twice$/,
  },
  {
    kind: 'ranges',
    setting: ranges(''),
    takes: [
      ['', []],
      ['10.0.0.1, 172.16.0.0/12', ['10.0.0.1', '172.16.0.0/12']],
      ['::1,fd00::/8', ['::1', 'fd00::/8']],
    ],
    refuses: ['proxy', '10.0.0', '10.0.0.0/33', '::1/129', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/x'],
    why: /^must be a comma-separated list of IP addresses or CIDR ranges$/,
  },
  {
    kind: 'contacts',
    setting: contacts(''),
    takes: [
      ['', []],
      ['mailto:a@b.example, https://b.example/report', ['mailto:a@b.example', 'https://b.example/report']],
      ['tel:+49-30-1234', ['tel:+49-30-1234']],
    ],
    refuses: ['a@b.example', 'http://b.example', 'javascript:alert(1)', 'mailto:b.example', 'mailto:a@b\nContact: c'],
    why: /^must be a comma-separated list of addresses like mailto:/,
  },
  {
    kind: 'secret with a least length',
    setting: secret('', { min: 8 }),
    takes: [['12345678', '12345678']],
    refuses: ['1234567'],
    why: /^must have at least 8 characters$/,
  },
  {
    kind: 'secret address',
    setting: secret('', { schemes: ['postgres', 'postgresql'] }),
    takes: [['postgresql://u:p@h/d', 'postgresql://u:p@h/d']],
    refuses: ['mysql://u:p@h/d', 'host=localhost', 'postgres:/u:p@h'],
    why: /^must begin with postgres:\/\/ or postgresql:\/\/$/,
  },
]

describe.each(KINDS)('$kind', ({ setting, takes, refuses, why }) => {
  test('takes good values', () => {
    for (const [raw, value] of takes) expect([raw, setting.parse(raw)]).toEqual([raw, value])
  })

  test('refuses the rest with a reason and without the value', () => {
    for (const raw of refuses) {
      const attempt = () => setting.parse(raw)
      expect(attempt, raw).toThrow(ConfigError)
      expect(attempt, raw).toThrow(why)
    }
  })
})

describe('a table', () => {
  const table = {
    NAME: text('unnamed', ''),
    COUNT: int(3, 0, 9, '', { alias: 'OLD_COUNT' }),
    KEY: secret('', { min: 4, alias: 'OLD_KEY' }),
  }
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }

  const SCENARIOS: { title: string; env: Record<string, string>; values: Record<string, unknown> }[] = [
    { title: 'nothing set gives the defaults', env: {}, values: { NAME: 'unnamed', COUNT: 3, KEY: undefined } },
    {
      title: 'empty counts as absent',
      env: { NAME: '', COUNT: '', KEY: '' },
      values: { NAME: 'unnamed', COUNT: 3, KEY: undefined },
    },
    { title: 'an alias counts', env: { OLD_COUNT: '5' }, values: { NAME: 'unnamed', COUNT: 5, KEY: undefined } },
    {
      title: 'the own name beats the alias',
      env: { OLD_COUNT: '5', COUNT: '6' },
      values: { NAME: 'unnamed', COUNT: 6, KEY: undefined },
    },
    {
      title: 'a file counts, without its last newline',
      env: { KEY_FILE: file('key', 'abcd e\n') },
      values: { NAME: 'unnamed', COUNT: 3, KEY: 'abcd e' },
    },
    {
      title: 'the variable beats the file',
      env: { KEY: 'direct', KEY_FILE: file('key2', 'filed') },
      values: { NAME: 'unnamed', COUNT: 3, KEY: 'direct' },
    },
    {
      title: 'the file beats the alias',
      env: { OLD_KEY: 'older', KEY_FILE: file('key3', 'filed') },
      values: { NAME: 'unnamed', COUNT: 3, KEY: 'filed' },
    },
    {
      title: 'an alias may be a file too',
      env: { OLD_KEY_FILE: file('key4', 'filed') },
      values: { NAME: 'unnamed', COUNT: 3, KEY: 'filed' },
    },
  ]
  test.each(SCENARIOS)('$title', ({ env, values }) => {
    expect(loadTable(table, env)).toEqual(values)
  })

  test('lists everything wrong at once and echoes no value', () => {
    const env = { COUNT: 'a-wrong-count', KEY: 'xyz', NAME_FILE: join(folder, 'absent') }
    const attempt = () => loadTable(table, env)
    expect(attempt).toThrow(
      'Configuration is wrong:\n  NAME names a file that cannot be read\n  COUNT must be a whole number from 0 to 9\n  KEY must have at least 4 characters',
    )
    expect(attempt).not.toThrow(/a-wrong-count|xyz/)
  })

  test('an error that is no ConfigError is not swallowed', () => {
    const broken = { ...text('', ''), parse: () => JSON.parse('{') }
    expect(() => loadTable({ BROKEN: broken }, { BROKEN: 'x' })).toThrow(SyntaxError)
  })

  test('sourceOf names the winner', () => {
    expect(sourceOf('COUNT', table.COUNT, {})).toBe('default')
    expect(sourceOf('COUNT', table.COUNT, { OLD_COUNT: '1' })).toBe('OLD_COUNT')
    expect(sourceOf('COUNT', table.COUNT, { OLD_COUNT: '1', COUNT: '2' })).toBe('COUNT')
  })
})
