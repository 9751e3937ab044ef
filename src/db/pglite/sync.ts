/**
 * Makes the disk keep what Postgres in WebAssembly syncs. Emscripten hands `fsync` to the file system, whose Node
 * flavour has none, so without this every sync is empty and a power loss takes the database with it.
 *
 * Commits share a sync: a sync of the write-ahead log only notes the file and returns, and no answer leaves before a
 * sync that began after it has ended (`settled`). The log still reaches the disk before anything that depends on it:
 * every other change of a file first syncs what is noted.
 */
import { fdatasync, fdatasyncSync, fsyncSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { syncPath } from '../../lib/durable.ts'

/** The parts of Emscripten's file system that are used here (source: emscripten, src/lib/libnodefs.js). */
interface FileNode {
  name: string
  parent: FileNode
}
export interface FileStream {
  nfd: number
  node: FileNode
  path?: string
}
type Operation<T, R = unknown> = (target: T, ...rest: unknown[]) => R
export interface NodeFileSystem {
  realPath(node: FileNode): string
  stream_ops: {
    open: Operation<FileStream>
    write: Operation<FileStream>
    setattr: Operation<FileStream>
    close: Operation<FileStream>
    fsync?: (stream: FileStream) => number
  }
  node_ops: {
    mknod: Operation<FileNode, FileNode>
    rename: Operation<FileNode>
    unlink: Operation<FileNode>
    setattr: Operation<FileNode>
  }
}

/** Error numbers as WebAssembly programs know them (source: WASI, errno). */
const WASI_EIO = 29
const WASI_ENOSPC = 51

/** How writes are synced to disk; the power-loss drill injects its own and records the calls. */
export interface Disk {
  sync(fd: number): void
  /** The content alone, not when it changed. */
  syncData(fd: number): void
  startSyncData(fd: number): Promise<void>
  syncFolder(path: string): void
}
const DISK: Disk = {
  sync: fsyncSync,
  syncData: fdatasyncSync,
  startSyncData: promisify(fdatasync),
  syncFolder: syncPath,
}

const codeOf = (error: unknown) => (error as { code?: string } | null)?.code

export interface SyncHook {
  /** Resolves when everything that was committed until now is on the disk. Rejects when the disk refuses. */
  settled(): Promise<void> | undefined
}

export interface SyncOptions {
  /** Called before the first commit is synced; may block until the files around it are on the disk themselves. */
  beforeFirst?: () => void
  disk?: Disk
}

/** Files of the write-ahead log whose sync has been asked for and not yet done. */
const createNoted = (disk: Disk) => {
  const noted = new Set<number>()
  const started = new Set<number>()
  let round: Promise<void> | undefined
  let next: Promise<void> | undefined

  const syncStarted = async () => {
    for (const fd of noted) started.add(fd)
    noted.clear()
    try {
      // A file that was closed meanwhile was synced before that.
      for (const fd of [...started])
        await disk.startSyncData(fd).catch((error) => {
          if (started.has(fd)) throw error
        })
    } finally {
      started.clear()
    }
  }
  const startRound = () => {
    next = undefined
    const mine = syncStarted().finally(() => {
      if (round === mine) round = undefined
    })
    round = mine
    return mine
  }
  return {
    note: (fd: number) => noted.add(fd),
    flush(fds: Iterable<number> = [...started, ...noted]) {
      for (const fd of fds) {
        disk.syncData(fd)
        noted.delete(fd)
        started.delete(fd)
      }
    },
    has: (fd: number) => noted.has(fd) || started.has(fd),
    empty: () => noted.size + started.size === 0,
    settled() {
      if (noted.size === 0) return round
      if (!round) return startRound()
      next ??= round.then(startRound)
      return next
    },
  }
}

const isWriteAheadLog = ({ parent }: FileNode) => parent.name === 'pg_wal'

/** Runs `work`; a refusal of the disk becomes the number that Postgres understands and stops for. */
const status = (work: () => void): number => {
  try {
    work()
    return 0
  } catch (error) {
    return codeOf(error) === 'ENOSPC' ? WASI_ENOSPC : WASI_EIO
  }
}

/** Puts the hook into a file system that is not in use yet. */
export const installSync = (files: NodeFileSystem, { beforeFirst, disk = DISK }: SyncOptions = {}): SyncHook => {
  const { stream_ops, node_ops } = files
  const noted = createNoted(disk)
  /** Made since the start and not known to be in their folder on the disk. */
  const fresh = new WeakSet<FileNode>()
  let first = true

  const before = <T>(operation: Operation<T>, matters: (target: T) => boolean): Operation<T> =>
    function (this: unknown, target, ...rest) {
      if (!noted.empty() && matters(target)) noted.flush()
      return operation.call(this, target, ...rest)
    }
  stream_ops.write = before(stream_ops.write, ({ node }) => !isWriteAheadLog(node))
  stream_ops.setattr = before(stream_ops.setattr, () => true)
  node_ops.setattr = before(node_ops.setattr, () => true)
  node_ops.rename = before(node_ops.rename, () => true)
  node_ops.unlink = before(node_ops.unlink, () => true)

  const { close } = stream_ops
  stream_ops.close = (stream, ...rest) => {
    if (noted.has(stream.nfd)) noted.flush([stream.nfd])
    return close(stream, ...rest)
  }
  const { mknod } = node_ops
  node_ops.mknod = (parent, ...rest) => {
    const node = mknod(parent, ...rest)
    fresh.add(node)
    return node
  }
  stream_ops.fsync = ({ nfd, node }) =>
    status(() => {
      if (first) {
        first = false
        beforeFirst?.()
      }
      // Postgres trusts that a synced file is also in its folder; not every file system promises that.
      const isNew = fresh.delete(node)
      if (isWriteAheadLog(node) && !isNew) return void noted.note(nfd)
      noted.flush()
      disk.sync(nfd)
      if (isNew) disk.syncFolder(dirname(files.realPath(node)))
    })
  return { settled: noted.settled }
}
