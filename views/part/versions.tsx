/** The ways to what was said or answered instead: a message and an answer may have several versions. */
import type { Fork } from '../../src/thread/schema.ts'
import { Act } from './form.tsx'

/** Which of how many versions is shown, and the branches that hold its neighbours. */
export interface Version {
  at: number
  of: number
  before?: string | undefined
  after?: string | undefined
}

/** By the item that the current branch has where others leave it; an answer without any has the empty name. */
export const versionsOf = (forks: Fork[]): ReadonlyMap<string, Version> => {
  const places = Map.groupBy(forks, ({ item_id }) => item_id ?? '')
  return new Map(
    [...places].map(([item_id, all]) => {
      const others = all.toSorted((a, b) => a.position - b.position)
      const here = others.filter(
        ({ position }) => position < (all[0]?.item_position ?? Number.POSITIVE_INFINITY),
      ).length
      return [item_id, { at: here + 1, of: others.length + 1, before: others[here - 1]?.id, after: others[here]?.id }]
    }),
  )
}

const Way = ({ to, branch, words, sign }: { to: string; branch: string | undefined; words: string; sign: string }) => (
  <Act to={to}>
    <input type="hidden" name="branch" value={branch ?? ''} />
    <button class="quiet" type="submit" aria-label={words} disabled={branch === undefined}>
      <span aria-hidden="true">{sign}</span>
    </button>
  </Act>
)

export const Versions = ({ thread_id, version }: { thread_id: string; version: Version }) => {
  const to = `/chat/${thread_id}/branch`
  return (
    <fieldset class="versions" aria-label="Versions">
      <Way to={to} branch={version.before} words="Earlier version" sign="‹" />
      <span>{`${version.at} of ${version.of}`}</span>
      <Way to={to} branch={version.after} words="Later version" sign="›" />
    </fieldset>
  )
}
