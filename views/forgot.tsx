/** A forgotten password: where to write the address, or whom to ask. */
import { Layout, type Shell } from './layout.tsx'
import { Field } from './part/form.tsx'

interface ForgotPageProps {
  shell: Shell
  /** Whether links are sent by mail. */
  mails: boolean
  /** An address was written. */
  sent?: boolean
  error?: string
}

const Ask = () => (
  <>
    <p>
      Ask the person who runs this server. They make a link in Administration, or with “todochat user reset-link”, by
      which you choose a new password yourself.
    </p>
    <p class="hint">Nobody can read your old one.</p>
  </>
)

const Form = ({ error }: Pick<ForgotPageProps, 'error'>) => (
  <>
    {error && (
      <p class="alert" role="alert">
        {error}
      </p>
    )}
    <form method="post" action="/forgot">
      <Field name="email" label="E-mail" type="email" autocomplete="username" required />
      <button class="primary" type="submit">
        Send me a link
      </button>
    </form>
    <p class="hint">No letter? Ask the person who runs this server for a link.</p>
  </>
)

export const ForgotPage = ({ shell, mails, sent, error }: ForgotPageProps) => (
  <Layout shell={shell} title="Forgotten password">
    <main id="main" class="sheet">
      <h1>Forgotten password</h1>
      {sent ? (
        <p class="lead">
          If an account has this address, a letter with a link is on its way. It works once, for an hour.
        </p>
      ) : mails ? (
        <Form error={error} />
      ) : (
        <Ask />
      )}
      <p class="other">
        <a href="/signin">Back to sign in</a>
      </p>
    </main>
  </Layout>
)
