/** Holds the conversations with an assistant, one person and list each, and counts by group how they went. */
import type { Task } from '../task/schema.ts'
import { type Conversation, judge, type Verdict } from './judge.ts'

/** A person of their own with the list as it is before. */
export interface Seat {
  today: string
  list(): Promise<Task[]>
  /** Says it, waits for the answer, and approves what waits for the person; gives the tokens it took. */
  say(text: string): Promise<{ tokens: number }>
}

interface Outcome {
  group: string
  says: string[]
  verdict: Verdict
  seconds: number
  tokens: number
}

export const holdConversation = async (conversation: Conversation, seat: Seat): Promise<Outcome> => {
  const before = await seat.list()
  const began = performance.now()
  let tokens = 0
  for (const text of conversation.says) tokens += (await seat.say(text)).tokens
  const seconds = (performance.now() - began) / 1000
  const verdict = judge(conversation, before, await seat.list(), seat.today)
  return { group: conversation.group, says: conversation.says, verdict, seconds, tokens }
}

interface Score {
  all: number
  right: number
  harmful: number
  seconds: number
  tokens: number
}

export interface Row {
  provider: string
  model: string
  total: Score
  groups: Record<string, Score>
  failed: { says: string[]; verdict: Verdict }[]
}

const scoreOf = (outcomes: Outcome[]): Score => ({
  all: outcomes.length,
  right: outcomes.filter(({ verdict }) => verdict === 'right').length,
  harmful: outcomes.filter(({ verdict }) => verdict === 'harmful').length,
  seconds: Number(outcomes.reduce((sum, one) => sum + one.seconds, 0).toFixed(1)),
  tokens: outcomes.reduce((sum, one) => sum + one.tokens, 0),
})

export const rowOf = (provider: string, model: string, outcomes: Outcome[]): Row => ({
  provider,
  model,
  total: scoreOf(outcomes),
  groups: Object.fromEntries(
    [...Map.groupBy(outcomes, ({ group }) => group)].map(([name, some]) => [name, scoreOf(some)]),
  ),
  failed: outcomes.filter(({ verdict }) => verdict !== 'right').map(({ says, verdict }) => ({ says, verdict })),
})

const percent = ({ right, all }: Score) => `${Math.round((100 * right) / all)} %`

const NAME_WIDTH = 24
const CELL_WIDTH = 22

/** One column for each assistant, one line for each group. */
export const tableOf = (rows: Row[]): string => {
  const line = (name: string, cell: (row: Row) => string) =>
    [name.padEnd(NAME_WIDTH), ...rows.map((row) => cell(row).padStart(CELL_WIDTH))].join(' ')
  const groups = [...new Set(rows.flatMap((row) => Object.keys(row.groups)))]
  return [
    line('', ({ provider }) => provider),
    line('', ({ model }) => (model.length > CELL_WIDTH ? `…${model.slice(1 - CELL_WIDTH)}` : model)),
    ...groups.map((group) => line(group, (row) => (row.groups[group] ? percent(row.groups[group]) : '–'))),
    line('all', ({ total }) => `${total.right}/${total.all}  ${percent(total)}`),
    line('harmful', ({ total }) => `${total.harmful}`),
    line('seconds', ({ total }) => `${total.seconds}`),
    line('tokens', ({ total }) => `${total.tokens}`),
  ].join('\n')
}
