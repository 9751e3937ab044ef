/** Owns the words around a request: greetings before it, “could you please”, “thanks” after it. */
import { tidy } from '../../plain/tidy.ts'

const BEFORE =
  /^(?:(?:hi|hello|hey|ok(?:ay)?|oops|sorry|so|well|and|also|then|now|but|please|pls|kindly|just|actually)(?: there| todochat)?[,!.:]? |(?:can|could|would|will) you (?:please |also )?|(?:i(?:['’]d| would) like|i want|i wish)(?: you)? to |would you mind |let['’]?s |let us |go ahead and |you (?:can|could|should) )/i
const AFTER =
  /(?<![ ,])[ ,]{1,3}(?:please|pls|thanks?|thank you|thx|for me|would you|will you|if you (?:can|could|please))[.!? ]*$/i
const POLITE_QUESTION = /\b(?:can|could|would|will) you (?!do\b|\S*$).+\?$|\bwould you mind\b/i
/** So many layers of politeness are taken off. */
const LAYERS_MAX = 5

const peel = (words: string, layer: RegExp) => {
  let left = words
  for (let i = 0; i < LAYERS_MAX; i++) {
    const next = left.replace(layer, '').trim()
    if (next === '' || next === left) return left
    left = next
  }
  return left
}

/** The request itself. Words that are nothing but politeness stay as they are. */
export const plainly = (words: string) => {
  const whole = tidy(words)
  // A request put as a question is no question: its mark goes.
  return peel(peel(POLITE_QUESTION.test(whole) ? whole.replace(/[? ]+$/, '') : whole, BEFORE), AFTER)
}
