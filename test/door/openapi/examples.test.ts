/** The examples of the document are what the API really answers, and fit the shapes beside them. */
import { beforeAll, describe, expect, test } from 'bun:test'
import Ajv from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { restDoor } from '../../../src/app.ts'
import { documentOf } from '../../../src/door/openapi/document.ts'
import { exampleOf, examples } from '../../../src/door/openapi/examples.ts'
import { ERROR_CODES } from '../../../src/errors.ts'
import { testApp } from '../../support/app.ts'
import { EXAMPLES, recordedAnswers } from '../../support/recorded.ts'

const it = await testApp()
const document = documentOf(restDoor(it.core).routes, '1.2.3')
await it.close()
const text = JSON.stringify(document)

const ajv = new Ajv({ strict: false })
addFormats(ajv)
ajv.addSchema(document, 'openapi')

/** Every JSON answer of a success: where it stands, and its example. */
const answers = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { responses }]) =>
    Object.entries(responses).flatMap(([status, response]) => {
      const json = 'content' in response ? response.content?.['application/json'] : undefined
      const place = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema']
      const pointer = place.map((part) => encodeURIComponent(part.replaceAll('/', '~1'))).join('/')
      return json ? [[`${method.toUpperCase()} ${path} ${status}`, `openapi#/${pointer}`, json] as const] : []
    }),
  ),
)

describe('examples of the document', () => {
  let recorded: Awaited<ReturnType<typeof recordedAnswers>> = {}
  beforeAll(async () => {
    recorded = await recordedAnswers()
  })

  test('are what the API answers now (bun test/support/recorded.ts writes them)', async () => {
    expect(await Bun.file(EXAMPLES).json()).toEqual(recorded)
  })

  test('there is an answer for each operation that has one', () => {
    expect(answers.length).toBeGreaterThan(50)
  })

  test.each(answers)('%s has one that fits', (_, place, { examples: named }) => {
    const name = named?.real?.$ref.split('/').at(-1) ?? ''
    expect(Object.keys(examples())).toContain(name)
    const check = ajv.getSchema(place)
    expect([check?.(examples()[name]?.value), check?.errors]).toEqual([true, null])
  })

  test('an error is one of them; what has none is without', () => {
    const check = ajv.getSchema('openapi#/components/schemas/Error')
    expect(check?.(examples().Error?.value)).toBe(true)
    expect(exampleOf({}, 'never')).toEqual({})
  })
})

test('every code of an error is told by some operation, or for all addresses', () => {
  const answered = JSON.stringify([document.components.responses, document.info.description])
  expect(ERROR_CODES.filter((code) => !answered.includes(code))).toEqual([])
})

test('events of a stream and of ChatKit are shapes, and credentials are schemes', () => {
  expect(text).toContain('"text/event-stream":{"schema":{"anyOf":[{"$ref":"#/components/schemas/RunEvent"}')
  expect(document.components.schemas).toHaveProperty('RunEvent')
  expect(document.components.securitySchemes).toHaveProperty('bearer')
})
