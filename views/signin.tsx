/** The way in. */
import { Layout, type Shell } from './layout.tsx'
import { Field } from './part/form.tsx'

interface SignInPageProps {
  shell: Shell
  /** Same-site path to go to afterwards. */
  next?: string
  email?: string
  error?: string
  /** Whether newcomers may make an account. */
  signup_open: boolean
}

export const SignInPage = ({ shell, next, email, error, signup_open }: SignInPageProps) => (
  <Layout shell={shell} title="Sign in">
    <main id="main" class="sheet">
      <h1>Sign in</h1>
      <p class="lead">The to-do list you talk to.</p>
      {error && (
        <p class="alert" role="alert">
          {error}
        </p>
      )}
      <form method="post" action="/signin">
        {next && <input type="hidden" name="next" value={next} />}
        <Field name="email" label="E-mail" type="email" autocomplete="username" value={email} required />
        <Field name="password" label="Password" type="password" autocomplete="current-password" required />
        <button class="primary" type="submit">
          Sign in
        </button>
      </form>
      <p class="other">
        <a href="/forgot">Forgot your password?</a>
      </p>
      {signup_open && (
        <p class="other">
          New here? <a href="/signup">Create an account</a>
        </p>
      )}
    </main>
  </Layout>
)
