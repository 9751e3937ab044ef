/** Owns reminders counted from a task: “half an hour before the dentist”, “la veille au soir pour le pédiatre”. */
import { fold } from '../../../language/fold.ts'
import { lexiconOf } from '../../../task/quick-add/lexicon.ts'
import { tokenize } from '../../../task/quick-add/tokens.ts'
import type { Intent, Lead, Reference } from '../intent.ts'
import { taskOf } from './add.ts'
import type { Read } from './matched.ts'
import { type Context, readReference } from './reference.ts'
import { amountOf } from './shift.ts'

const QUARTER_MINUTES = 15
/** “A quarter of an hour”, “eine Viertelstunde”, “een kwartier”. */
const QUARTER =
  /^(?:\S+ )?(?:quarter (?:of )?(?:an )?hour|viertelstunde|quart d'heure|cuarto de hora|quarto (?:d'ora|de hora)|kwartier(?:tje)?)$/
/** “Half an hour” written as one word: “mezz’ora”, “halbstunde”. */
const HALF = /^(?:\S+ )?(?:mezz'ora|mezzora|halbestunde)$/
const HALF_MINUTES = 30
/** The day before, as one word. */
const EVE = /(?:^|\s)(?:veille|vispera|vespera|vorabend|vigilia|vooravond|vortag)(?:\s|$)/
const EVENING = '19:00'
/** What stands around a part of the day: “on the”, “in the”. */
const AROUND = /^[tAOif]*$/

/** The evening, the morning, or the day itself: one day before. */
const dayBefore = (said: string, { languages }: Context): Lead | undefined => {
  const tokens = tokenize(said, lexiconOf(languages))
  const part = tokens.find(({ kind }) => kind === 'p' || kind === 'q')?.value
  if (EVE.test(said)) {
    const evening = /vorabend|vooravond/.test(said) ? EVENING : undefined
    return { days: 1, ...((part ?? evening) && { time: part ?? evening }) }
  }
  const others = tokens.filter(({ kind }) => kind !== 'p' && kind !== 'q')
  return part && others.every(({ kind }) => AROUND.test(kind)) ? { days: 1, time: part } : undefined
}

/** How long before: an amount of time, or a part of the day before. */
const readLead = (words: string, context: Context): Lead | undefined => {
  const said = fold(words.trim())
  if (QUARTER.test(said)) return { minutes: QUARTER_MINUTES }
  if (HALF.test(said)) return { minutes: HALF_MINUTES }
  const by = amountOf(said, context) ?? amountOf(said.replace(/^\S+ /, ''), context)
  if (by) return 'minutes' in by || 'days' in by ? by : undefined
  return dayBefore(said, context)
}

/** Seams tried from the end: an amount has no more words. */
const SEAMS_MAX = 6
/** “the dentist half an hour (before)”: the task, and how long. */
const parted = (words: string, context: Context): { x: string; lead: Lead } | undefined => {
  for (const { index } of [...words.matchAll(/ /g)].slice(-SEAMS_MAX)) {
    const lead = readLead(words.slice(index + 1), context)
    if (lead && index > 0) return { x: words.slice(0, index), lead }
  }
  return undefined
}

const about = (x: string | undefined, lead: Lead, context: Context): Intent => {
  const target: Reference = x === undefined ? { kind: 'it' } : readReference(x, context)
  const offer = target.kind === 'words' && x !== undefined ? { offer: taskOf(x, context) } : {}
  return { do: 'change', target, change: { ahead: lead }, ...offer }
}

/** A task rings so long before it is due; its day and hour stay. */
export const ahead: Read = ({ slots: { n, o, x }, context }) => {
  if (o !== undefined) {
    const said = parted(o, context)
    return said && about(said.x, said.lead, context)
  }
  const lead = n === undefined ? undefined : readLead(n, context)
  return lead && about(x, lead, context)
}
