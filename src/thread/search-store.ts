/** SQL of searches for words in chats: the index names candidates among the messages (sql/0015_search). */
import type { Sql } from '../db/database.ts'
import { likePattern } from '../lib/like.ts'
import type { FoundPlace } from './schema.ts'

/** More candidates than this are so many that walking the chats in their order finds a page sooner. */
const CANDIDATES_MAX = 500

/** What a list of chats looks for. */
export interface ThreadSearch {
  /** A LIKE pattern over titles and the words of messages. */
  pattern: string
  /** The chats with messages that hold it; undefined when many may. */
  found?: string[]
}

/** Only the index may serve this statement, so it filters by a user in a form that no other index has. */
export const findThreads = async (sql: Sql, user_id: string, words: string): Promise<ThreadSearch> => {
  const pattern = likePattern(words)
  const [row] = await sql<[{ candidates: number; found: string[] }]>`
    with candidates as materialized (
      select thread_id, words, aside from items
      where words is not null and search_pieces(user_id, words) @> search_keys(${user_id}, ${[words]}::text[])
        and user_id::text = ${user_id}
      limit ${CANDIDATES_MAX + 1}
    )
    select (select count(*)::int from candidates) as candidates, coalesce(array_agg(distinct thread_id::text), '{}') as found
    from candidates where (select count(*) from candidates) <= ${CANDIDATES_MAX} and aside is null
      and words ilike ${pattern}`
  return row.candidates > CANDIDATES_MAX ? { pattern } : { pattern, found: row.found }
}

/** As part of a `where` over `threads t`. */
export const holdsSearch = (sql: Sql, { pattern, found }: ThreadSearch) => sql`
  and (title ilike ${pattern} or ${
    found
      ? sql`id = any(${found}::uuid[])`
      : sql`exists (select 1 from items i
          where i.user_id = t.user_id and i.thread_id = t.id and i.aside is null and i.words ilike ${pattern})`
  })`

/** The newest messages of one chat that are looked through for the place of a hit. */
const LOOKED_THROUGH_MAX = 2000

/** Where in each chat the words were said last; none where only the title has them. */
export const findPlaces = async (
  sql: Sql,
  user_id: string,
  thread_ids: string[],
  words: string,
): Promise<FoundPlace[]> => {
  const rows = await sql`
    select t.id as thread_id, hit.id as item_id, hit.words
    from unnest(${thread_ids}::uuid[]) as t(id), lateral (
      select i.id, i.words, i.position from (
        select id, words, position from items
        where user_id = ${user_id} and thread_id = t.id and aside is null
        order by position desc limit ${LOOKED_THROUGH_MAX}) i
      where i.words ilike ${likePattern(words)} order by i.position desc limit 1) hit
    limit ${thread_ids.length}`
  return rows.map((row) => ({ thread_id: row.thread_id, item_id: row.item_id, words: row.words }))
}
