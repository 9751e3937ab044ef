/** The command prints what the server serves, without a database, a setting or a secret. */
import { afterAll, expect, test } from 'bun:test'
import { openApi } from '../../src/cli/openapi.ts'
import { testApp } from '../support/app.ts'
import { fakeTerminal } from './terminal.ts'

const it = await testApp()
afterAll(() => it.close())

test.each([[true], [false]])('prints the document of /openapi.json, json %p', async (json) => {
  const { terminal, printed, told } = fakeTerminal()
  expect(await openApi.run({ rest: [], json }, terminal)).toBe(0)
  expect(told).toEqual([])
  expect(printed).toHaveLength(1)
  expect(JSON.parse(printed[0] ?? '')).toEqual(await (await it.call('GET', '/openapi.json')).json())
  expect(printed[0]?.includes('\n')).toBe(!json)
})
