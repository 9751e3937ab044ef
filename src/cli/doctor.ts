/** `doctor`: what is set, what works, what does not, and what to do about it. With `--data` the data itself. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, loadConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { SILENT } from '../db/log.ts'
import { awaitDatabase, openBeside, openSnapshot } from '../db/open.ts'
import { checkData } from '../doctor/data.ts'
import { examine } from '../doctor/doctor.ts'
import { type Finding, failed, hasFailed, note, reasonOf } from '../doctor/finding.ts'
import { createDeepProbe } from '../llm/deep-probe.ts'
import { createRegistry } from '../tool/registry.ts'
import { createTaskTools } from '../tool/task/index.ts'
import { localUrl } from './address.ts'
import type { Command, Terminal } from './command.ts'
import { VERSION } from './version.ts'

const WORDS = { ok: 'ok     ', note: 'note   ', warning: 'WARNING', failed: 'FAILED ' } as const

const lineOf = ({ check, status, message, remedy }: Finding) =>
  `${WORDS[status]}  ${check.padEnd(13)}  ${message}${remedy === undefined ? '' : `\n${' '.repeat(24)}→ ${remedy}`}`

const conclusionOf = (findings: Finding[]) => {
  const count = (status: Finding['status']) => findings.filter((one) => one.status === status).length
  return `${count('ok')} in order, ${count('note')} to note, ${count('warning')} to mend soon, ${count('failed')} failed`
}

const isMade = (config: Config) =>
  Boolean(config.DATABASE_URL) || existsSync(join(config.DATA_DIR, 'postgres/PG_VERSION'))

/** A look must not make what is not there. */
const openGiven = async (config: Config): Promise<{ db: Database; served: boolean } | undefined> => {
  if (!isMade(config)) return undefined
  const db = await openBeside(config)
  try {
    await awaitDatabase({ ...config, DATABASE_WAIT_SECONDS: 0 }, db, SILENT)
  } catch (error) {
    await db.close()
    throw error
  }
  return { db, served: db.guest === true }
}

const examineInstallation = (config: Config, { env }: Terminal) => {
  const registry = createRegistry(createTaskTools(config.MAX_TASKS_PER_USER), [])
  return examine({
    env,
    config,
    release: VERSION,
    local: localUrl(config.HOST, config.PORT),
    openDatabase: () => openGiven(config),
    model: createDeepProbe(config, { tools: registry.specs() }),
  })
}

const examineData = async (config: Config): Promise<Finding[]> => {
  if (!isMade(config)) return [note('data', 'There is no data yet.')]
  try {
    const db = await openSnapshot(config)
    return await checkData(db).finally(() => db.close())
  } catch (error) {
    return [failed('data', reasonOf(error), 'Correct what "todochat doctor" names first.')]
  }
}

export const doctor: Command = {
  name: 'doctor',
  form: '[--data] [--json]',
  about: 'Look at settings, database, disk, Redis, model, public address and backups; with --data at the data itself.',
  words: 0,
  json: true,
  switches: ['data'],
  async run({ json, switches }, terminal) {
    const config = loadConfig(terminal.env)
    const findings = await (switches?.has('data') ? examineData(config) : examineInstallation(config, terminal))
    const is_well = !hasFailed(findings)
    if (json) terminal.print(JSON.stringify({ healthy: is_well, findings }))
    else terminal.print([...findings.map(lineOf), conclusionOf(findings)].join('\n'))
    return is_well ? 0 : 1
  },
}
