/** The data directory that a first start unpacks instead of running initdb; made by `build/pgdata.ts`. */

/** Absent when the program runs from source and nobody ran `bun run assets`; initdb does then. */
export const shippedImage = async (): Promise<Blob | undefined> => {
  try {
    const { default: path } = await import('../../build/generated/pgdata.tar.gz', { with: { type: 'file' } })
    return Bun.file(path)
  } catch {
    return undefined
  }
}
