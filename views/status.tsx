/** How the program is doing, in words; the same facts as the health checks of operators. */
import { Layout, type Shell } from './layout.tsx'

interface StatusPageProps {
  shell: Shell
  ok: boolean
  /** Facts of the health checks, by name. */
  facts: Record<string, string>
}

const NAMES: [string, string][] = [
  ['database', 'Database'],
  ['llm', 'Model provider'],
  ['openrouter', 'OpenRouter'],
  ['redis', 'Redis'],
]
const STATES = new Map([
  ['connected', 'Works.'],
  ['disconnected', 'Does not answer.'],
  ['not_configured', 'Not set up, and not needed.'],
  ['failed', 'Does not answer. The built-in assistant steps in where the operator allows it.'],
])

const whoIs = (name: string, article = 'The') => (name === 'builtin' ? `${article} built-in assistant` : name)

/** Who answers in the chats now, and in whose place. */
const answerWords = ({ answers = '', instead_of }: Record<string, string>) => {
  if (!instead_of) return `${whoIs(answers)} answers.`
  const fails = `${whoIs(instead_of)} does not answer now`
  if (answers === 'nobody') return `${fails}, and nobody answers in its place.`
  return `${fails}; ${whoIs(answers, 'the')} answers in its place.`
}

/** What the checks found, in words; for a list of facts. */
export const CheckFacts = ({ facts }: Pick<StatusPageProps, 'facts'>) => (
  <>
    {facts.answers && (
      <div>
        <dt>Answers</dt>
        <dd dir="auto">{answerWords(facts)}</dd>
      </div>
    )}
    {NAMES.map(([fact, name]) => {
      const state = facts[fact]
      return (
        state && (
          <div>
            <dt>{name}</dt>
            <dd>{STATES.get(state) ?? state}</dd>
          </div>
        )
      )
    })}
  </>
)

export const StatusPage = ({ shell, ok, facts }: StatusPageProps) => (
  <Layout shell={shell} title="Status">
    <main id="main" class="sheet">
      <h1>{ok ? 'All is well' : 'Something is wrong'}</h1>
      <dl class="states">
        <CheckFacts facts={facts} />
      </dl>
      <p class="hint">{`Version ${facts.version ?? 'unknown'}`}</p>
      <p>
        <a href="/">Back</a>
      </p>
    </main>
  </Layout>
)
