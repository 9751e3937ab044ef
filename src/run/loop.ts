/**
 * The agent loop: turns until the model asks for nothing more or a bound is met. It always goes on from what is
 * committed, so that a run taken over after a crash takes the same path as one that never stopped.
 */
import { languageFor } from '../language/languages.ts'
import type { Answering, Fall } from '../llm/chain.ts'
import { ProviderError, type TurnRequest } from '../llm/provider.ts'
import { requestTokens } from '../llm/tokens.ts'
import { firstToken, rateLimitRefusals, tokens } from '../metrics.ts'
import { toRow } from '../thread/item.ts'
import { checkBounds, TOOL_CALLS_MAX } from './bounds.ts'
import { claimsChange } from './claim.ts'
import type { RunContext, RunnerDeps } from './context.ts'
import { RunError } from './failure.ts'
import { doneSentences, listItems, whenOf, workflowItem } from './items.ts'
import { retryWhileDown } from './log/batch-writer.ts'
import type { Happened } from './log/journal.ts'
import { type Asked, ask, StreamedMessage } from './model-call.ts'
import { fallNotice, noToolsNotice, noticeOf } from './notice.ts'
import { buildMessages, type Past } from './prompt.ts'
import { type Ending, reserveTokens } from './store.ts'
import { carryOut } from './tool-call.ts'
import { messageCalls, newTurn } from './turn.ts'
import type { Turn } from './turn-store.ts'

export const work = async (deps: RunnerDeps, context: RunContext, past: Past): Promise<Ending> => {
  const changes = (name: string) => deps.registry.get(name)?.tier !== 'read'
  for (;;) {
    const last = context.turns.at(-1)
    if (last) {
      await carryOut(deps, context, last, (turn) => costOfNext(deps, context, past, turn))
      if (last.calls.length === 0) return goodEnding(context)
      checkBounds(context.turns, deps.max_turns, changes)
    }
    context.turns.push(await takeTurn(deps, context, past))
  }
}

const callsOf = ({ turns }: RunContext) => turns.flatMap((turn) => turn.calls)

const goodEnding = (context: RunContext): Ending => ({
  status: callsOf(context).some(({ status }) => status === 'awaiting_confirmation')
    ? 'awaiting_confirmation'
    : 'completed',
})

const takeTurn = async (deps: RunnerDeps, context: RunContext, past: Past): Promise<Turn> => {
  const asked = await askModel(deps, context, past)
  const calls = asked.calls.slice(0, TOOL_CALLS_MAX - callsOf(context).length)
  const text = calls.length > 0 ? asked.text : closingText(deps, context, asked.text)
  const turn = newTurn(context.turns.length + 1, text, calls, asked.reasoning)
  if (!turn.text && turn.calls.length === 0 && context.turns.length === 0) {
    throw new ProviderError('model_bad_response', 'The model said nothing.')
  }
  const happened = turnHappened(deps, context, turn, asked)
  // The turn with all its calls is durable before its first call runs (guarantee 3); the last one is kept with the end.
  if (turn.calls.length > 0) await context.journal.record(happened)
  else context.closing = happened
  begunAnew(context, asked)
  return turn
}

/** The last words: the tools’ own sentences when the model has none, and our line when it claims what did not happen. */
const closingText = ({ registry }: RunnerDeps, context: RunContext, text: string): string => {
  const calls = callsOf(context)
  if (!text.trim()) {
    for (const said of doneSentences(registry, context, calls)) {
      context.message?.append(context.message.text ? `\n\n${said}` : said)
    }
    context.message?.flush()
    return context.message?.text ?? ''
  }
  const acted = calls.some(
    ({ name, status }) =>
      status === 'awaiting_confirmation' || (status === 'done' && registry.get(name)?.tier !== 'read'),
  )
  if (context.provider?.name !== 'builtin' && !acted && claimsChange(text))
    say(context, wordsOf(context).card.nothing_changed, 'warning')
  return text
}

/** The language of the message, in which the program’s own lines are. */
const wordsOf = ({ language, locale }: RunContext) => languageFor(language ?? locale)

/** A line of the program: shown at once, kept with the turn. */
const say = (context: RunContext, message: string, level: 'info' | 'warning' = 'info') => {
  const notice = noticeOf(context.run, message, level)
  context.notices.push(notice)
  for (const event of notice.events) context.journal.push(event)
}

const requestOf = (deps: RunnerDeps, { turns, language }: RunContext, past: Past): TurnRequest => ({
  messages: buildMessages({ ...past, context_tokens: deps.context_tokens }, turns),
  tools: deps.registry.specs(),
  now: past.now,
  time_zone: past.time_zone,
  locale: past.wishes?.locale ?? undefined,
  ...(language !== undefined && { language }),
})

const askModel = async (deps: RunnerDeps, context: RunContext, past: Past): Promise<Asked> => {
  context.message = new StreamedMessage(context.run.thread_id, context.journal)
  const { wishes } = past
  const request = requestOf(deps, context, past)
  const { pinned, fall, counted } = await reserve(deps, context, request)
  const endWait = once(context.waiting.begin(performance.now()))
  try {
    const asked = await ask({
      request,
      turn: (request, heard) =>
        deps.chain.turn(request, {
          heard,
          signal: context.stop.signal,
          run_id: context.run.id,
          ...(pinned ? { provider: pinned } : wishes?.provider && { first: wishes.provider }),
        }),
      message: context.message,
      onProvider: (answering) => {
        endWait()
        begun(context, answering, fall)
      },
    })
    await counted
    return asked
  } finally {
    endWait()
    // However the turn ended, what was reserved for it is settled after it was counted.
    await counted?.catch(() => undefined)
  }
}

const once = (act: () => void) => {
  let done = false
  return () => {
    if (!done) act()
    done = true
  }
}

/** A provider answers: which one, and why, when it is not the first. */
const begun = (context: RunContext, { provider: name, model, tools, instead_of }: Answering, fall?: Fall) => {
  const { run, provider, turns, asking } = context
  if (asking) asking.answered = true
  if (!provider) firstToken.observe({ provider: name }, (Date.now() - Date.parse(run.created_at)) / 1000)
  context.provider = { name, model }
  const fallen = instead_of ?? fall
  if (turns.length > 0) return
  const language = wordsOf(context)
  if (fallen) say(context, fallNotice(fallen, { provider: name, model }, language))
  if (!tools) say(context, noToolsNotice(model, language), 'warning')
}

interface Reserved {
  /** The only provider that may be asked. */
  pinned?: string
  fall?: Fall
  /** The count is on its way still: where there is no ceiling, nobody waits for it before asking. */
  counted?: Promise<unknown>
}

/**
 * Tokens are counted before they are spent, so that answers that begin together cannot pass a ceiling together. Past
 * the instance’s ceiling only the built-in assistant answers; it costs nothing.
 */
const reserve = async (deps: RunnerDeps, context: RunContext, request: TurnRequest): Promise<Reserved> => {
  const { run, downtime, turns, provider } = context
  const begins = turns.length === 0
  const pinned = begins ? undefined : provider?.name
  const [wanted] = deps.chain.providers
  if (isFree(deps, pinned) || context.asking) return { pinned }
  const reserved = requestTokens(request)
  const spend = () => deps.db.execute((sql) => reserveTokens(sql, run.user_id, reserved))
  const counted = retryWhileDown(spend, deps.log, downtime)
  if (deps.user_daily_token_limit === 0 && deps.daily_token_limit === 0) {
    // A failure is seen when the turn ends; until then it must not count as unhandled.
    counted.catch(() => undefined)
    context.asking = { reserved, answered: false }
    return { ...(pinned !== undefined && { pinned }), counted }
  }
  const before = await counted
  context.asking = { reserved, answered: false }
  if (!begins) return { pinned }
  if (isOver(before.user, deps.user_daily_token_limit)) throw usedUp('user_tokens')
  if (!isOver(before.instance, deps.daily_token_limit)) return {}
  if (!wanted || !deps.chain.providers.some(isBuiltin)) throw usedUp('instance_tokens')
  return { pinned: 'builtin', fall: { provider: wanted.name, model: wanted.model, code: 'usage_limit_reached' } }
}

const usedUp = (limit: 'user_tokens' | 'instance_tokens') => {
  rateLimitRefusals.inc({ limit })
  return new RunError('usage_limit_reached')
}

const isFree = ({ chain }: RunnerDeps, pinned: string | undefined) =>
  pinned === 'builtin' || chain.providers.every(isBuiltin)

/** Counted in the statement that settles the last call, so that a further turn needs none of its own. */
const costOfNext = (deps: RunnerDeps, context: RunContext, past: Past, turn: Turn) =>
  isFree(deps, context.provider?.name)
    ? 0
    : requestTokens(requestOf(deps, { ...context, turns: [...context.turns.slice(0, -1), turn] }, past))

const isBuiltin = ({ name }: { name: string }) => name === 'builtin'
const isOver = (spent: number, ceiling: number) => ceiling > 0 && spent >= ceiling

const turnHappened = (deps: RunnerDeps, context: RunContext, turn: Turn, asked: Asked): Happened => {
  const { run, message, provider, turns } = context
  const said = message?.text ? message : undefined
  const lists = listItems(deps.registry, context, turn)
  const answer = said ? [toRow(said.done(), run.id, messageCalls(turns, turn))] : []
  const card =
    turn.workflow_id &&
    workflowItem(deps.registry, { ...turn, workflow_id: turn.workflow_id }, run.thread_id, whenOf(context))
  return {
    step: {
      turn,
      spent: { ...asked.usage, reserved: context.asking?.reserved ?? 0 },
      provider: provider?.name === run.provider ? undefined : provider,
      items: [...context.notices.map(({ row }) => row), ...answer, ...lists.map(({ row }) => row)],
    },
    events: [
      ...(said?.closing() ?? []),
      ...lists.map(({ item }) => ({ type: 'thread.item.done', item }) as const),
      ...(asked.finish === 'length' ? [CUT_NOTICE] : []),
      ...(card ? [{ type: 'thread.item.added', item: card } as const] : []),
    ],
  }
}

/** Nothing of the turn waits any more. */
const begunAnew = (context: RunContext, { usage }: Asked) => {
  const { run, provider } = context
  Object.assign(context, { message: undefined, asking: undefined, notices: [] })
  tokens.inc({ kind: 'input' }, usage.input_tokens)
  tokens.inc({ kind: 'output' }, usage.output_tokens)
  if (provider) run.provider = provider.name
}

const CUT_NOTICE = {
  type: 'notice',
  level: 'warning',
  message: 'The answer was cut at the model’s length limit.',
} as const
