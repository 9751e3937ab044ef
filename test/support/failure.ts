/**
 * What a promise fails with. Use this in place of `expect(…).rejects`: Bun waits in there without hearing worker
 * threads, and the embedded database is one, so a call to it ends only by its deadline.
 */

/** The error of the work. @throws Error when there was none */
export const errorOf = async (work: Promise<unknown>): Promise<unknown> => {
  let value: unknown
  try {
    value = await work
  } catch (error) {
    return error
  }
  throw new Error(`expected a failure, got ${JSON.stringify(value)}`)
}
