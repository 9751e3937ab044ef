/** Runs the corpus and counts it by group and by language. Run by hand it also names what is not right. */
import { type Judged, judge, type Verdict } from './judge.ts'
import { type Case, readCorpus } from './read.ts'

/** Ordinary and odd days: a leap day, ends of month and year, both clock changes of Europe, a Sunday. */
export const DAYS = ['2026-11-20', '2027-02-28', '2028-02-29', '2027-12-31', '2027-03-28', '2026-10-25', '2029-06-14']

export interface Result extends Judged {
  one: Case
  day: string
}
const WORST: Verdict[] = ['harmful', 'wrong', 'acceptable', 'right']

const runOne = async (one: Case, days: string[]): Promise<Result> => {
  const all: Result[] = []
  for (const day of days) all.push({ one, day, ...(await judge(one, day)) })
  const worst = all.sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict))[0]
  if (!worst) throw new Error('a case needs a day')
  return worst
}

/** Each case on a day of its own turn and on `today`; it counts as the worse of the two. */
export const runCorpus = async (today: string, only = /./): Promise<Result[]> => {
  const results: Result[] = []
  for (const [at, one] of readCorpus().entries())
    if (only.test(`${one.file} ${one.group}`))
      results.push(await runOne(one, [...new Set([DAYS[at % DAYS.length] ?? today, today])]))
  return results
}

export type Count = Record<Verdict, number> & { all: number }
export const countBy = (results: Result[], key: (one: Case) => string): Map<string, Count> => {
  const counts = new Map<string, Count>()
  for (const { one, verdict } of results) {
    const count = counts.get(key(one)) ?? { all: 0, right: 0, acceptable: 0, wrong: 0, harmful: 0 }
    count.all++
    count[verdict]++
    counts.set(key(one), count)
  }
  return counts
}

const row = (name: string, { all, right, acceptable, wrong, harmful }: Count) =>
  `${name.padEnd(22)} ${[all, right, acceptable, wrong, harmful].map((n) => String(n).padStart(5)).join('')}  ${((100 * right) / all).toFixed(1)} %`

export const tableOf = (results: Result[]) =>
  [
    `${''.padEnd(22)}  all  right acc wrong harmful`,
    ...[...countBy(results, ({ group }) => group)].map(([name, count]) => row(name, count)),
    ...[...countBy(results, ({ language }) => language)].map(([name, count]) => row(name, count)),
    ...[...countBy(results, () => 'all')].map(([name, count]) => row(name, count)),
  ].join('\n')

export const lineOf = ({ one, verdict, happened, day }: Result) =>
  `${verdict.toUpperCase()} ${one.file}:${one.line} [${day}] ${one.says.join(' // ').replaceAll('\n', '\\n')}\n    wanted ${one.expects.map((all) => all.join(' && ')).join(' || ')}\n    got ${happened}`

if (import.meta.main) {
  const results = await runCorpus(new Date().toISOString().slice(0, 10), new RegExp(process.argv[2] ?? '.'))
  const shown = process.argv[3] ?? 'wrong|harmful'
  for (const result of results) if (new RegExp(shown).test(result.verdict)) process.stdout.write(`${lineOf(result)}\n`)
  process.stdout.write(`${tableOf(results)}\n`)
}
