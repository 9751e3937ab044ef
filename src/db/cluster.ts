/** The data directory on disk: made once, whole or not at all. */
import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { openEngine } from './engine.ts'

const exists = (data_dir: string) => Bun.file(`${data_dir}/PG_VERSION`).exists()

/**
 * Makes the cluster unless it is there: from the image, else by initdb (seconds, and a gigabyte of memory). It grows
 * beside its place and is moved there when it is whole, so a start that was killed leaves nothing to trip over.
 */
export const prepareCluster = async (data_dir: string, image: Blob | undefined) => {
  if (await exists(data_dir)) return
  const draft = `${data_dir}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  if (image) await new Bun.Archive(await image.bytes()).extract(draft)
  else await (await openEngine({ data_dir: draft })).close()
  await chmod(draft, 0o700)
  await rename(draft, data_dir)
}
