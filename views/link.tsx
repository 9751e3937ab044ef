/** What a one-time link opens: the first administrator's account, a new password, or the account of an invited person. */
import { Layout, type Shell } from './layout.tsx'
import { Field, NewPassword } from './part/form.tsx'

type LinkKind = 'admin' | 'password' | 'invitation'

interface LinkPageProps {
  shell: Shell
  kind: LinkKind
  /** Where the form goes. */
  action: string
  name?: string
  email?: string
  error?: string
}

const WORDS: Record<LinkKind, { title: string; lead: string; button: string }> = {
  admin: {
    title: 'Set up TodoChat',
    lead: 'This account will administer the server.',
    button: 'Create the account',
  },
  password: {
    title: 'Choose a new password',
    lead: 'You are signed out everywhere else then.',
    button: 'Save the password',
  },
  invitation: {
    title: 'You are invited',
    lead: 'An e-mail address and a password are enough for your account.',
    button: 'Create the account',
  },
}

export const LinkPage = ({ shell, kind, action, name, email, error }: LinkPageProps) => {
  const { title, lead, button } = WORDS[kind]
  return (
    <Layout shell={shell} title={title}>
      <main id="main" class="sheet">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {error && (
          <p class="alert" role="alert">
            {error}
          </p>
        )}
        <form method="post" action={action}>
          {kind === 'invitation' && <input type="hidden" name="time_zone" value="" data-time-zone="" />}
          {kind === 'invitation' && (
            <Field name="name" label="Name (optional)" type="text" autocomplete="name" value={name} maxlength={100} />
          )}
          {kind !== 'password' && (
            <Field name="email" label="E-mail" type="email" autocomplete="username" value={email} required />
          )}
          <NewPassword />
          <button class="primary" type="submit">
            {button}
          </button>
        </form>
      </main>
    </Layout>
  )
}
