/** Owns saying what a list was narrowed to: “open, due tomorrow, #home”. */
import { fill } from '../../language/fill.ts'
import { sayDay } from '../../task/format.ts'
import type { Filter } from './intent.ts'
import type { Voice } from './replies.ts'

const days = ({ due_after, due_before }: Filter, { language, when }: Voice): string[] => {
  const day = (date: string) => sayDay(date, when, language)
  if (due_after && due_before)
    return [
      due_after === due_before
        ? fill(language.say.due_word, { x: day(due_after) })
        : fill(language.say.due_word, { x: fill(language.say.between, { x: day(due_after), y: day(due_before) }) }),
    ]
  if (due_before) return [fill(language.say.due_until, { x: day(due_before) })]
  return due_after ? [fill(language.say.due_from, { x: day(due_after) })] : []
}

/** The filter in words of ours; the person’s own stand in quotation marks. */
export const sayFilter = (filter: Filter, voice: Voice): string => {
  const { say } = voice.language
  const yesterday = sayDay(filter.due_before ?? '', voice.when, voice.language) === say.yesterday && !filter.due_after
  return [
    ...(yesterday
      ? [say.overdue_word]
      : filter.status
        ? [filter.status === 'completed' ? say.done_word : say.open_word]
        : []),
    ...(filter.priority && filter.priority !== 'none' ? [say[`priority_${filter.priority}`]] : []),
    ...(filter.undated ? [say.undated_word] : []),
    ...(filter.repeats ? [say.repeating_word] : []),
    ...(yesterday ? [] : days(filter, voice)),
    ...(filter.tag ? [`#${filter.tag}`] : []),
    ...(filter.q ? [`“${filter.q}”`] : []),
  ].join(', ')
}
