/**
 * What differs between two states of a list, row by row, so that an open page need not be sent the whole of it. A row is an
 * outermost element of the kinds below that has an id; views escape `<`, so words can be none.
 */
const ROW = /<(article|li|span|a) id="([\w-]+)"[\s\S]*?<\/\1>/g

interface Row {
  hash: string
  /** The part of the frame that it stands behind: rows of one list have the same. */
  part: number
}
/** A list as a page has it; the rows by their ids, in order. */
export interface ShownList {
  frame: string
  rows: Map<string, Row>
}

const hashOf = (html: string) => Bun.hash(html).toString(36)

/** The list, and its rows as they are written. */
export const readList = (html: string) => {
  const written = new Map<string, string>()
  const rows = new Map<string, Row>()
  const frame: string[] = []
  let end = 0
  for (const { 0: row, 2: id = '', index } of html.matchAll(ROW)) {
    if (index > end || frame.length === 0) frame.push(html.slice(end, index))
    end = index + row.length
    written.set(id, row)
    rows.set(id, { hash: hashOf(row), part: frame.length })
  }
  frame.push(html.slice(end))
  return { shown: { frame: hashOf(frame.join('\0')), rows } satisfies ShownList, written }
}

export type RowChange =
  | { kind: 'gone'; id: string }
  | { kind: 'changed'; id: string }
  /** It belongs beside the row `at`. */
  | { kind: 'new'; id: string; at: string; side: 'beforebegin' | 'afterend' }

interface Chain {
  id: string
  place: number
  before: Chain | undefined
}

/**
 * Rows that stand in both in the same order and place: as many as can be, so that one that moves moves alone. The ends of
 * the longest chains so far, by length; each new row goes behind the last end that stands before it.
 */
const lasting = (before: ShownList, after: ShownList) => {
  const places = new Map([...before.rows.keys()].map((id, place) => [id, place]))
  const ends: Chain[] = []
  for (const [id, { part }] of after.rows) {
    const place = places.get(id)
    if (place === undefined || before.rows.get(id)?.part !== part) continue
    const length = ends.findLastIndex((end) => end.place < place) + 1
    ends[length] = { id, place, before: ends[length - 1] }
  }
  const stays = new Set<string>()
  for (let end = ends.at(-1); end; end = end.before) stays.add(end.id)
  return stays
}

/** Undefined when more than rows differs, or a list has no row beside which a new one could stand. */
export const rowChanges = (before: ShownList, after: ShownList): RowChange[] | undefined => {
  if (before.frame !== after.frame) return undefined
  const stays = lasting(before, after)
  const changes: RowChange[] = [...before.rows.keys()].flatMap((id) => (stays.has(id) ? [] : [{ kind: 'gone', id }]))
  const ids = [...after.rows.keys()]
  const partOf = (id: string | undefined) => (id === undefined ? undefined : after.rows.get(id)?.part)
  for (const [index, id] of ids.entries()) {
    if (stays.has(id)) {
      if (before.rows.get(id)?.hash !== after.rows.get(id)?.hash) changes.push({ kind: 'changed', id })
      continue
    }
    const previous = ids[index - 1]
    const next = ids.slice(index + 1).find((other) => stays.has(other))
    if (previous !== undefined && partOf(previous) === partOf(id))
      changes.push({ kind: 'new', id, at: previous, side: 'afterend' })
    else if (next !== undefined && partOf(next) === partOf(id))
      changes.push({ kind: 'new', id, at: next, side: 'beforebegin' })
    else return undefined
  }
  return changes
}
