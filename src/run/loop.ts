/**
 * The agent loop: turns until the model asks for nothing more or a bound is met. It always goes on from what is
 * committed, so that a run taken over after a crash takes the same path as one that never stopped.
 */
import { ProviderError } from '../llm/provider.ts'
import { firstToken, tokens } from '../metrics.ts'
import { toRow } from '../thread/item.ts'
import { appendItems } from '../thread/store.ts'
import { RunFault } from './failure.ts'
import { buildMessages, type Past } from './history.ts'
import type { Job, Workshop } from './job.ts'
import { patiently } from './log/writer.ts'
import { addUsage, type Ending, setProvider, tokensToday } from './store.ts'
import { type Asked, ask, StreamedMessage } from './turn/ask.ts'
import { carryOut } from './turn/call.ts'
import { listItems } from './turn/card.ts'
import { messageCalls, newTurn } from './turn/record.ts'
import { insertTurn, type Turn } from './turn/store.ts'
import { workflowItem } from './turn/workflow.ts'

/** Tool calls in one run at most. */
export const TOOL_CALLS_MAX = 20
/** The same call in so many turns ends the run. */
export const SAME_CALL_MAX = 3

export const work = async (shop: Workshop, job: Job, past: Past): Promise<Ending> => {
  for (;;) {
    const last = job.turns.at(-1)
    if (last) {
      await carryOut(shop, job, last)
      if (last.calls.length === 0) return goodEnding(job)
      checkBounds(shop, job)
    }
    job.turns.push(await takeTurn(shop, job, past))
  }
}

const goodEnding = ({ turns }: Job): Ending => {
  const waits = turns.some((turn) => turn.calls.some((call) => call.status === 'awaiting_confirmation'))
  return { status: waits ? 'awaiting_confirmation' : 'completed' }
}

const callKey = ({ name, arguments: args }: { name: string; arguments: string }) => `${name} ${args}`

const checkBounds = ({ max_turns }: Workshop, { turns }: Job) => {
  const calls = turns.flatMap((turn) => turn.calls)
  if (calls.length >= TOOL_CALLS_MAX) throw new RunFault('tool_call_limit')
  const seen = new Map<string, number>()
  for (const turn of turns) {
    for (const key of new Set(turn.calls.map(callKey))) {
      const times = (seen.get(key) ?? 0) + 1
      if (times >= SAME_CALL_MAX) throw new RunFault('repeated_tool_call')
      seen.set(key, times)
    }
  }
  if (turns.length >= max_turns) throw new RunFault('turn_limit')
}

const takeTurn = async (shop: Workshop, job: Job, past: Past): Promise<Turn> => {
  const asked = await askModel(shop, job, past)
  const used = job.turns.reduce((n, turn) => n + turn.calls.length, 0)
  const turn = newTurn(job.turns.length + 1, asked.text, asked.calls.slice(0, TOOL_CALLS_MAX - used))
  if (!turn.text && turn.calls.length === 0 && job.turns.length === 0) {
    throw new ProviderError('model_bad_response', 'The model said nothing.')
  }
  await keepTurn(shop, job, turn, asked)
  return turn
}

const askModel = async (shop: Workshop, job: Job, past: Past): Promise<Asked> => {
  job.message = new StreamedMessage(job.run.thread_id, job.journal)
  const provider = job.turns.length > 0 ? job.provider?.name : await allowedProvider(shop, job)
  const { now, time_zone, wishes } = past
  const locale = wishes?.locale ?? undefined
  return ask({
    request: { messages: buildMessages(past, job.turns), tools: shop.registry.specs(), now, time_zone, locale },
    turn: (request) =>
      shop.chain.turn(request, {
        signal: job.stop.signal,
        run_id: job.run.id,
        ...(provider ? { provider } : wishes?.provider && { first: wishes.provider }),
      }),
    message: job.message,
    onProvider: (name, model) => {
      if (!job.provider) firstToken.observe({ provider: name }, (Date.now() - Date.parse(job.run.created_at)) / 1000)
      job.provider = { name, model }
    },
  })
}

/** Past the instance's daily ceiling only the built-in assistant answers; it costs nothing. */
const allowedProvider = async (shop: Workshop, { run, outage }: Job): Promise<string | undefined> => {
  if (shop.daily_token_limit === 0) return undefined
  const { instance } = await patiently(() => shop.db.read((sql) => tokensToday(sql, run.user_id)), shop.log, outage)
  if (instance < shop.daily_token_limit) return undefined
  if (!shop.chain.providers.includes('builtin')) throw new RunFault('usage_limit_reached')
  return 'builtin'
}

/** The turn with all its calls is durable before its first call runs (guarantee 3). */
const keepTurn = async (shop: Workshop, job: Job, turn: Turn, asked: Asked) => {
  const { run, message, provider, journal } = job
  const { input_tokens, output_tokens } = asked.usage
  await journal.commit(async (sql) => {
    await insertTurn(sql, run.user_id, run.id, turn)
    if (input_tokens + output_tokens > 0) await addUsage(sql, run, input_tokens, output_tokens)
    if (provider && run.provider !== provider.name) await setProvider(sql, run, provider.name, provider.model)
    const said = message?.text ? message : undefined
    const lists = listItems(job, turn)
    const rows = said ? [toRow(said.done(), run.id, messageCalls(job.turns, turn))] : []
    if (rows.length + lists.length > 0)
      await appendItems(sql, run.user_id, run.thread_id, [...rows, ...lists.map(({ row }) => row)])
    const shown =
      turn.workflow_id && workflowItem(shop.registry, { ...turn, workflow_id: turn.workflow_id }, run.thread_id)
    return {
      events: [
        ...(said?.closing() ?? []),
        ...lists.map(({ item }) => ({ type: 'thread.item.done', item }) as const),
        ...(asked.finish === 'length' ? [CUT_NOTICE] : []),
        ...(shown ? [{ type: 'thread.item.added', item: shown } as const] : []),
      ],
      value: undefined,
    }
  })
  job.message = undefined
  tokens.inc({ kind: 'input' }, input_tokens)
  tokens.inc({ kind: 'output' }, output_tokens)
  if (provider) run.provider = provider.name
}

const CUT_NOTICE = {
  type: 'notice',
  level: 'warning',
  message: 'The answer was cut at the model’s length limit.',
} as const
