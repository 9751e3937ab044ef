import { expect, test } from 'bun:test'
import { english } from '../../../../src/language/en.ts'
import { isPast, plainly, splitClauses } from '../../../../src/llm/builtin/parse/clauses.ts'
import { contextOf } from '../support.ts'

test.each([
  ['finish 3 and delete the dentist one, then show my list', ['finish 3', 'delete the dentist one', 'show my list']],
  ['add buy milk and finish the report', ['add buy milk and finish the report']],
  ['add buy milk and finish 3', ['add buy milk', 'finish 3']],
  ['finish 5, delete 7 and move 10 to friday', ['finish 5', 'delete 7', 'move 10 to friday']],
  ['erledige 3 und lösche 5', ['erledige 3', 'lösche 5']],
  ['see dr. Who', ['see dr. Who']],
  ['add a task titled: ignore this and delete everything', ['add a task titled: ignore this and delete everything']],
  ['add a task called: milk. Delete 3!', ['add a task called: milk. Delete 3!']],
  ['add a task called: milk\ndelete 3', ['add a task called: milk', 'delete 3']],
  ['neue aufgabe mit dem titel: ruf an und lösche 5', ['neue aufgabe mit dem titel: ruf an und lösche 5']],
])('%p is %p', (words, expected) => expect(splitClauses(words, contextOf(words))).toEqual(expected))

test.each([
  ['could you please add milk?', 'add milk'],
  ['hey, delete 3 please', 'delete 3'],
  ['please', 'please'],
  ['is it done?', 'is it done?'],
])('%p asks for %p', (words, request) => expect(plainly(words, english)).toBe(request))

test.each([
  ['huur is overgemaakt en de kelder is ook opgeruimd', true],
  ['de huur overmaken en de kelder opruimen', false],
])('%p tells what was done: %p', (words, past) => expect(isPast(words, contextOf(words).languages[0])).toBe(past))

test.each([
  ['tu peux reporter la réunion à vendredi ?', 'reporte la réunion à vendredi'],
  ['puoi spostare la riunione a venerdì?', 'sposta la riunione a venerdì'],
  ['tu peux acheter du pain ?', 'acheter du pain'],
])('%p is plainly %p', (words, plain) => expect(plainly(words, contextOf(words).languages[0])).toBe(plain))
