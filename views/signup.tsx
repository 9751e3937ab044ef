/** Making an account. What was typed comes back with an error, except the password. */
import { Layout, type Shell } from './layout.tsx'
import { Field, NewPassword } from './part/form.tsx'

interface SignUpPageProps {
  shell: Shell
  name?: string
  email?: string
  /** One sentence for the whole form, and sentences by field. */
  error?: string
  errors?: { name?: string; email?: string; password?: string }
}

export const SignUpPage = ({ shell, name, email, error, errors = {} }: SignUpPageProps) => (
  <Layout shell={shell} title="Create an account">
    <main id="main" class="sheet">
      <h1>Create an account</h1>
      <p class="lead">Nothing to set up: an e-mail address and a password are enough.</p>
      {error && (
        <p class="alert" role="alert">
          {error}
        </p>
      )}
      <form method="post" action="/signup">
        <input type="hidden" name="time_zone" value="" data-time-zone="" />
        <Field
          name="name"
          label="Name (optional)"
          type="text"
          autocomplete="name"
          value={name}
          error={errors.name}
          maxlength={100}
        />
        <Field
          name="email"
          label="E-mail"
          type="email"
          autocomplete="username"
          value={email}
          error={errors.email}
          required
        />
        <NewPassword error={errors.password} />
        <button class="primary" type="submit">
          Create account
        </button>
      </form>
      <p class="other">
        Already have one? <a href="/signin">Sign in</a>
      </p>
    </main>
  </Layout>
)
