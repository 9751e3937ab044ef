import { expect, test } from 'bun:test'
import { STATUS } from '../../../src/door/http/error.ts'
import { ERROR_CODES } from '../../../src/errors.ts'

/** The statuses that product.md names; nothing else may come out. */
const STATUSES = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429, 500, 502, 503, 507]

test('every code has one of the promised statuses, and no status is for an unknown code', () => {
  expect(Object.keys(STATUS).sort()).toEqual([...ERROR_CODES].sort())
  for (const status of Object.values(STATUS)) expect(STATUSES).toContain(status)
})

test.each([
  ['validation_error', 400],
  ['bad_json', 400],
  ['unauthenticated', 401],
  ['invalid_credentials', 401],
  ['forbidden', 403],
  ['insufficient_scope', 403],
  ['not_found', 404],
  ['method_not_allowed', 405],
  ['not_acceptable', 406],
  ['run_active', 409],
  ['run_mismatch', 409],
  ['email_taken', 409],
  ['confirmation_settled', 409],
  ['changed_meanwhile', 412],
  ['payload_too_large', 413],
  ['unsupported_media_type', 415],
  ['idempotency_key_reused', 422],
  ['rate_limited', 429],
  ['session_limit_reached', 429],
  ['usage_limit_reached', 429],
  ['internal', 500],
  ['database_unavailable', 503],
  ['draining', 503],
  ['storage_full', 507],
] as const)('%s is %p', (code, status) => {
  expect(STATUS[code]).toBe(status)
})
