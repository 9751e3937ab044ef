/** The folder that holds everything of an installation: made for its owner alone, or a sentence that says why not. */
import { mkdirSync } from 'node:fs'

export class FolderUnusable extends Error {}

const REASONS: Record<string, string> = {
  EEXIST: 'is a file, not a folder. Set DATA_DIR to a folder.',
  ENOTDIR: 'lies beneath a file. Set DATA_DIR to a folder.',
  EACCES: 'cannot be written. Give it to the user who runs todochat, or set DATA_DIR.',
  EPERM: 'cannot be written. Give it to the user who runs todochat, or set DATA_DIR.',
  EROFS: 'is on a disk that can only be read. Set DATA_DIR to one that can be written.',
  ENOSPC: 'is on a full disk. Free some room and start again.',
}

/** What the system's refusal of a folder means; anything else stays what it is. */
export const explainFolder = (error: unknown, path: string): unknown => {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  if (REASONS[code]) return new FolderUnusable(`${path} ${REASONS[code]}`, { cause: error })
  if (code === 'ENOENT')
    return new FolderUnusable(`${path} cannot be made. Set DATA_DIR to another folder.`, { cause: error })
  return error
}

/** @throws in a sentence, why it cannot be made */
export const makeDataFolder = (path: string) => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw explainFolder(error, path)
  }
}
