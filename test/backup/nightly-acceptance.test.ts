/** The backup of a night as an installation makes it: by processes of the program, beside a server that goes on. */
import { expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { verify } from '../../src/backup/backup.ts'
import { backUpTonight, backupState } from '../../src/backup/nightly.ts'
import { backupWorkers } from '../../src/cli/own-process.ts'
import { SILENT } from '../../src/db/log.ts'
import { openDatabase, prepareSchema } from '../../src/db/open.ts'
import { createLog } from '../../src/log.ts'
import { freshServerDatabase, RELEASE, SERVER_URL } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'

/** Its processes leave the processors to all others: beside busy ones they take many times as long. */
const LOW_PRIORITY_MS = 1_200_000

test(
  'real processes make the backup of a night, and it opens',
  async () => {
    const { path, remove } = await freshFolder()
    const env = { DATA_DIR: join(path, 'data'), DATABASE_URL: undefined, BACKUP_PASSPHRASE: 'a long passphrase' }
    const config = { ...env, DATABASE_MIGRATION_URL: undefined, DATABASE_POOL_MAX: 5, EMBEDDED_SYNC: 'off' as const }
    const server = SERVER_URL ? await freshServerDatabase(SERVER_URL) : undefined
    const place = { ...config, DATABASE_URL: server?.url }
    const owner = await openDatabase(place, SILENT)
    try {
      await prepareSchema(place, owner, RELEASE)
      await owner.execute(
        (sql) => sql`insert into users (id, email, name) values (gen_random_uuid(), 'a@x.example', 'A')`,
      )
      const folder = join(path, 'backups')
      const workers = backupWorkers({ ...process.env, ...env, DATABASE_URL: server?.url ?? '' })
      const options = { db: owner, log: createLog('silent'), folder, keep: 2, workers }
      await backUpTonight(options, new AbortController().signal)
      expect(await backupState(owner)).toMatchObject({ status: 'current' })
      const names = await readdir(folder)
      expect(names).toHaveLength(1)
      expect((await verify(join(folder, names[0] ?? ''), env.BACKUP_PASSPHRASE)).rows).toBeGreaterThan(0)
    } finally {
      await owner.close()
      await server?.drop()
      await remove()
    }
  },
  LOW_PRIORITY_MS,
)
