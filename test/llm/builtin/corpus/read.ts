/** Reads the corpus: a file a language, each with its place, the tasks before, and one case a line. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Place {
  locale: string | undefined
  zone: string
}
export interface Case extends Place {
  /** Its file, without the ending: a language, and which of its corpora. */
  file: string
  language: string
  group: string
  line: number
  says: string[]
  /** Outcomes that are right, each a list of expectations that must all hold. */
  expects: string[][]
  world: string[]
}

const HERE = import.meta.dir

const placeOf = (head: string, place: Place): Place => {
  const [locale = '', zone] = head.split(' ')
  return { locale: locale === '-' ? undefined : locale, zone: zone ?? place.zone }
}

const readLine = (text: string): Pick<Case, 'says' | 'expects'> => {
  const at = text.lastIndexOf(' => ')
  const says = text.slice(0, at).split(' // ')
  const expects = text
    .slice(at + 4)
    .split(' || ')
    .map((one) => one.split(' && '))
  return { says: says.map((say) => say.replaceAll('\\n', '\n')), expects }
}

const readFile = (file: string): Case[] => {
  const language = file.slice(0, 2)
  const place: Place = { locale: undefined, zone: 'UTC' }
  const world: string[] = []
  const cases: Case[] = []
  let group = ''
  const lines = readFileSync(join(HERE, file), 'utf8').split('\n')
  for (const [at, line] of lines.entries()) {
    const [, key, value] = /^(locale|zone) (\S+)$/.exec(line) ?? []
    if (key) Object.assign(place, { [key]: value })
    else if (line.startsWith('== ')) group = line.slice(3)
    else if (group === '' && /^\d+ /.test(line)) world.push(line)
    else if (group !== '' && line.includes(' => ')) {
      const head = /^\[([^\]]*\/[^\]]*)\] /.exec(line)
      const own = head ? placeOf(head[1] ?? '', place) : place
      cases.push({
        ...own,
        ...readLine(line.slice(head?.[0].length ?? 0)),
        file: file.slice(0, -4),
        language,
        group,
        line: at + 1,
        world,
      })
    }
  }
  return cases
}

export const readCorpus = (): Case[] =>
  readdirSync(HERE)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap(readFile)
