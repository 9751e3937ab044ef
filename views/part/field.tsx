/** A labelled input with its error beneath it, tied together for people who do not see them. */
export interface FieldProps {
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
