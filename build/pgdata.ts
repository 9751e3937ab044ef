/**
 * Makes the data directory that a first start unpacks, the shipped schema included: initdb costs seconds and a
 * gigabyte of memory, unpacking a fraction of a second. Kept in node_modules/.cache under a name that says what it holds.
 */
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { MIGRATIONS } from '../sql/index.ts'
import { migrateUp } from '../src/db/migrate.ts'
import { startEmbedded } from '../src/db/pglite/embedded.ts'
import { openEngine } from '../src/db/pglite/engine.ts'

const ROOT = join(import.meta.dir, '..')
const CACHE = join(ROOT, 'node_modules/.cache/todochat')
/** Where `src/db/image.ts` looks for it. */
export const IMAGE = join(ROOT, 'build/generated/pgdata.tar.gz')

const pgliteVersion = packageJson.dependencies['@electric-sql/pglite']
const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest('hex').slice(0, 16)

/** Never leaves half a file behind, even when several processes make the same one. */
const keep = async (path: string, content: Blob) => {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  await Bun.write(draft, content)
  await rename(draft, path)
}

const cached = async (name: string, make: () => Promise<Blob>): Promise<Blob> => {
  const file = Bun.file(join(CACHE, name))
  if (await file.exists()) return file
  const made = await make()
  await keep(join(CACHE, name), made)
  return made
}

/** An empty cluster, straight from initdb. */
const bareImage = () =>
  cached(`pgdata-${pgliteVersion}.tar.gz`, async () => {
    const engine = await openEngine({})
    try {
      return await engine.dump()
    } finally {
      await engine.close()
    }
  })

/** A folder as a tar: every file, and the folders that hold none. */
const packed = async (folder: string): Promise<Blob> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const parts = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      const name = `/${relative(folder, path)}`
      return entry.isDirectory() ? ([`${name}/`, ''] as const) : ([name, await Bun.file(path).bytes()] as const)
    }),
  )
  return new Bun.Archive(Object.fromEntries(parts.toSorted()), { compress: 'gzip' }).blob()
}

const schema = digest(JSON.stringify(MIGRATIONS))

/** A cluster with the shipped schema, for engines in memory; the table of migrations says so. */
export const dataImage = () =>
  cached(`pgdata-${pgliteVersion}-${schema}.tar.gz`, async () => {
    const engine = await openEngine({ image: await bareImage() })
    const db = startEmbedded(engine)
    try {
      await migrateUp(db, { release: packageJson.version })
      return await engine.dump()
    } finally {
      await db.close()
    }
  })

/**
 * The same for a folder. It was closed before it was packed: when it opens a copy of a running cluster, Postgres first
 * recovers and syncs every file (2,300 syncs).
 */
const closedImage = () =>
  cached(`pgdata-closed-${pgliteVersion}-${schema}.tar.gz`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'todochat-image-'))
    try {
      await new Bun.Archive(await (await dataImage()).bytes()).extract(folder)
      await (await openEngine({ data_dir: folder })).close()
      return await packed(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

/** Puts the image where the program imports it from; part of `bun run assets`. Costs nothing when nothing changed. */
export async function buildDataImage(): Promise<void> {
  const image = await closedImage()
  const bytes = await image.bytes()
  const present = Bun.file(IMAGE)
  if ((await present.exists()) && Buffer.from(await present.bytes()).equals(bytes)) return
  await keep(IMAGE, new Blob([bytes]))
}

if (import.meta.main) await buildDataImage()
