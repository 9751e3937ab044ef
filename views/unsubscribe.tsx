/** Ends a kind of letter: asks once, then says that it is done. */
import { Layout, type Shell } from './layout.tsx'

interface UnsubscribePageProps {
  shell: Shell
  kind: 'reminders' | 'digest'
  /** Where the form goes; without it, it is done. */
  action?: string
}

const WORDS = { reminders: 'reminders by mail', digest: 'the daily digest' } as const

export const UnsubscribePage = ({ shell, kind, action }: UnsubscribePageProps) => {
  const title = action ? `End ${WORDS[kind]}?` : 'No more letters'
  return (
    <Layout shell={shell} title={title}>
      <main id="main" class="sheet">
        <h1>{title}</h1>
        {action ? (
          <form method="post" action={action}>
            <button class="primary" type="submit">
              Send me no more
            </button>
          </form>
        ) : (
          <p>{`You get ${WORDS[kind]} no more. The settings bring them back.`}</p>
        )}
      </main>
    </Layout>
  )
}
