/**
 * Arguments as models and agents write them, mended where it can be done without a guess: numbers from digits, words of
 * a list by case and synonym, dates and times padded or cut, fences and wrappers off. Empty means not given. What a
 * tool does not know is dropped. REST, whose clients are programs, stays strict and never comes here.
 */
type Fields = Record<string, unknown>
type Schema = { type?: string; properties?: Record<string, Schema>; items?: Schema; enum?: unknown[]; anyOf?: Schema[] }

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const FENCE = /^```[a-z]*\s*([\s\S]*?)\s*```$/
/** JSON in JSON is unpacked so often at most. */
const UNPACKED_MAX = 3

const unpacked = (input: unknown, depth = 0): unknown => {
  if (typeof input !== 'string' || depth === UNPACKED_MAX) return input
  const text = FENCE.exec(input.trim())?.[1] ?? input.trim()
  if (text === '') return {}
  try {
    return unpacked(JSON.parse(text), depth + 1)
  } catch {
    return input
  }
}

const WRAPPERS = ['parameters', 'arguments', 'args', 'input']

const unwrapped = (input: unknown, schema: Schema): unknown => {
  if (!isFields(input)) return input
  const [only, ...more] = Object.keys(input)
  const wraps = only !== undefined && more.length === 0 && WRAPPERS.includes(only) && !schema.properties?.[only]
  return wraps ? unwrapped(unpacked(input[only]), schema) : input
}

/** Other names for our fields. */
const ALIASES: Record<string, string> = {
  id: 'task_id',
  ids: 'task_ids',
  name: 'title',
  task: 'title',
  due: 'when',
  due_date: 'when',
  dueDate: 'when',
  date: 'when',
  deadline: 'when',
  time: 'due_time',
  note: 'description',
  notes: 'description',
  recurrence: 'repeat',
  tag: 'tags',
  query: 'q',
  search: 'q',
}

/** Synonyms of words of our lists. */
const SYNONYMS: Record<string, string> = {
  urgent: 'high',
  asap: 'high',
  critical: 'high',
  highest: 'high',
  important: 'high',
  p1: 'high',
  normal: 'medium',
  mid: 'medium',
  moderate: 'medium',
  p2: 'medium',
  lowest: 'low',
  minor: 'low',
  p3: 'low',
  done: 'completed',
  complete: 'completed',
  finished: 'completed',
  closed: 'completed',
  open: 'pending',
  todo: 'pending',
  active: 'pending',
  incomplete: 'pending',
}

/** Words for no choice at all, as models give them to filters. */
const ANY = ['all', 'any']

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The schema behind “this or null”. */
const bare = (schema: Schema): Schema => schema.anyOf?.find(({ type }) => type !== 'null') ?? schema

const wordOf = (value: unknown, list: unknown[]): unknown => {
  if (typeof value !== 'string') return value
  const word = value.trim().toLowerCase()
  if (ANY.includes(word) && !list.includes(word)) return undefined
  const meant = list.includes(word) ? word : SYNONYMS[word]
  return meant !== undefined && list.includes(meant) ? meant : value
}

const numberOf = (value: unknown): unknown =>
  typeof value === 'string' && /^#?\d{1,10}(?:\.0+)?$/.test(value.trim())
    ? Number(value.trim().replace('#', ''))
    : value

const flagOf = (value: unknown): unknown => {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value
  return word === 'true' || word === 'false' ? word === 'true' : value
}

const listOf = (value: unknown): unknown[] => {
  if (typeof value !== 'string') return Array.isArray(value) ? value : [value]
  const parsed = unpacked(value)
  return Array.isArray(parsed) ? parsed : value.split(',').map((part) => part.trim())
}

const pad = (digits: string) => digits.padStart(2, '0')

/** A day of an instant, or with its zeros; anything else is left for the reader of words. */
const dayOf = (text: string) => {
  const [, year, month = '', day = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(text.trim()) ?? []
  return year === undefined ? undefined : `${year}-${pad(month)}-${pad(day)}`
}

const timeOf = (text: string) => {
  const [, hours = '', minutes = '00', half] =
    /^(\d{1,2})(?:[:.](\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*([ap])?\.?(?:m\.?)?Z?$/i.exec(text.trim()) ?? []
  if (hours === '') return undefined
  const hour = Number(hours)
  if (half === undefined) return `${pad(hours)}:${minutes}`
  return `${pad(`${(hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)}`)}:${minutes}`
}

const DAYS = ['due_on', 'due_before', 'due_after', 'completed_before', 'completed_after']

const textOf = (name: string, value: unknown): unknown => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return value
  if (DAYS.includes(name)) return dayOf(value) ?? value
  return name === 'due_time' ? (timeOf(value) ?? value) : value
}

const mended = (name: string, value: unknown, given: Schema): unknown => {
  const schema = bare(given)
  if (schema.enum) return wordOf(value, schema.enum)
  if (schema.type === 'integer') return numberOf(value)
  if (schema.type === 'boolean') return flagOf(value)
  if (schema.type === 'array') {
    const items = schema.items ?? {}
    const list = listOf(value).filter((one) => !isEmpty(one))
    return list.map((one) =>
      name.endsWith('tags') ? tagOf(one) : items.properties ? mend(one, items) : mended('', one, items),
    )
  }
  return schema.type === 'string' ? textOf(name, value) : value
}

const tagOf = (value: unknown) =>
  typeof value === 'string' ? value.trim().replace(/^#+/, '').replaceAll(/\s+/g, '-') : value

/** A date in words belongs to `when`, whose reader knows words. */
const settleWords = (args: Fields, schema: Schema): Fields => {
  const { due_on, ...rest } = args
  if (typeof due_on !== 'string' || dayOf(due_on) || !schema.properties?.when || rest.when !== undefined) return args
  return { ...rest, when: due_on }
}

/** @param schema  JSON Schema of the tool’s arguments */
export const mend = (input: unknown, schema: Schema): unknown => {
  const given = unwrapped(unpacked(input), schema)
  if (!isFields(given)) return given
  const known = schema.properties ?? {}
  const args: Fields = {}
  for (const [key, value] of Object.entries(given)) {
    const alias = ALIASES[key] ?? ''
    const name = Object.hasOwn(known, key) ? key : alias
    const property = Object.hasOwn(known, name) ? known[name] : undefined
    if (!property || isEmpty(value) || (name !== key && Object.hasOwn(given, name))) continue
    const better = mended(name, value, property)
    if (!isEmpty(better)) args[name] = better
  }
  return settleWords(args, schema)
}

const NAME = /^[\w-]{1,40}$/
const IGNORED_MAX = 5

/** The fields that were given, are no names of ours and so were dropped: a model is told, or it takes them for kept. */
export const ignoredFields = (input: unknown, schema: Schema): string[] => {
  const given = unwrapped(unpacked(input), schema)
  const known = schema.properties ?? {}
  const names = isFields(given) ? Object.keys(given).filter((key) => NAME.test(key) && !isEmpty(given[key])) : []
  return names
    .filter((key) => !Object.hasOwn(known, key) && !Object.hasOwn(known, ALIASES[key] ?? ''))
    .slice(0, IGNORED_MAX)
}

/** The tool that is meant: some models put a namespace before its name. */
export const bareName = (name: string) => name.trim().replace(/^(?:functions?|tools?|default_api|todochat)[.:/]/, '')
