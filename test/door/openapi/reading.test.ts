/** The document as people read it: every operation and shape once, types in words. */
import { afterAll, expect, test } from 'bun:test'
import { restDoor } from '../../../src/app.ts'
import { documentOf } from '../../../src/door/openapi/document.ts'
import { readingOf } from '../../../src/door/openapi/reading.ts'
import { testApp } from '../../support/app.ts'

const it = await testApp()
afterAll(() => it.close())
const document = documentOf(restDoor(it.core).routes, '1.2.3')
const reading = readingOf(document)
const rows = reading.groups.flatMap(({ operations }) => operations)
const row = (id: string) => rows.find((one) => one.id === id)
const inWords = (type: { text: string }[] = []) => type.map(({ text }) => text).join('')

test('every operation stands in one group, every shape is there', () => {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  expect(rows.map(({ id }) => id).sort()).toEqual(operations.map(({ operationId }) => operationId ?? '').sort())
  expect(reading.shapes.map(({ name }) => name)).toEqual(Object.keys(document.components.schemas ?? {}))
})

test('types are words, and lead to the shapes they name', () => {
  const parameter = (name: string) => row('listTasks')?.parameters.find((one) => one.name === name)
  expect(inWords(parameter('limit')?.type)).toBe('text')
  expect(inWords(parameter('status')?.type)).toBe('"pending", "completed", "all"')
  const [page] = row('listTasks')?.answers[0]?.bodies ?? []
  expect(page?.fields[0]).toMatchObject({
    name: 'tasks',
    type: [{ text: 'list of ' }, { text: 'Task', shape: 'Task' }],
  })
  expect(inWords(reading.shapes.find(({ name }) => name === 'Item')?.parts[0]?.type)).toBe('UserMessageItem')
})

test('an object without a name is written out where it stands', () => {
  expect(row('startRun')?.body?.fields.map(({ name }) => name)).toEqual([
    'message',
    'message.role',
    'message.content',
    'message.content[].type',
    'message.content[].text',
  ])
})

test('forms of an event are told by their type', () => {
  const titles = reading.shapes.find(({ name }) => name === 'RunEvent')?.parts.map(({ title }) => title)
  expect(titles).toContain('run.done')
  expect(titles).toHaveLength(12)
})

test('who may call, which headers there are, and what goes wrong is said', () => {
  expect(row('listTasks')?.access).toContain('tasks:read')
  expect(row('signIn')?.access).toBe('Open to everybody.')
  expect(row('startRun')?.parameters.map(({ name, place }) => `${place} ${name}`)).toContain('header Idempotency-Key')
  expect(row('showTask')?.failures.find(({ status }) => status === '404')?.codes).toEqual(['not_found'])
})
