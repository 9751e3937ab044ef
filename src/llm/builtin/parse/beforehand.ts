/**
 * Owns what is to be done before something that happens: “the plumber comes on saturday, first clean the bath”, “braai on
 * friday the 24th, get charcoal the day before”. Its day is counted from that of the sentence before.
 */
import { fold } from '../../../language/fold.ts'
import { addDays } from '../../../lib/calendar.ts'
import type { ParsedTask } from '../../../task/quick-add/parse.ts'
import type { Intent } from '../intent.ts'
import { readTasks } from './add.ts'
import { dayOf, isHappening } from './halves.ts'
import type { Context } from './reference.ts'

/** Sentences of people are shorter (UTF-16 units). */
const SENTENCE_MAX_CHARS = 200
/** “Before that”, at the beginning of the second half. */
const BEFOREHAND =
  /[,;.] ?(?:(?:und|and|y|et|e|en) )?(?:vorher|davor|zuvor|before (?:that|then)|beforehand|avant (?:ca|cela)|antes(?: d[ie]sso)?|prima|vooraf|ervoor|eerst) /
/** “The day before”, at its end. */
const DAY_BEFORE =
  /[ ,]+(?:the day before|(?:am|den) (?:tag davor|tag vorher|vortag)|la veille|el dia (?:antes|anterior)|la vispera|il giorno prima|n[ao] (?:dia anterior|vespera)|de dag ervoor|daags ervoor)[.!]*$/

/** The tasks of the second half, on a day where they say none. */
const dayed = (words: string, day: string, context: Context): ParsedTask[] =>
  readTasks(words.trim(), context).map((task) => (task.due_on ? task : { ...task, due_on: day }))

/** What happens by itself is no task; what is done before it is due that day, or the day before. */
export const readBeforehand = (words: string, context: Context): Intent[] | undefined => {
  if (words.length > SENTENCE_MAX_CHARS || words.includes('\n') || /\?\s*$/.test(words)) return undefined
  const said = fold(words)
  const eve = DAY_BEFORE.exec(said)
  const seam = eve ? /[,;.] /.exec(said) : BEFOREHAND.exec(said)
  if (!seam || seam.index === 0) return undefined
  const left = words.slice(0, seam.index)
  const right = words.slice(seam.index + seam[0].length, eve?.index ?? words.length)
  const day = dayOf(left, context)
  if (!day || right.trim() === '' || dayOf(right, context) !== undefined) return undefined
  const happens = isHappening(left, context.languages[0])
  const due_on = eve ? addDays(day, -1) : day
  const tasks = [...(happens ? [] : readTasks(left, context)), ...dayed(right, due_on, context)]
  return happens || eve ? [{ do: 'add', tasks }] : undefined
}
