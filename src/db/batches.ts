/** Work on many rows in statements that are each short, so that other statements never wait long behind one of them. */
import type { Database, Sql } from './database.ts'

/** Others get their turn between two batches. */
const PAUSE_MS = 5

/** Repeats a bounded statement until it finds nothing more to do; answers how many rows it was in all. */
export const untilDone = async (db: Pick<Database, 'execute'>, batch: (sql: Sql) => Promise<number>) => {
  let total = 0
  for (;;) {
    const rows = await db.execute(batch)
    total += rows
    if (rows === 0) return total
    await Bun.sleep(PAUSE_MS)
  }
}

/** How much a table that is pruned holds: rows, counted up to ROWS_COUNTED_MAX, and the age of the oldest. */
export interface Kept {
  rows: number
  age_seconds: number
}
export const ROWS_COUNTED_MAX = 200_000
