/** JSON text that does not depend on the order of keys: equal bodies hash alike however a client writes them. */

const ordered = (_key: string, value: unknown) =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

export const canonicalJson = (value: unknown): string => JSON.stringify(value ?? null, ordered)
