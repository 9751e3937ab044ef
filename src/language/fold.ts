/** Owns folding and likeness of words: case, accents and a slip of the fingers do not matter when words are compared. */

const bases = new Map<string, string>()
/** Characters remembered; more than the letters of our languages. */
const BASES_MAX = 2000

const baseOf = (unit: string) => {
  if (unit === 'ß') return 's'
  const base = unit.normalize('NFD').charAt(0).toLowerCase()
  return base.length === 1 ? base : unit
}
const foldUnit = (unit: string) => {
  const known = bases.get(unit)
  if (known !== undefined) return known
  if (bases.size >= BASES_MAX) bases.clear()
  const base = baseOf(unit)
  bases.set(unit, base)
  return base
}

/** Lower case without accents, unit by unit, so that places in the folded text are places in the text. */
export const fold = (text: string) => text.replace(/[^\0-\x7f]|[A-Z]/g, foldUnit).replace(/[’‘`´]/g, "'")

const LIKE_MIN = 5
const TWO_SLIPS_MIN = 8

/** Slips from one word to the other, at most `most`: letters missing, added, wrong or swapped (Damerau). */
export const slips = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let older: number[] = []
  let old = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 1)
      row.push(best)
    }
    older = old
    old = row
  }
  return old[b.length] ?? most + 1
}

const sorted = (word: string) => [...word].sort().join('')

/** Whether a word could be the other, slipped; both folded. The first letter is rarely wrong, only swapped. */
export const slipped = (word: string, meant: string): boolean => {
  // “moove”: a letter held too long.
  if (meant.length === LIKE_MIN - 1 && word.length === LIKE_MIN) return word.replace(/(.)\1/, '$1') === meant
  if (meant.length === LIKE_MIN - 1)
    return word.length === meant.length && slips(word, meant, 1) === 1 && sorted(word) === sorted(meant)
  if (word.length < LIKE_MIN - 1 || meant.length < LIKE_MIN) return false
  const swapped = word[0] !== meant[0] && word[1] !== meant[0]
  if (swapped && meant.length < TWO_SLIPS_MIN) return false
  const most = meant.length >= TWO_SLIPS_MIN && !swapped ? 2 : 1
  return slips(word, meant, most) <= most
}
