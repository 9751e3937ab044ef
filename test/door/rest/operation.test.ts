/** What a route says about itself. */
import { expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { forms, json, nothing, operation } from '../../../src/door/rest/operation.ts'

test('an operation is plain data: a name, answers, errors and headers of its own', () => {
  const text = Type.String()
  const said = operation({
    id: 'addThing',
    tag: 'tasks',
    summary: 'Add a thing',
    answers: { 201: json('It.', text, 'Location'), 204: nothing('None.'), 200: forms('Two.', { 'text/csv': text }) },
    errors: ['conflict'],
    headers: ['If-Match'],
  })
  expect(said).toEqual({
    operationId: 'addThing',
    summary: 'Add a thing',
    tags: ['tasks'],
    'x-answers': {
      200: { description: 'Two.', content: { 'text/csv': text }, headers: [] },
      201: { description: 'It.', content: { 'application/json': text }, headers: ['Location'] },
      204: { description: 'None.', content: {}, headers: [] },
    },
    'x-errors': ['conflict'],
    'x-headers': ['If-Match'],
  })
})

test('what is not said is empty', () => {
  expect(operation({ id: 'x', tag: 'auth', summary: 'X', answers: {} })).toMatchObject({
    'x-errors': [],
    'x-headers': [],
  })
})
