/** How the database would do the one statement that `work` sends, whatever its values are. */
import type { Database, Sql } from '../../src/db/database.ts'

const PREFIX = 'explain (costs off) '

/** What else is written in SQL is a part of a statement. */
const STATEMENT = /^\s*(select|with|insert|update|delete)\b/

const explaining = (sql: Sql, seen: string[]): Sql => {
  const explain = async (strings: TemplateStringsArray, values: never[]) => {
    const texts = [PREFIX + strings[0], ...strings.slice(1)]
    const rows = await sql(Object.assign(texts, { raw: texts }), ...values)
    seen.push(...rows.map((row) => String(row['QUERY PLAN'])))
    return []
  }
  const tag = (strings: TemplateStringsArray, ...values: never[]) =>
    STATEMENT.test(strings[0] ?? '') ? explain(strings, values) : sql(strings, ...values)
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
