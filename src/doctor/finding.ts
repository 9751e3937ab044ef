/** What the doctor says: one sentence about one thing, and what to do when it is not well. */

/** `note` is worth knowing, `warning` will hurt, `failed` hurts now. */
type Severity = 'ok' | 'note' | 'warning' | 'failed'

export interface Finding {
  check: string
  status: Severity
  message: string
  remedy?: string
}

export const ok = (check: string, message: string): Finding => ({ check, status: 'ok', message })
export const note = (check: string, message: string, remedy?: string): Finding => ({
  check,
  status: 'note',
  message,
  ...(remedy !== undefined && { remedy }),
})
export const warning = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: 'warning',
  message,
  remedy,
})
export const failed = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: 'failed',
  message,
  remedy,
})

/** The whole sentence of whatever was thrown. */
export const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** The worst that was found, for exit codes. */
export const hasFailed = (findings: readonly Finding[]) => findings.some(({ status }) => status === 'failed')
