/** When a task rings: as given, else by the person’s preference; it moves with the due time, and to the next occurrence. */
import { addMinutes, daysBetween } from '../../lib/calendar.ts'
import type { Parts } from '../fields.ts'
import type { NewTask, StoredTask, TaskEdit } from '../schema.ts'
import type { Habits } from '../store.ts'

type Timed = Pick<Parts, 'due_on' | 'due_time' | 'remind_at' | 'remind_from'>

const DAY_MINUTES = 24 * 60

/** A task with a time rings so many minutes before it, when its person wants that. */
const byHabit = ({ due_on, due_time }: Timed, { remind_before }: Pick<Habits, 'remind_before'>): string | null =>
  due_on && due_time && remind_before !== null ? addMinutes(`${due_on}T${due_time}`, -remind_before) : null

/** Undefined means by preference; null means none. */
export const remindNew = (parts: Parts, given: NewTask | undefined, habits: Pick<Habits, 'remind_before'>): Parts =>
  given?.remind_at === undefined ? { ...parts, remind_at: byHabit(parts, habits) } : parts

/** How far a task moved, by its times when both have one, else by its days. */
const minutesBetween = (from: Timed, to: Timed): number => {
  if (!from.due_on || !to.due_on) return 0
  const days = daysBetween(from.due_on, to.due_on) * DAY_MINUTES
  return from.due_time && to.due_time ? days + minuteOf(to.due_time) - minuteOf(from.due_time) : days
}
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** A reminder keeps its distance to the due time; with the day goes what belonged to it. */
const following = (before: Timed, after: Timed): string | null => {
  const stood = before.remind_from ?? before.remind_at
  if (!stood || (before.due_on && !after.due_on)) return null
  return addMinutes(stood, minutesBetween(before, after))
}

/** The parts of a changed task, with its reminder where it belongs now. */
export const remindChanged = (
  before: StoredTask,
  parts: Parts,
  edit: TaskEdit,
  habits: Pick<Habits, 'remind_before'>,
): Parts => {
  if (edit.remind_at !== undefined) {
    const same = before.remind_at === parts.remind_at
    if (edit.put_off) return { ...parts, remind_from: before.remind_from ?? before.remind_at }
    return { ...parts, remind_from: same ? before.remind_from : null }
  }
  if (before.due_on === parts.due_on && before.due_time === parts.due_time) return parts
  if (!before.due_time && parts.due_time && !before.remind_at) return { ...parts, remind_at: byHabit(parts, habits) }
  return { ...parts, remind_at: following(before, parts), remind_from: null }
}

/** The reminder of the next occurrence; that this one was put off does not matter there. */
export const remindNext = (task: StoredTask, due_on: string): Pick<StoredTask, 'remind_at' | 'remind_from'> => ({
  remind_at: following(task, { ...task, due_on }),
  remind_from: null,
})
