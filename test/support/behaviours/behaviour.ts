/**
 * What a model does with a good endpoint under it: the turns it takes, and what must have come of them for the list, for
 * the person who reads, and for the model itself.
 */
import { calls, type Reply, says } from '../fake-provider.ts'

export interface Behaviour {
  name: string
  /** Its turns, one a request; the last one repeats. */
  turns: Reply[]
  expects?: Partial<Expected>
}

export interface Expected {
  status: string
  code: string | null
  /** What people read. */
  text: string | RegExp
  /** Lines of the program itself. */
  lines: string[]
  /** The list afterwards; see `lineOf`. */
  list: string[]
  /** Requests that it took. */
  asked: number
  /** What the model was told of its calls. */
  told: RegExp
}

/** The list before. */
export const BEFORE = [
  { title: 'Buy milk', due_on: '2031-01-05', priority: 'high', tags: ['home'] },
  { title: 'Call the dentist' },
  { title: 'Pay rent' },
]
const [MILK, DENTIST, RENT] = ['Buy milk 2031-01-05 high #home', 'Call the dentist', 'Pay rent']
export const UNCHANGED = [MILK, DENTIST, RENT]

/** The list as before but for these, by id; more than three are new. */
export const list = (changed: Record<number, string | null>) =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((id) => {
    const line = changed[id] === undefined ? UNCHANGED[id - 1] : changed[id]
    return line ? [line] : []
  })

export const DONE = says('Here you are.')

export const USUAL: Expected = {
  status: 'completed',
  code: null,
  text: 'Here you are.',
  lines: [],
  list: UNCHANGED,
  asked: 2,
  told: /^/,
}
export const failsAs = (code: string): Partial<Expected> => ({ status: 'failed', code, text: /^/ })

/** One turn with one call; an object is written as JSON. */
export const call = (name: string, args: object | string = {}) => calls([{ name, arguments: args }])
