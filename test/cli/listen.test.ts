/** Why a server does not listen, in words. */
import { expect, test } from 'bun:test'
import { explainListening } from '../../src/cli/listen.ts'

const PLACE = { hostname: '8.8.8.8', port: 80, setting: 'PORT' }
const coded = (code: string) => Object.assign(new Error('raw words'), { code })

test.each([
  ['EADDRINUSE', /^Port 80 of 8\.8\.8\.8 is in use.*set PORT to another one\.$/],
  ['EADDRNOTAVAIL', /^8\.8\.8\.8 is no address of this machine.*0\.0\.0\.0/],
  ['EACCES', /^Port 80 is for privileged programs.*above 1023/],
  ['ESTRANGE', /^8\.8\.8\.8:80 cannot be listened on/],
])('%s: %p', (code, words) => {
  const { message, cause } = explainListening(coded(code), PLACE)
  expect(message).toMatch(words)
  expect(message).not.toContain('raw words')
  expect(cause).toBeInstanceOf(Error)
})
