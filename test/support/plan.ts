/** How the database would do the one statement that `work` sends, whatever its values are. */
import type { Database, Sql } from '../../src/db/database.ts'

const PREFIX = 'explain (costs off) '

const explaining = (sql: Sql, seen: string[]): Sql => {
  const tag = async (strings: TemplateStringsArray, ...values: never[]) => {
    const texts = [PREFIX + strings[0], ...strings.slice(1)]
    const rows = await sql(Object.assign(texts, { raw: texts }), ...values)
    seen.push(...rows.map((row) => String(row['QUERY PLAN'])))
    return []
  }
  return tag as unknown as Sql
}

/** The work fails on the empty answer or not: its plan is known by then. */
export const explained = (db: Database, work: (sql: Sql) => Promise<unknown>): Promise<string> =>
  db.transaction(async (sql) => {
    const seen: string[] = []
    await sql`set local plan_cache_mode = 'force_generic_plan'`
    await work(explaining(sql, seen)).catch(() => undefined)
    return seen.join('\n')
  })
