/**
 * Makes the data directory that a first start unpacks, the shipped schema included: initdb costs seconds and a
 * gigabyte of memory, unpacking a fraction of a second. Kept in node_modules/.cache under a name that says what it holds.
 */
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { MIGRATIONS } from '../sql/index.ts'
import { embed } from '../src/db/embedded.ts'
import { openEngine } from '../src/db/engine.ts'
import { migrateUp } from '../src/db/migrate.ts'

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

/** A cluster with the shipped schema; the table of migrations says so. */
export const dataImage = () =>
  cached(`pgdata-${pgliteVersion}-${digest(JSON.stringify(MIGRATIONS))}.tar.gz`, async () => {
    const engine = await openEngine({ image: await bareImage() })
    const db = embed(engine)
    try {
      await migrateUp(db, { release: packageJson.version })
      return await engine.dump()
    } finally {
      await db.close()
    }
  })

/** Puts the image where the program imports it from; part of `bun run assets`. Costs nothing when nothing changed. */
export async function buildDataImage(): Promise<void> {
  const image = await dataImage()
  const bytes = await image.bytes()
  const present = Bun.file(IMAGE)
  if ((await present.exists()) && Buffer.from(await present.bytes()).equals(bytes)) return
  await keep(IMAGE, new Blob([bytes]))
}

if (import.meta.main) await buildDataImage()
