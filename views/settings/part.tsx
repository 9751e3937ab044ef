/** A section of the settings: its heading, and above its form why that was refused. */
import type { Child } from '../jsx/runtime.ts'

interface PartProps {
  id: string
  title: string
  error?: string
  children?: Child
}
/** After a refusal the browser goes to the section by itself: the reason must not lie outside the window. */
export const Part = ({ id, title, error, children }: PartProps) => (
  <section
    id={id}
    class="list part"
    aria-labelledby={`${id}-title`}
    tabindex={error ? -1 : undefined}
    autofocus={error ? true : undefined}
  >
    <h2 id={`${id}-title`}>{title}</h2>
    {error && (
      <p class="alert" role="alert">
        {error}
      </p>
    )}
    {children}
  </section>
)

interface ChoiceProps {
  name: string
  label: string
  options: readonly (readonly [value: string, words: string])[]
  value: string
  hint?: string
}
/** One of several, with its words. */
export const Choice = ({ name, label, options, value, hint }: ChoiceProps) => (
  <p class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name} aria-describedby={hint && `${name}-hint`}>
      {options.map(([option, words]) => (
        <option value={option} selected={option === value}>
          {words}
        </option>
      ))}
    </select>
    {hint && (
      <span class="hint" id={`${name}-hint`}>
        {hint}
      </span>
    )}
  </p>
)

/** For what reaches beyond this browser, when its sign-in is a while ago. */
export const PasswordAgain = ({ id }: { id: string }) => (
  <p class="field">
    <label for={id}>Your password</label>
    <input id={id} name="password" type="password" autocomplete="current-password" required maxlength={128} />
  </p>
)
