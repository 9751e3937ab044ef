/** Looks at everything an installation needs, one thing after the other; what fails is a finding, never an end. */
import type { Config, Environment } from '../config.ts'
import type { Database } from '../db/database.ts'
import { checkChannels } from './channels.ts'
import { checkConfiguration } from './configuration.ts'
import { checkBackups, checkDatabase } from './database.ts'
import { type Finding, failed, note, reasonOf } from './finding.ts'
import { checkDisk } from './machine.ts'
import { checkProvider, checkPublicUrl, checkRedis } from './services.ts'
import { checkTraces } from './traces.ts'

interface Examination {
  env: Environment
  config: Config
  release: string
  /** The address of `serve` on this machine. */
  local: string
  /** Undefined before the first start. @throws why it cannot be used, in a sentence */
  openDatabase(): Promise<{ db: Database; served: boolean } | undefined>
  model: Parameters<typeof checkProvider>[0]
}

/** @throws nothing: a check that breaks is a finding itself */
const attempt = async (check: string, work: () => Finding[] | Promise<Finding[]>, remedy: string) => {
  try {
    return await work()
  } catch (error) {
    return [failed(check, reasonOf(error), remedy)]
  }
}

const AWAY = 'The sentence says what to correct; docs/operations.md, "When it does not start".'

const checkStored = async ({ config, release, openDatabase }: Examination): Promise<Finding[]> => {
  const opened = await openDatabase()
  if (!opened)
    return [note('database', `There is no data in ${config.DATA_DIR} yet.`, 'The first "todochat serve" makes it.')]
  const { db, served } = opened
  try {
    const patient = { config, db, release, served }
    return [
      ...(await attempt('database', () => checkDatabase(patient), AWAY)),
      ...(await attempt('backups', () => checkBackups(patient), AWAY)),
    ]
  } finally {
    await db.close()
  }
}

const REPORT = 'This is a mistake of the program: report it with this line.'

export const examine = async (given: Examination): Promise<Finding[]> => {
  const { env, config, local, release, model } = given
  const checks: [string, () => Finding[] | Promise<Finding[]>, string][] = [
    ['configuration', () => checkConfiguration(env, config), REPORT],
    ['disk', () => checkDisk(config), 'Give DATA_DIR to the user who runs todochat.'],
    ['database', () => checkStored(given), AWAY],
    ['redis', () => checkRedis(config), REPORT],
    ['channels', () => checkChannels(config), REPORT],
    ['provider', () => checkProvider(model), REPORT],
    ['traces', () => checkTraces(config), REPORT],
    ['public url', () => checkPublicUrl(config, local, release), REPORT],
  ]
  const findings: Finding[] = []
  for (const [check, work, remedy] of checks) findings.push(...(await attempt(check, work, remedy)))
  return findings
}
