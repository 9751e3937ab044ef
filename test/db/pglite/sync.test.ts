/** The order in which things reach the disk, over a file system that only notes what it is asked. */
import { describe, expect, test } from 'bun:test'
import { type Disk, type FileStream, installSync, type NodeFileSystem } from '../../../src/db/pglite/sync.ts'
import { errorOf } from '../../support/failure.ts'

type FileNode = FileStream['node']

const node = (folder: string, name: string): FileNode => {
  const parent = { name: folder } as FileNode
  parent.parent = parent
  return { name, parent }
}
const WAL: FileStream = { nfd: 1, node: node('pg_wal', '0001') }
const TABLE: FileStream = { nfd: 2, node: node('5', '1259') }

const setUp = (failing: Partial<Disk> = {}) => {
  const noted: string[] = []
  const note =
    (what: string) =>
    (target: unknown): never => {
      const { nfd, name } = target as { nfd?: number; name?: string }
      return noted.push(`${what} ${nfd ?? name ?? ''}`.trim()) as never
    }
  const made = node('5', '2000')
  const files: NodeFileSystem = {
    realPath: ({ parent, name }) => `/data/${parent.name}/${name}`,
    stream_ops: { open: note('open'), write: note('write'), setattr: note('truncate'), close: note('close') },
    node_ops: { mknod: () => made, rename: note('rename'), unlink: note('unlink'), setattr: note('setattr') },
  }
  const disk: Disk = {
    sync: (fd) => void noted.push(`sync ${fd}`),
    syncData: (fd) => void noted.push(`sync data ${fd}`),
    startSyncData: async (fd) => {
      await Bun.sleep(1)
      noted.push(`synced ${fd}`)
    },
    syncFolder: (path) => void noted.push(`sync ${path}`),
    ...failing,
  }
  const hook = installSync(files, { disk, beforeFirst: () => void noted.push('first') })
  return { noted, files, hook, made, fsync: (stream: FileStream) => files.stream_ops.fsync?.(stream) }
}

describe('a commit', () => {
  test('is settled after a sync that began after it', async () => {
    const { noted, hook, fsync } = setUp()
    expect(hook.settled()).toBeUndefined()
    expect(fsync(WAL)).toBe(0)
    const first = hook.settled()
    fsync(WAL)
    const second = hook.settled()
    await first
    expect(noted).toEqual(['first', 'synced 1'])
    await second
    expect(noted).toEqual(['first', 'synced 1', 'synced 1'])
    expect(hook.settled()).toBeUndefined()
  })

  test('shares its sync with those that wait for the same one', async () => {
    const { noted, hook, fsync } = setUp()
    fsync(WAL)
    const running = hook.settled()
    const waiting = [1, 2, 3].map(() => {
      fsync(WAL)
      return hook.settled()
    })
    await Promise.all([running, ...waiting])
    expect(noted.filter((what) => what === 'synced 1')).toHaveLength(2)
  })

  test.each([
    ['a write elsewhere', (files: NodeFileSystem) => files.stream_ops.write(TABLE), 'write 2'],
    ['a truncation', (files: NodeFileSystem) => files.stream_ops.setattr(TABLE), 'truncate 2'],
    ['a rename', (files: NodeFileSystem) => files.node_ops.rename(TABLE.node), 'rename 1259'],
    ['a removal', (files: NodeFileSystem) => files.node_ops.unlink(TABLE.node), 'unlink 1259'],
    ['closing its file', (files: NodeFileSystem) => files.stream_ops.close(WAL), 'close 1'],
  ] as const)('is on the disk before %s', (_, act, noted_as) => {
    const { noted, files, fsync } = setUp()
    fsync(WAL)
    act(files)
    expect(noted).toEqual(['first', 'sync data 1', noted_as])
  })

  test('does not wait for more of the log to be written', () => {
    const { noted, files, fsync } = setUp()
    fsync(WAL)
    files.stream_ops.write(WAL)
    expect(noted).toEqual(['first', 'write 1'])
  })

  test('is refused when the disk refuses, in numbers that Postgres understands', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
    const sync = () => {
      throw full
    }
    const { hook, fsync } = setUp({ sync, startSyncData: () => Promise.reject(full) })
    expect([fsync(TABLE), fsync(WAL)]).toEqual([51, 0])
    expect(String(await errorOf(Promise.resolve(hook.settled())))).toContain('full')
    const broken = () => {
      throw new Error('io')
    }
    expect(setUp({ sync: broken }).fsync(TABLE)).toBe(29)
  })
})

test('a new file is synced together with its name', () => {
  const { noted, files, fsync, made } = setUp()
  files.node_ops.mknod(made.parent)
  fsync({ nfd: 3, node: made })
  fsync({ nfd: 3, node: made })
  expect(noted).toEqual(['first', 'sync 3', 'sync /data/5', 'sync 3'])
})
