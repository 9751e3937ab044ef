/** Writes down everything that the engine does to its files, and every sync that it waited for. */
import { readdirSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Disk, FileStream, NodeFileSystem } from '../../../src/db/pglite/sync.ts'

/** A file keeps its number through renames; folders are known by their path. */
export type Step =
  | { kind: 'write'; file: number; at: number; bytes: Uint8Array }
  | { kind: 'truncate'; file: number; size: number }
  | { kind: 'link'; folder: string; name: string; file: number }
  | { kind: 'unlink'; folder: string; name: string }
  | { kind: 'rename'; folder: string; name: string; to_folder: string; to: string }
  | { kind: 'folder'; path: string }
  /** Everything of the file up to the step is on the disk. */
  | { kind: 'synced'; file: number; upto: number }
  | { kind: 'folder synced'; path: string }

export interface Recording {
  steps: Step[]
  /** What the folder held before: path to number. */
  before: Map<string, number>
}

interface Opened {
  file?: number
  folder?: string
}

interface Notes {
  root: string
  steps: Step[]
  /** Which file is under each path now. */
  names: Map<string, number>
  open: Map<number, Opened>
  last: number
}

const partsOf = ({ root }: Notes, path: string) => {
  const name = relative(root, path)
  return { folder: dirname(name), name }
}

/** Notes what is done to the content of files. */
const watchContent = (notes: Notes, files: NodeFileSystem) => {
  const { root, steps, names, open } = notes
  const { stream_ops, node_ops } = files
  const { open: openFile, write, setattr } = stream_ops
  const { setattr: setNode } = node_ops
  stream_ops.open = (stream, ...rest) => {
    const done = openFile(stream, ...rest)
    const name = relative(root, files.realPath(stream.node))
    const file = names.get(name)
    open.set(stream.nfd, file === undefined ? { folder: name || '.' } : { file })
    return done
  }
  stream_ops.write = (stream, ...rest) => {
    const done = write(stream, ...rest)
    const [buffer, offset, , position] = rest as [Uint8Array, number, number, number]
    const file = open.get(stream.nfd)?.file
    if (file !== undefined)
      steps.push({ kind: 'write', file, at: position, bytes: buffer.slice(offset, offset + Number(done)) })
    return done
  }
  const truncated = (file: number | undefined, attributes: unknown) => {
    const { size } = attributes as { size?: number }
    if (file !== undefined && size !== undefined) steps.push({ kind: 'truncate', file, size })
  }
  stream_ops.setattr = (stream: FileStream, ...rest) => {
    truncated(open.get(stream.nfd)?.file, rest[0])
    return setattr(stream, ...rest)
  }
  node_ops.setattr = (node, ...rest) => {
    truncated(names.get(relative(root, files.realPath(node))), rest[0])
    return setNode(node, ...rest)
  }
}

/** Notes what is done to names. */
const watchNames = (notes: Notes, files: NodeFileSystem) => {
  const { steps, names } = notes
  const { node_ops } = files
  const { mknod, rename, unlink } = node_ops
  node_ops.mknod = (parent, ...rest) => {
    const node = mknod(parent, ...rest)
    const path = files.realPath(node)
    const { folder, name } = partsOf(notes, path)
    if (statSync(path).isDirectory()) steps.push({ kind: 'folder', path: name })
    else {
      notes.last += 1
      names.set(name, notes.last)
      steps.push({ kind: 'link', folder, name, file: notes.last })
    }
    return node
  }
  node_ops.rename = (node, ...rest) => {
    const from = partsOf(notes, files.realPath(node))
    const [parent, base] = rest as [Parameters<typeof files.realPath>[0], string]
    const to = partsOf(notes, join(files.realPath(parent), base))
    const done = rename(node, ...rest)
    const file = names.get(from.name)
    names.delete(from.name)
    if (file !== undefined) names.set(to.name, file)
    steps.push({ kind: 'rename', folder: from.folder, name: from.name, to_folder: to.folder, to: to.name })
    return done
  }
  node_ops.unlink = (parent, ...rest) => {
    const path = partsOf(notes, join(files.realPath(parent), String(rest[0])))
    names.delete(path.name)
    steps.push({ kind: 'unlink', ...path })
    return unlink(parent, ...rest)
  }
}

/** Only written down: what is on the disk is decided when a state is built. */
const diskOf = ({ root, steps, open }: Notes): Disk => {
  const synced = (fd: number, upto = steps.length) => {
    const { file, folder } = open.get(fd) ?? {}
    if (file !== undefined) steps.push({ kind: 'synced', file, upto })
    else if (folder !== undefined) steps.push({ kind: 'folder synced', path: folder })
  }
  return {
    sync: (fd) => synced(fd),
    syncData: (fd) => synced(fd),
    startSyncData: async (fd) => {
      const upto = steps.length
      await Bun.sleep(Math.random() * 4)
      synced(fd, upto)
    },
    syncFolder: (path) => steps.push({ kind: 'folder synced', path: relative(root, path) || '.' }),
  }
}

/** Records a folder that nobody has opened yet. */
export const record = (root: string) => {
  const notes: Notes = { root, steps: [], names: new Map(), open: new Map(), last: 0 }
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!statSync(join(root, name)).isFile()) continue
    notes.last += 1
    notes.names.set(name, notes.last)
  }
  const recording: Recording = { steps: notes.steps, before: new Map(notes.names) }
  const watch = (files: NodeFileSystem) => {
    watchContent(notes, files)
    watchNames(notes, files)
  }
  return { recording, watch, disk: diskOf(notes) }
}
