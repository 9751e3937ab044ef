/** One assistant through the conversations of `eval`: a core of its own, and a new user with a fresh list for each. */
import type { Config } from '../../config.ts'
import { type Core, createCore } from '../../core.ts'
import type { Database } from '../../db/database.ts'
import { holdConversation, type Row, rowOf, type Seat } from '../../eval/eval.ts'
import { type Conversation, worldOn } from '../../eval/judge.ts'
import { wallNow } from '../../lib/calendar.ts'
import { createLog } from '../../log.ts'

const BUILTIN = 'builtin'

const modelOf = (config: Config, name: string) => {
  const models: Record<string, string> = {
    openrouter: config.OPENROUTER_MODEL,
    openai: config.OPENAI_MODEL,
    gemini: config.GEMINI_MODEL,
  }
  return models[name] ?? BUILTIN
}

/** The list as a file, so that it comes as one act. */
const tableFor = (today: string) =>
  [
    'title,due_on,due_time,priority,tags,status',
    ...worldOn(today).map(({ title, due_on = '', due_time = '', priority = 'none', tags = [], done }) =>
      [title, due_on, due_time, priority, tags.join(' '), done ? 'completed' : 'pending'].join(','),
    ),
  ].join('\n')

let people = 0
/** A new user, with the list as it is before each conversation. */
const seatIn = async (core: Core): Promise<Seat> => {
  const email = `eval${people++}@example.org`
  await core.account.addPerson({ email })
  const caller = await core.account.callerOfEmail(email)
  const today = wallNow({ now: new Date().toISOString(), time_zone: caller.time_zone }).day
  await core.task.importFile(caller, { format: 'csv', text: tableFor(today) }, { actor: 'person' })
  const thread = (await core.thread.create(caller, {})).value
  return {
    today,
    list: async () => (await core.task.list(caller, { limit: 100 })).data,
    async say(text) {
      const { run } = await core.run.start(caller, thread.id, { text })
      const { usage } = await core.run.finished(caller, run.id, new AbortController().signal)
      for (const { id } of await core.confirmation.list(caller)) await core.confirmation.settle(caller, id, true)
      return { tokens: usage.input_tokens + usage.output_tokens }
    },
  }
}

interface RowOptions {
  config: Config
  db: Database
  list: Conversation[]
  tell: (line: string) => void
}

/** @param name the one provider in the configuration */
export const rowFor = async (name: string, { config, db, list, tell }: RowOptions): Promise<Row> => {
  const core = createCore({ config, db, log: createLog('silent'), builtin: { pause: async () => {} } })
  await core.start()
  try {
    const outcomes = []
    for (const conversation of list) {
      outcomes.push(await holdConversation(conversation, await seatIn(core)))
      if (outcomes.length % 10 === 0) tell(`${name}: ${outcomes.length} of ${list.length}`)
    }
    return rowOf(name, modelOf(config, name), outcomes)
  } finally {
    await core.drain(0)
  }
}
