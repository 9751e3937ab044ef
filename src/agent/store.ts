/** SQL of other agents’ work: which burst a call belongs to, and whose list has changed since when. */
import type { Sql } from '../db/database.ts'

/** Newest changes looked at to find the burst that is going on; more in a minute no budget allows. */
const LOOKED_AT_MAX = 1000

/** The burst of the user’s newest change over MCP, if that is younger than `seconds`. */
export const burstOf = async (sql: Sql, user_id: string, seconds: number): Promise<string | undefined> => {
  const [row] = await sql`
    select newest.run_id from (
      select id, run_id, actor, created_at from task_changes where user_id = ${user_id} order by id desc
      limit ${LOOKED_AT_MAX}) newest
    where newest.actor = 'mcp' and newest.run_id is not null
      and newest.created_at > now() - make_interval(secs => ${seconds})
    order by newest.id desc limit 1`
  return row?.run_id
}

/** The number of each list’s last change; users who are gone are left out. */
export const lastChanges = async (sql: Sql, user_ids: string[]): Promise<Map<string, number>> => {
  const rows = await sql`
    select id, last_change_id from users where id = any(${user_ids}::uuid[]) limit ${user_ids.length}`
  return new Map(rows.map((row) => [row.id, row.last_change_id]))
}

/** Tasks named at once at most; a listener that missed more has to read the list anyway. */
const CHANGED_MAX = 200

/** The tasks that the changes after the one numbered `after` up to `last` have touched. */
export const changedBetween = async (sql: Sql, user_id: string, after: number, last: number): Promise<number[]> => {
  const rows = await sql`
    select distinct task_id from task_changes where user_id = ${user_id} and id > ${after} and id <= ${last}
    order by task_id limit ${CHANGED_MAX}`
  return rows.map((row) => row.task_id)
}
