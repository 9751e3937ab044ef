/** The people of an installation, as those who administer it see them: never what they write. */
import type { Person } from '../../src/account/schema.ts'
import { dateWords } from '../due.ts'
import { Field } from '../part/form.tsx'
import { Part } from '../settings/part.tsx'

/** A link that was just made: it is shown this once. */
export interface MadeLink {
  /** Whom it is for. */
  whom: string
  link: string
  kind: 'password' | 'invitation'
}

const MADE: Record<MadeLink['kind'], string> = {
  password: 'They choose a new password there, once, within 24 hours.',
  invitation: 'One person makes an account there, once, within 7 days.',
}

export const MadeLinkBox = ({ whom, link, kind }: MadeLink) => (
  <section class="made" aria-labelledby="made-title">
    <h2 id="made-title" dir="auto">{`Copy the link for ${whom} now`}</h2>
    <p>{`It is not shown again. ${MADE[kind]}`}</p>
    <p>
      <code>{link}</code>
    </p>
  </section>
)

const PersonAct = ({ to, email, words }: { to: string; email: string; words: string }) => (
  <form method="post" action={`/admin/people/${to}`}>
    <input type="hidden" name="email" value={email} />
    <button class="quiet" type="submit" aria-label={`${words}: ${email}`}>
      {words}
    </button>
  </form>
)

const factsOf = ({ admin, disabled, has_password, chats, created_at }: Person) =>
  [
    admin && 'administrator',
    disabled && 'disabled',
    !has_password && 'signs in elsewhere',
    `${chats} ${chats === 1 ? 'chat' : 'chats'}`,
    `since ${dateWords(created_at)}`,
  ]
    .filter(Boolean)
    .join(' · ')

const Delete = ({ email, id }: Person) => (
  <details>
    <summary class="button quiet" aria-label={`Delete ${email}…`}>
      Delete…
    </summary>
    <form method="post" action="/admin/people/delete">
      <input type="hidden" name="email" value={email} />
      <p class="field">
        <label for={`confirm-${id}`}>{`All their chats and tasks go too, for good. Write ${email} to confirm`}</label>
        <input id={`confirm-${id}`} name="confirm" required autocomplete="off" />
      </p>
      <button class="danger" type="submit">
        Delete the account
      </button>
    </form>
  </details>
)

const PersonRow = ({ person, self }: { person: Person; self: boolean }) => (
  <li>
    <span class="what">
      <span dir="auto">{person.name}</span>
      <span class="hint">
        <a href={`/admin/audit?email=${encodeURIComponent(person.email)}`}>{person.email}</a>
        {` · ${self ? 'you · ' : ''}${factsOf(person)}`}
      </span>
    </span>
    <span class="acts">
      <PersonAct to="link" email={person.email} words="Reset link" />
      {!self && (
        <PersonAct
          to={person.disabled ? 'enable' : 'disable'}
          email={person.email}
          words={person.disabled ? 'Enable' : 'Disable'}
        />
      )}
      {!self && <Delete {...person} />}
    </span>
  </li>
)

const Add = () => (
  <details>
    <summary>Add somebody</summary>
    <form method="post" action="/admin/people">
      <Field name="email" label="E-mail" type="email" autocomplete="off" required />
      <Field name="name" label="Name (optional)" type="text" autocomplete="off" maxlength={100} />
      <label>
        <input id="is-admin" type="checkbox" name="admin" value="true" /> Administers this server too
      </label>
      <button type="submit">Add and make a link</button>
    </form>
  </details>
)

interface PeopleProps {
  people: Person[]
  /** Of how many in all. */
  total: number
  /** What was searched for. */
  words: string
  /** Address of the next page. */
  more?: string
  /** The e-mail address of the administrator who reads the page. */
  self: string
  error?: string
}

export const People = ({ people, total, words, more, self, error }: PeopleProps) => (
  <Part id="people" title="People" error={error}>
    <form method="get" action="/admin">
      <p class="field">
        <label for="q">{`Search ${total} ${total === 1 ? 'person' : 'people'}`}</label>
        <input id="q" type="search" name="q" value={words} maxlength={100} dir="auto" />
      </p>
      <button type="submit">Search</button>
    </form>
    {people.length === 0 && <p class="hint">Nobody here has these words in their name or address.</p>}
    <ul class="rows">
      {people.map((person) => (
        <PersonRow person={person} self={person.email === self} />
      ))}
    </ul>
    {more && (
      <p>
        <a href={more}>More people</a>
      </p>
    )}
    <Add />
  </Part>
)
