/** No secret is in the repository: keys of providers, of clouds and of people, in any file that it keeps. */
import { expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { filesOf, ROOT, textOf } from '../support/source.ts'

/** What keys look like. Words of tests (`sk-very-secret`) are too short or too plain to be one. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/,
  'a key of OpenAI or OpenRouter': /\bsk-(?:proj-|or-v1-|svcacct-)?(?=[\w-]*\d)(?=[\w-]*[a-zA-Z])[A-Za-z0-9_-]{40,}/,
  'a key of Google': /\bAIza[\w-]{35}\b/,
  'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})/,
  'a token of GitLab': /\bglpat-[\w-]{20,}/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of Slack': /\bxox[abprs]-\d+-[\w-]{20,}/,
  'a key of Stripe': /\b[rs]k_live_[A-Za-z0-9]{20,}/,
  'a signed token': /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{40,}/,
  'an access token of ours': /\btdc_(?!(.)\1+)[\w-]{43}\b/,
}

/** Of a certificate for the tests of TLS, good for nothing else. */
const ALLOWED = new Set(['test/support/tls/key.pem'])

const found = (text: string) => Object.keys(SECRETS).filter((name) => SECRETS[name]?.test(text))

/** What the repository keeps or is about to; without one, what its folders hold. */
const kept = () => {
  const listed = ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { stdout, success } = Bun.spawnSync(listed, { cwd: ROOT, stderr: 'ignore' })
  const paths = success
    ? stdout.toString().split('\0')
    : filesOf('{*,{.ci,.github,bench,build,deploy,docs,sql,src,test,views}/**/*}')
  return paths.filter((path) => path !== '' && !ALLOWED.has(path) && existsSync(`${ROOT}/${path}`))
}

test('the repository holds none', () => {
  const paths = kept()
  expect(paths.length).toBeGreaterThan(100)
  expect(paths.flatMap((path) => found(textOf(path)).map((name) => `${path}: ${name}`))).toEqual([])
})

/** Made here, so that no file holds them. */
const made = (length: number) => Array.from({ length }, (_, i) => 'aB3dE5gH7'[i % 9]).join('')
const FIXTURES: [string, string][] = [
  ['a private key', `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${made(64)}\n`],
  ['a key of OpenAI or OpenRouter', `OPENAI_API_KEY=sk-${'proj'}-${made(48)}`],
  ['a key of OpenAI or OpenRouter', `sk-${'or-v1'}-${made(64)}`],
  ['a key of Google', `AI${'za'}${made(35)}`],
  ['a key of AWS', `AK${'IA'}${made(16).toUpperCase()}`],
  ['a token of GitHub', `gh${'p_'}${made(36)}`],
  ['a token of npm', `np${'m_'}${made(36)}`],
  ['a token of Slack', `xo${'xb'}-123456789-${made(24)}`],
  ['a signed token', `ey${'J'}${made(20)}.ey${'J'}${made(30)}.${made(43)}`],
  ['an access token of ours', `td${'c_'}${made(43)}`],
]

test.each(FIXTURES)('%s would be found', (name, text) => {
  expect(found(text)).toEqual([name])
})

test('words that only look like one are none', () => {
  expect(found(`sk-very-secret sk-live-0123456789 tdc_${'a'.repeat(43)} eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.`)).toEqual(
    [],
  )
})
