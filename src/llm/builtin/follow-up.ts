/** Owns answers to our own questions: “the second one” after “Which one do you mean?”, “buy milk” after “What shall I add?”. */
import type { When } from '../../plain/clock.ts'
import type { History } from './history.ts'
import type { Intent, Reference } from './intent.ts'
import { readReference } from './reference.ts'
import { WHICH } from './resolve.ts'
import { WHAT_TO_ADD } from './talk.ts'
import { understand } from './understand.ts'

/** Messages looked back at for the request a question was about. */
const LOOK_BACK_MAX = 4

/** The request that was in question: the newest deed or change with a target that did not name ids. */
const questioned = (asked: string[], when: When): Intent | undefined =>
  asked
    .slice(0, LOOK_BACK_MAX)
    .map((words) =>
      understand(words, when).find(
        (intent) => 'target' in intent && intent.do !== 'point' && intent.target.kind !== 'ids',
      ),
    )
    .find((intent) => intent !== undefined)

/** Ids in the order our question listed them. */
const offered = (answered: string) =>
  [...answered.slice(answered.indexOf(WHICH)).matchAll(/#([1-9]\d{0,8}) “/g)].map(([, id]) => Number(id))

const chosen = (target: Reference, ids: number[]): Reference => {
  if (target.kind === 'them') return { kind: 'ids', ids }
  if (target.kind !== 'place') return target
  const id = ids.at(target.place < 0 ? target.place : target.place - 1)
  return id === undefined ? target : { kind: 'ids', ids: [id] }
}

const answerToWhich = (first: Intent, { answered, asked, said }: History, when: When): Intent | undefined => {
  const target = first.do === 'point' ? first.target : first.do === 'unknown' ? readReference(said, when) : undefined
  const request = target && questioned(asked, when)
  if (!request || !('target' in request)) return undefined
  const ids = offered(answered)
  return { ...request, target: ids.length ? chosen(target, ids) : target }
}

/** What the last message asks for, read as the answer to a question of ours when it is one. */
export const intentsOf = (history: History, when: When): Intent[] => {
  const intents = understand(history.said, when)
  const [first] = intents
  if (!first || intents.length > 1) return intents
  if (history.answered.includes(WHICH)) {
    const answer = answerToWhich(first, history, when)
    if (answer) return [answer]
  }
  if (first.do === 'unknown' && history.answered.endsWith(WHAT_TO_ADD)) return understand(`add ${history.said}`, when)
  return intents
}
