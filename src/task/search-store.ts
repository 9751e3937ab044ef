/** SQL of searches for words in tasks: the index names candidates, the list looks at them again (sql/0015_search). */
import type { Sql } from '../db/database.ts'
import { likePattern } from '../lib/like.ts'

/** More candidates than this are so many that walking the list in its order finds a page sooner. */
const CANDIDATES_MAX = 500

/**
 * The text of a task and each word in lower case once, however many words there are. `coalesce` hides from the planner what
 * it would guess to be rare: a page of what is frequent is found by walking in order.
 */
export const holdsWords = (sql: Sql, words: string[]) => sql`
  and coalesce(lower(concat_ws(E'\n', title, description, array_to_string(tags, ' ')))
    like all ((select array_agg(lower(word)) from unnest(${words.map(likePattern)}::text[]) as word)::text[]), false)`

/**
 * Tasks that have the pieces of every word, undefined when they are many. Only the index may serve this statement, so it
 * filters by a user in a form that no other index has.
 */
export const findCandidates = async (sql: Sql, user_id: string, words: string[]): Promise<number[] | undefined> => {
  const rows = await sql<{ id: number }[]>`
    select id from tasks
    where search_pieces(user_id, task_words(title, description, tags)) @> search_keys(${user_id}, ${words}::text[])
      and user_id::text = ${user_id}
    limit ${CANDIDATES_MAX + 1}`
  return rows.length > CANDIDATES_MAX ? undefined : rows.map(({ id }) => id)
}
