import { expect, test } from 'bun:test'
import { splitClauses } from '../../../src/llm/builtin/clause.ts'

const rows: [string, string[]][] = [
  ['finish 3 and delete 4, then show my list', ['finish 3', 'delete 4', 'show my list']],
  ['add buy milk and call mum', ['add buy milk and call mum']],
  ['add buy milk and finish the report', ['add buy milk and finish the report']],
  ['add buy milk and finish 3', ['add buy milk', 'finish 3']],
  ['add milk and set it to high', ['add milk', 'set it to high']],
  ['rename 3 to search and rescue', ['rename 3 to search and rescue']],
  ['delete milk, bread and eggs', ['delete milk, bread and eggs']],
  ['email Dr. Smith tomorrow', ['email Dr. Smith tomorrow']],
  ['undo. list', ['undo', 'list']],
  ['show Anna the flat and list prices', ['show Anna the flat and list prices']],
  [' , ; ', []],
  ['', []],
]
for (const [message, clauses] of rows) test(message || 'nothing', () => expect(splitClauses(message)).toEqual(clauses))
