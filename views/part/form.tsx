/** What forms are made of: a labelled input with its error beneath it, and the one form that htmx sends. */
import type { Child } from '../jsx/runtime.ts'

interface FieldProps {
  name: string
  label: string
  type: 'text' | 'email' | 'password'
  autocomplete: string
  value?: string
  error?: string
  hint?: string
  required?: boolean
  minlength?: number
  maxlength?: number
}

export const Field = ({ label, error, hint, ...input }: FieldProps) => {
  const described = [error && `${input.name}-error`, hint && `${input.name}-hint`].filter(Boolean).join(' ')
  return (
    <p class="field">
      <label for={input.name}>{label}</label>
      <input
        id={input.name}
        {...input}
        dir={input.type === 'password' ? undefined : 'auto'}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <span class="hint" id={`${input.name}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="error" id={`${input.name}-error`}>
          {error}
        </span>
      )}
    </p>
  )
}

/** The one of a new account, or of a new choice. */
export const NewPassword = ({ error }: { error?: string }) => (
  <Field
    name="password"
    label="Password"
    type="password"
    autocomplete="new-password"
    error={error}
    hint="8 to 128 characters."
    required
    minlength={8}
    maxlength={128}
  />
)

export type Swap =
  | 'beforebegin'
  | 'afterend'
  | 'innerHTML'
  | 'outerHTML'
  | 'innerMorph'
  | 'outerMorph'
  | 'beforeend'
  | 'delete'

interface ActProps {
  /** Where the form is sent, with and without scripts. */
  to: string
  /** What htmx replaces with the answer; without one only the pieces that the answer names change. */
  target?: string
  swap?: Swap
  id?: string
  class?: string
  'aria-label'?: string
  'hx-sync'?: string
  /** What the script says when the form could not be sent. */
  'data-error'?: string
  children?: Child
}

/**
 * A form that acts: a plain POST without scripts. With them one listener of the page sends every form that names its
 * swap through htmx, so that a page of 200 such forms has nothing to prepare; its buttons may name another `formaction`.
 */
export const Act = ({ to, target, swap = 'outerMorph', children, ...form }: ActProps) => (
  <form {...form} method="post" action={to} hx-target={target} hx-swap={target ? swap : 'none'}>
    {children}
  </form>
)

interface UndoFormProps {
  next: string
  target: string
  words?: string
}

/** The page to come back to without scripts. */
export const Next = ({ path }: { path: string }) => <input type="hidden" name="next" value={path} />

export const UndoForm = ({ next, target, words = 'Undo last change' }: UndoFormProps) => (
  <Act class="undo" to="/tasks/undo" target={target}>
    <Next path={next} />
    <button class="quiet" type="submit">
      {words}
    </button>
  </Act>
)
