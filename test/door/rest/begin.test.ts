/** `/api/v1`, as somebody who has only the address asks it. */
import { afterAll, expect, test } from 'bun:test'
import { testApp } from '../../support/app.ts'

const it = await testApp()
afterAll(() => it.close())

test('leads a stranger to the document and to its page', async () => {
  for (const path of ['/api/v1', '/api/v1/']) {
    const response = await it.call('GET', path)
    expect(response.status).toBe(200)
    const body = (await response.json()) as Record<string, string>
    expect(body).toEqual({
      name: 'TodoChat',
      version: it.core.health.version,
      documentation: '/docs',
      openapi: '/openapi.json',
    })
    for (const address of [body.documentation ?? '', body.openapi ?? ''])
      expect((await it.call('GET', address)).status).toBe(200)
  }
})
