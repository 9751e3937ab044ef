/** The forms and links of a page, as a browser without scripts has them. */
import { defaultsOf, type Element, of, sendersOf, textOf, treeOf, within } from './tree.ts'
import type { Seen, Visitor } from './visitor.ts'

const wordsOf = (control: Element) => of(control, 'aria-label') + textOf(control)
const named = (html: string, name: string) => within(treeOf(html)).filter((element) => element.name === name)

/** What can be pressed, with its form; what needs a script starts hidden, and is not there without one. */
const buttonsOf = (html: string) =>
  named(html, 'form')
    .filter(({ attributes }) => !attributes.has('hidden'))
    .flatMap((form) => sendersOf(form).map((button) => ({ form, button, fields: defaultsOf(form) })))

/** Follows redirects by hand, as the address bar would. */
const arrive = async (who: Visitor, seen: Seen): Promise<Seen> =>
  seen.status === 303 && seen.location ? who.get(seen.location) : seen

/** The page, and what can be done on it by its words; what is not there cannot be done. */
export const browse = async (who: Visitor, path: string) => {
  let seen = await arrive(who, await who.get(path))
  return {
    html: () => seen.html,
    status: () => seen.status,
    async follow(words: string) {
      const link = named(seen.html, 'a').find((one) => one.attributes.has('href') && wordsOf(one).includes(words))
      if (!link) throw new Error(`No link “${words}” on the page.`)
      seen = await arrive(who, await who.get(of(link, 'href')))
      return seen
    },
    /** Presses the first button with these words, with what is written into the fields of its form. */
    async press(words: string, written: Record<string, string> = {}) {
      const usable = buttonsOf(seen.html).filter(({ fields }) => Object.keys(written).every((name) => name in fields))
      const found =
        usable.find(({ button }) => wordsOf(button) === words) ??
        usable.find(({ button }) => wordsOf(button).includes(words))
      if (!found) throw new Error(`No button “${words}” with ${Object.keys(written).join(', ')} on the page.`)
      const { form, button, fields } = found
      const name = of(button, 'name')
      const sent = { ...fields, ...written, ...(name && { [name]: of(button, 'value') }) }
      const to = of(button, 'formaction') || of(form, 'action')
      const answer =
        of(form, 'method') === 'post' ? await who.post(to, sent) : await who.get(`${to}?${new URLSearchParams(sent)}`)
      seen = await arrive(who, answer)
      return seen
    },
  }
}
