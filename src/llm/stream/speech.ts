/**
 * What of a model’s text is for people. Servers without a parser send thoughts (`<think>`, harmony’s channels) and tool
 * calls as text: thoughts at the beginning are hidden, and a text that is wholly a call is a call. Whatever may still
 * turn out to be one of these is held back; all else is passed on at once.
 */
import { isFields, parsedObject } from './chunk.ts'

interface SpokenCall {
  name: string
  arguments: string
}
interface SpeechEnd {
  /** What was held back and is text after all. */
  text: string
  calls: SpokenCall[]
}

const THOUGHTS = ['think', 'thinking', 'thought', 'reasoning'].map((name) => [`<${name}>`, `</${name}>`] as const)
const HARMONY = ['<|channel|>', '<|start|>', '<|message|>']
/** How a call that is written as text begins. */
const CALLS = ['<tool_call>', '[TOOL_CALLS]', '<|python_tag|>', '<function_call>', 'functions.', '```', '{', '[{']
const OPENERS = [...THOUGHTS.map(([open]) => open), ...HARMONY, ...CALLS]
const FINAL = /<\|channel\|>\s*final[^<]*<\|message\|>/
const END_TOKENS = /<\|(?:end|return|call|im_end|eot_id|eom_id)\|>/g

type State = 'start' | 'thought' | 'harmony' | 'call' | 'open'

/** `names`: the tools that exist; only they can be called by text. */
export const createSpeech = (names: readonly string[]) => {
  let state: State = 'start'
  let held = ''
  let closer = ''
  let hidden = false

  const begin = (): string => {
    const lead = held.trimStart()
    const thought = THOUGHTS.find(([open]) => lead.startsWith(open))
    if (thought) {
      closer = thought[1]
      held = lead.slice(thought[0].length)
      state = 'thought'
      hidden = true
      return think()
    }
    if (HARMONY.some((token) => lead.startsWith(token))) {
      state = 'harmony'
      return harmony()
    }
    if (lead === '' || mayBecome(lead, names)) return ''
    if (isCallStart(lead, names)) state = 'call'
    else return release()
    return ''
  }
  const think = (): string => {
    const end = held.indexOf(closer)
    if (end < 0) {
      held = held.slice(-closer.length)
      return ''
    }
    held = held.slice(end + closer.length).trimStart()
    state = 'start'
    return begin()
  }
  const harmony = (): string => {
    const final = FINAL.exec(held)
    if (!final) return ''
    held = held.slice(final.index + final[0].length)
    return release()
  }
  const release = (): string => {
    if (hidden) held = held.trimStart()
    state = 'open'
    return open()
  }
  const open = (): string => {
    // Half a character waits for its other half, which may come with the next delta.
    const keep = /[\uD800-\uDBFF]$/.test(held) ? 1 : 0
    const text = held.slice(0, held.length - keep)
    held = held.slice(held.length - keep)
    return text.includes('<|') ? text.replace(END_TOKENS, '') : text
  }
  const STEPS: Record<State, () => string> = { start: begin, thought: think, harmony, call: () => '', open }

  return {
    /** Gives what people may read now. */
    take(delta: string): string {
      held += delta
      return STEPS[state]()
    },
    close(): SpeechEnd {
      if (state === 'thought') return { text: '', calls: [] }
      const calls = state === 'open' ? [] : spokenCalls(held, names)
      return { text: calls.length > 0 || state === 'harmony' ? '' : held, calls }
    },
  }
}

const callStarts = (names: readonly string[]) => [...CALLS, ...names.map((name) => `${name}(`)]

/** The beginning of an opener. */
const mayBecome = (lead: string, names: readonly string[]) =>
  [...OPENERS, ...callStarts(names)].some((opener) => opener.length > lead.length && opener.startsWith(lead))

/** A fence holds a call only when an object begins in it. */
const isCallStart = (lead: string, names: readonly string[]) =>
  lead.startsWith('```')
    ? /^```(?:json|tool_call|tool_code|python)?\s*(?:$|[{[])/.test(lead) || /^```[a-z_]*$/.test(lead)
    : callStarts(names).some((opener) => lead.startsWith(opener))

const WRAPPERS: readonly RegExp[] = [
  /^```[a-z_]*\s*([\s\S]*?)\s*```$/,
  /^<tool_call>\s*([\s\S]*?)\s*(?:<\/tool_call>)?$/,
  /^<function_call>\s*([\s\S]*?)\s*(?:<\/function_call>)?$/,
  /^\[TOOL_CALLS\]\s*([\s\S]*)$/,
  /^<\|python_tag\|>\s*([\s\S]*)$/,
  /^<\|channel\|>[^<]*to=(?:functions\.)?\w+[\s\S]*$/,
]

/** The calls that the whole text is; none when any part of it is something else. */
const spokenCalls = (text: string, names: readonly string[]): SpokenCall[] => {
  const harmony = /to=(?:functions\.)?(\w+)[^{]*?<\|message\|>([\s\S]*?)(?:<\|call\|>)?\s*$/.exec(text)
  if (harmony?.[1] && text.includes('<|channel|>')) return known([[harmony[1], harmony[2] ?? '']], names)
  const bare = text.replace(END_TOKENS, '').trim()
  for (const wrapper of WRAPPERS) {
    const inner = wrapper.exec(bare)?.[1]
    if (inner !== undefined) return inner.split(/<\/tool_call>\s*<tool_call>/).flatMap((one) => spokenCalls(one, names))
  }
  const called = /^(?:functions\.)?(\w+)\(\s*(\{[\s\S]*\})?\s*\)$/.exec(bare)
  if (called?.[1]) return known([[called[1], called[2] ?? '{}']], names)
  return jsonCalls(bare, names)
}

const jsonCalls = (bare: string, names: readonly string[]): SpokenCall[] => {
  const list = bare.startsWith('[') ? parsedObject(`{"calls":${bare}}`)?.calls : [parsedObject(bare)]
  if (!Array.isArray(list)) return []
  const pairs = list.map((one): [string, unknown] => {
    const { name, tool, function: called, arguments: args, parameters } = isFields(one) ? one : {}
    const inner = isFields(called) ? called : {}
    return [String(name ?? tool ?? inner.name ?? called ?? ''), args ?? parameters ?? inner.arguments ?? {}]
  })
  return known(pairs, names)
}

/** All of them or none. */
const known = (pairs: [string, unknown][], names: readonly string[]): SpokenCall[] => {
  const calls = pairs.map(([name, args]) => ({
    name: name.replace(/^functions\./, ''),
    arguments: typeof args === 'string' ? args.trim() : JSON.stringify(args),
  }))
  return calls.every(({ name, arguments: args }) => names.includes(name) && parsedObject(args)) ? calls : []
}
