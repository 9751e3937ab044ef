import { expect, test } from 'bun:test'
import { CheckFacts } from '../../views/status.tsx'
import { wordsOf } from '../door/pages/visitor.ts'

test.each([
  [{ answers: 'builtin' }, 'Answers The built-in assistant answers.'],
  [{ answers: 'glm-5 (openrouter)' }, 'Answers glm-5 (openrouter) answers.'],
  [
    { answers: 'builtin', instead_of: 'glm-5 (openrouter)' },
    'Answers glm-5 (openrouter) does not answer now; the built-in assistant answers in its place.',
  ],
  [
    { answers: 'nobody', instead_of: 'glm-5 (openrouter)' },
    'Answers glm-5 (openrouter) does not answer now, and nobody answers in its place.',
  ],
])('%j is said as “%s”', (facts, words) => {
  expect(wordsOf(String(<CheckFacts facts={facts as Record<string, string>} />))).toBe(words)
})
