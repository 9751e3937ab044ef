/** The card that a turn's calls leave in the thread, and the list that stands beside an answer. */
import { idFrom } from '../../lib/id.ts'
import { widgetRow } from '../../thread/item.ts'
import { widgetOf } from '../../widget/card.ts'
import { changedCard, type DoneCall, type Left, listCard } from '../../widget/turn.ts'
import type { Job } from '../job.ts'
import type { ToolCall, Turn } from './store.ts'

const doneCalls = (calls: ToolCall[]): DoneCall[] =>
  calls.flatMap(({ name, result }) => (result && 'output' in result ? [{ name, output: result.output }] : []))

/** Ids come from the place, because a commit whose answer was lost may be sent again. */
const rowOf = ({ run, caller, locale }: Job, left: Left, place: string, created_at: string) => {
  const when = { now: run.created_at, time_zone: caller.time_zone, ...(locale !== undefined && { locale }) }
  const base = { id: idFrom(`card ${place}`), thread_id: run.thread_id, created_at }
  return widgetRow(base, run.id, widgetOf(left.card, { tasks: left.tasks, when }))
}

/** What the calls of the turn changed; none when they changed nothing. */
export const changedItems = (job: Job, { workflow_id, created_at }: Turn, calls: ToolCall[]) => {
  const left = changedCard(doneCalls(calls))
  return left && workflow_id ? [rowOf(job, left, workflow_id, created_at)] : []
}

/** Looks that only served another deed are not shown: a list belongs to an answer that did nothing else. */
export const listItems = (job: Job, last: Turn) => {
  const calls = job.turns.flatMap((turn) => turn.calls)
  const looked = last.calls.length === 0 && calls.every(({ name }) => name === 'list_tasks')
  const left = looked ? listCard(doneCalls(calls)) : undefined
  return left ? [rowOf(job, left, `${job.run.id} list`, last.created_at)] : []
}
