/** Folders of one's own for a test. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new empty folder and the way to be rid of it. */
export const freshFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'todochat-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
