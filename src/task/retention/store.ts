/** SQL of RETENTION_DAYS for tasks, over all users. */
import type { Sql } from '../../db/database.ts'

export const RETENTION_MAX_TASKS = 5000

/** Finished tasks older than so many days; a bounded number per call. */
export const deleteFinishedBefore = async (sql: Sql, days: number) => {
  await sql`
    delete from tasks where (user_id, id) in (
      select user_id, id from tasks where completed_at < now() - make_interval(days => ${days})
      order by completed_at limit ${RETENTION_MAX_TASKS})`
}
