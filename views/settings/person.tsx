/** Who the person is and how they want things: name, zone, language, look, week, password. */
import type { Profile } from '../../src/account/schema.ts'
import { Field } from '../part/form.tsx'
import { Choice, Part } from './part.tsx'

interface PersonProps {
  user: Profile
  time_zones: string[]
  error?: string
}

export const You = ({ user, time_zones, error }: PersonProps) => (
  <Part id="profile" title="You" error={error}>
    <form method="post" action="/settings/profile">
      <Field name="name" label="Name" type="text" autocomplete="name" value={user.name} required maxlength={100} />
      <Choice
        name="time_zone"
        label="Time zone"
        options={time_zones.map((zone) => [zone, zone.replaceAll('_', ' ')] as const)}
        value={user.time_zone}
        hint="“Today” and “tomorrow” are days in this zone."
      />
      <button class="primary" type="submit">
        Save
      </button>
    </form>
    <p class="hint">
      Signed in as <span dir="auto">{user.email}</span>.
    </p>
    <form method="post" action="/signout">
      <button type="submit">Sign out of this browser</button>
    </form>
  </Part>
)

/** Those that the assistant answers in; Portuguese and English are written in two ways. */
const LOCALES = ['en-US', 'en-GB', 'de', 'es', 'fr', 'it', 'nl', 'pt-BR', 'pt-PT'] as const

/** A language by its own name, as its speakers look for it. */
const nativeName = (tag: string) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag

const localesWith = (locale: string | null | undefined) => {
  const all = [...new Set([...LOCALES, ...(locale ? [locale] : [])])]
  return [['', 'Same as the browser'], ...all.map((tag) => [tag, nativeName(tag)] as const)] as const
}

const THEMES = [
  ['system', 'Same as the device'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const
const WEEKS = [
  ['monday', 'Monday'],
  ['saturday', 'Saturday'],
  ['sunday', 'Sunday'],
] as const

export const Looks = ({ user: { preferences }, error }: Omit<PersonProps, 'time_zones'>) => (
  <Part id="looks" title="Look and language" error={error}>
    <form method="post" action="/settings/preferences">
      <Choice name="theme" label="Theme" options={THEMES} value={preferences?.theme ?? 'system'} />
      <Choice
        name="locale"
        label="Language"
        options={localesWith(preferences?.locale)}
        value={preferences?.locale ?? ''}
        hint="The assistant answers in this language and writes dates its way. These pages are in English."
      />
      <Choice name="week_start" label="Weeks begin on" options={WEEKS} value={preferences?.week_start ?? 'monday'} />
      <button class="primary" type="submit">
        Save
      </button>
    </form>
  </Part>
)

export const Password = ({ error }: { error?: string }) => (
  <Part id="password-part" title="Password" error={error}>
    <form method="post" action="/settings/password">
      <Field
        name="old_password"
        label="Current password"
        type="password"
        autocomplete="current-password"
        required
        maxlength={128}
      />
      <Field
        name="password"
        label="New password"
        type="password"
        autocomplete="new-password"
        hint="8 to 128 characters. A new password signs out every other browser and ends every access token."
        required
        minlength={8}
        maxlength={128}
      />
      <button type="submit">Change password</button>
    </form>
  </Part>
)
