/** The forms and links of a page, as a browser without scripts has them. */
import type { Seen, Visitor } from './visitor.ts'

interface Button {
  words: string
  to: string
  name: string
  value: string
}
interface Form {
  method: string
  action: string
  fields: Record<string, string>
  buttons: Button[]
}

interface Parsed {
  forms: Form[]
  links: { words: string; href: string }[]
}

type State = Parsed & { select: string; chosen: boolean }

/** What the form that is open now sends under a name. */
const put = ({ forms }: State, name: string | null, value: string) => {
  if (name) Object.assign(forms.at(-1)?.fields ?? {}, { [name]: value })
}

const readFields = (rewriter: HTMLRewriter, state: State) =>
  rewriter
    .on('form input', {
      element(element) {
        const type = element.getAttribute('type') ?? 'text'
        const ticked = !/checkbox|radio/.test(type) || element.hasAttribute('checked')
        if (ticked) put(state, element.getAttribute('name'), element.getAttribute('value') ?? '')
      },
    })
    .on('form select', {
      element: (element) => void Object.assign(state, { select: element.getAttribute('name') ?? '', chosen: false }),
    })
    .on('form select option', {
      element(element) {
        if (state.chosen && !element.hasAttribute('selected')) return
        state.chosen = true
        put(state, state.select, element.getAttribute('value') ?? '')
      },
    })
    .on('form textarea', {
      element: (element) => put(state, element.getAttribute('name'), ''),
      text(chunk) {
        const fields = state.forms.at(-1)?.fields ?? {}
        const last = Object.keys(fields).at(-1) ?? ''
        fields[last] += chunk.text
      },
    })

const readForms = (rewriter: HTMLRewriter, { forms }: State) =>
  rewriter
    .on('form', {
      element(element) {
        // What needs a script starts hidden, and is not there without one.
        const method = element.hasAttribute('hidden') ? 'hidden' : (element.getAttribute('method') ?? 'get')
        forms.push({ method, action: element.getAttribute('action') ?? '', fields: {}, buttons: [] })
      },
    })
    .on('form button', {
      element(element) {
        if (element.hasAttribute('hidden') || element.hasAttribute('disabled')) return
        const form = forms.at(-1)
        form?.buttons.push({
          words: element.getAttribute('aria-label') ?? '',
          to: element.getAttribute('formaction') ?? form.action,
          name: element.getAttribute('name') ?? '',
          value: element.getAttribute('value') ?? '',
        })
      },
      text(chunk) {
        const button = forms.at(-1)?.buttons.at(-1)
        if (button) button.words += chunk.text
      },
    })

const parse = async (html: string): Promise<Parsed> => {
  const state: State = { forms: [], links: [], select: '', chosen: false }
  const { links } = state
  const rewriter = readFields(readForms(new HTMLRewriter(), state), state).on('a[href]', {
    element: (element) =>
      void links.push({ words: element.getAttribute('aria-label') ?? '', href: element.getAttribute('href') ?? '' }),
    text(chunk) {
      const link = links.at(-1)
      if (link) link.words += chunk.text
    },
  })
  await rewriter.transform(new Response(html)).text()
  return state
}

const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')

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
      const link = (await parse(seen.html)).links.find((one) => one.words.includes(words))
      if (!link) throw new Error(`No link “${words}” on the page.`)
      seen = await arrive(who, await who.get(plain(link.href)))
      return seen
    },
    /** Presses the first button with these words, with what is written into the fields of its form. */
    async press(words: string, written: Record<string, string> = {}) {
      const { forms } = await parse(seen.html)
      const fitting = forms.flatMap((form) => form.buttons.map((button) => ({ form, button })))
      const usable = fitting.filter(
        ({ form }) => form.method !== 'hidden' && Object.keys(written).every((name) => name in form.fields),
      )
      const found =
        usable.find(({ button }) => button.words === words) ?? usable.find(({ button }) => button.words.includes(words))
      if (!found) throw new Error(`No button “${words}” with ${Object.keys(written).join(', ')} on the page.`)
      const { form, button } = found
      const fields: Record<string, string> = {
        ...form.fields,
        ...written,
        ...(button.name && { [button.name]: button.value }),
      }
      const sent = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]))
      const to = plain(button.to)
      const answer =
        form.method === 'post' ? await who.post(to, sent) : await who.get(`${to}?${new URLSearchParams(sent)}`)
      seen = await arrive(who, answer)
      return seen
    },
  }
}
