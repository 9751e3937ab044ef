/** Patterns of LIKE. */
import { expect, test } from 'bun:test'
import { likePattern } from '../../src/lib/like.ts'

test('LIKE takes its wildcards from us alone', () => expect(likePattern('50%_\\')).toBe('%50\\%\\_\\\\%'))
