/** `audit verify`: whether the record of what was done is whole, also while the server runs. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AUDIT_HEADS_FILE, gatherHeads, type KnownHeads, readKnownHeads } from '../audit/heads.ts'
import { auditKeyOf } from '../audit/seal.ts'
import { type Finding, type Verdict, verifyAudit } from '../audit/verify.ts'
import { readLines } from '../backup/format.ts'
import { type Config, loadConfig } from '../config.ts'
import { openBeside } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { withSecrets } from './audit-key.ts'
import { type Command, type Terminal, UsageError } from './command.ts'

const BACKUP_BEGINS = 'TODOCHAT-BACKUP'
const REPORT_EVERY_ROWS = 100_000

const rows = ({ from, to }: Finding) => (from === to ? `row ${from}` : `rows ${from} to ${to}`)

const SENTENCES: Record<Finding['kind'], (one: Finding) => string> = {
  changed: (one) => `${rows(one)} was changed`,
  rewritten: (one) => `${rows(one)} rewritten without the key`,
  missing: (one) => `${rows(one)} missing`,
  cut: (one) => `the end was cut off: ${rows(one)} missing`,
  end: ({ to }) => `the noted end is not that of the last row, ${to}`,
  gone: ({ to }) => `the whole chain of ${to} rows is missing, and nobody erased this person`,
}

const sentenceOf = (one: Finding) => `${one.who}: ${SENTENCES[one.kind](one)}.`

/** Ends that were kept outside the database: in DATA_DIR by the server, and in the file that was named. */
const knownHeads = async ({ DATA_DIR, BACKUP_PASSPHRASE }: Config, named: string | undefined): Promise<KnownHeads> => {
  const known: KnownHeads = new Map()
  const own = join(DATA_DIR, AUDIT_HEADS_FILE)
  if (existsSync(own)) await readKnownHeads(own, known)
  if (named === undefined) return known
  const path = resolve(named)
  if (!existsSync(path)) throw new AppError('not_found', `There is no file ${path}.`)
  const is_backup = (await Bun.file(path).slice(0, BACKUP_BEGINS.length).text()) === BACKUP_BEGINS
  return is_backup ? gatherHeads(readLines(path, BACKUP_PASSPHRASE), known) : readKnownHeads(path, known)
}

const verdictIn = async (terminal: Terminal, named: string | undefined) => {
  const config = withSecrets(loadConfig(terminal.env))
  const known = await knownHeads(config, named)
  const checkpoints = known.size
  const db = await openBeside(config)
  let reported = 0
  const onrows = (done: number) => {
    if (done - reported < REPORT_EVERY_ROWS) return
    reported = done
    terminal.tell(`Read: ${done.toLocaleString('en')} rows …`)
  }
  try {
    return { ...(await verifyAudit(db, { key: auditKeyOf(config.AUDIT_KEY), known, onrows })), checkpoints }
  } finally {
    await db.close()
  }
}

const tell = (
  terminal: Terminal,
  { chains, rows, found, findings, checkpoints }: Verdict & { checkpoints: number },
) => {
  const seen = `${rows} rows of ${chains} people, compared with ${checkpoints} checkpointed ends`
  if (found === 0) return terminal.print(`The audit is whole: ${seen}.`)
  for (const one of findings) terminal.print(sentenceOf(one))
  if (found > findings.length) terminal.print(`… and ${found - findings.length} more.`)
  terminal.print(`The audit is NOT whole: ${found} findings in ${seen}.`)
  terminal.print('With another AUDIT_KEY than the one it was made with every row reads as rewritten.')
}

export const audit: Command = {
  name: 'audit',
  form: 'verify [FILE] [--json]',
  about:
    'Check the record of what was done, against the ends in DATA_DIR and in a log or backup; exit code 1 when it is not whole.',
  words: 2,
  json: true,
  async run({ rest: [what, log], json }, terminal) {
    if (what !== 'verify') throw new UsageError('Say "audit verify"')
    const verdict = await verdictIn(terminal, log)
    if (json) terminal.print(JSON.stringify({ whole: verdict.found === 0, ...verdict }))
    else tell(terminal, verdict)
    return verdict.found === 0 ? 0 : 1
  },
}
