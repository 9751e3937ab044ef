/** Owns small talk: what people say that asks for nothing on the list, and the honest answers. */
import type { Topic } from './intent.ts'

const END =
  '(?: (?:there|todochat|assistant|bot|again|everyone|you|so much|very much|a lot|now|please|then))*[!.,?:)~ ]*$'
const TOPICS: [Topic, RegExp][] = [
  [
    'hello',
    new RegExp(
      `^(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|moin|hallo)${END}`,
      'i',
    ),
  ],
  [
    'fine',
    /^(?:how are you|how(?:['’]s| is) it going|what(?:['’]s| is) up|you ok(?:ay)?)(?: (?:today|doing))?[?!. ]*$/i,
  ],
  [
    'thanks',
    new RegExp(
      `^(?:(?:ok(?:ay)?|great|perfect|nice|cool|awesome|super)?,? ?(?:thanks?|thank you|thx|ty|cheers|ta)|ok(?:ay)?|great|perfect|nice|cool|awesome|well done|good job|got it|lovely|super|all done|i['’]?m done|we['’]?re done|we are done|that(?:['’]s| is) (?:all|it))${END}`,
      'i',
    ),
  ],
  ['bye', new RegExp(`^(?:bye|bye bye|goodbye|good night|see (?:you|ya)(?: (?:later|tomorrow|soon))?|cu)${END}`, 'i')],
  [
    'who',
    /^(?:(?:so )?(?:who|what) (?:exactly )?are you|are you (?:an? )?(?:\w+ )?(?:bot|human|person|ai|robot|machine|real|chatgpt|gpt|llm|language model|assistant|person)|what(?:['’]s| is) your name|who (?:made|built|wrote) you|what (?:model|ai|llm) (?:are you|is this|do you use)|do you (?:use|have) (?:ai|a model|gpt))\b[^.;]{0,40}$/i,
  ],
  [
    'help',
    /^(?:help(?: me)?(?: please)?|\?+|what can (?:you|i) (?:do|say|ask|type|write)(?: here| for me)?|what do you (?:do|know|understand)|how (?:does|do) (?:this|it|you) work|how (?:do|can|should) (?:i|we|you) .{1,80}|commands?|examples?|instructions?|usage|manual)[?!. ]*$/i,
  ],
  [
    'yes',
    /^(?:yes|yep|yeah|yup|sure|y|ok(?:ay)? do it|(?:yes,? )?do it|confirm(?:ed)?|(?:yes,? )?go ahead|approved?|yes,? please|i (?:confirm|approve|agree)|correct|absolutely|of course)(?: (?:it|that|them|please|delete (?:it|them)))*[!. ]*$/i,
  ],
  [
    'no',
    /^(?:no|nope|nah|n|cancel|cancel (?:it|that)|never ?mind|forget (?:it|about it)|stop|don['’]?t|no,? thanks?|no,? thank you|rather not)[!. ]*$/i,
  ],
  ['refrained', /^(?:don['’]?t|do not|never|stop|please don['’]?t) (?!forget|let me forget|repeat|miss)\S/i],
]

export const readTalk = (words: string): Topic | undefined => TOPICS.find(([, pattern]) => pattern.test(words))?.[0]

export const WHAT_I_AM = 'I am the built-in assistant: a set of rules, not a language model.'
export const EXAMPLES = `- add buy milk tomorrow 5pm and call mum on friday
- what is due this week?
- finish 3, then show my list
- move the dentist one to next tuesday at noon
- delete task 5
- undo`
/** A constant, so that the next message can be read as its answer. */
export const WHAT_TO_ADD = 'What shall I add? Tell me the task, like “buy milk tomorrow 5pm”.'

const WAITS = 'Words in the chat do not approve anything: please use the Confirm or Cancel button on the card.'
/** What is said to each topic; `waiting` is whether something waits for the person’s confirmation. */
export const TALK: Record<Topic, (waiting: boolean) => string> = {
  hello: () => 'Hello! I keep your to-do list. Tell me what you have to do, or say “help”.',
  fine: () => `I am a program, so I have no feelings to report, but I am ready. What shall I put on your list?`,
  thanks: () => 'You are welcome.',
  bye: () => 'Goodbye! Your list stays here.',
  who: () =>
    `${WHAT_I_AM} I keep your to-do list: I add, list, change, complete, reopen, delete, search and undo. Say “help” for examples.`,
  help: () =>
    `${WHAT_I_AM} I understand plain sentences about your to-do list, several at once, with days, times, priorities (!high), tags (#home) and repeats (every monday). For example:\n\n${EXAMPLES}\n\nI cannot answer general questions.`,
  yes: (waiting) => (waiting ? WAITS : 'I am not sure what you agree to. Please say it in full, like “finish 3”.'),
  no: (waiting) => (waiting ? WAITS : 'All right, I did nothing.'),
  refrained: () => 'All right, I did nothing.',
  too_long: () =>
    `That message is too long for me to read safely, so I did nothing. ${WHAT_I_AM} Please send it in smaller pieces.`,
  nothing: () => `I did not get any words. Say “help” for examples.`,
  what_to_add: () => WHAT_TO_ADD,
}
