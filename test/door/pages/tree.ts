/** A page as a tree of its elements, with what a reader needs of them: attributes, words, neighbours. */

export interface Element {
  name: string
  attributes: ReadonlyMap<string, string>
  parent: Element | undefined
  /** In the order of the document. */
  children: (Element | string)[]
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }
const decoded = (text: string) => text.replaceAll(/&([\w#]+);/g, (whole, name: string) => NAMED[name] ?? whole)

/** The words of others stand in text and attributes; the parser leaves both as they were sent. */
export const treeOf = (html: string): Element => {
  const root: Element = { name: '', attributes: new Map(), parent: undefined, children: [] }
  let open = root
  const element = (found: HTMLRewriterTypes.Element) => {
    const attributes = new Map([...found.attributes].map(([name = '', value = '']) => [name, decoded(value)]))
    const made: Element = { name: found.tagName, attributes, parent: open, children: [] }
    open.children.push(made)
    if (!found.canHaveContent) return
    open = made
    found.onEndTag(() => {
      open = made.parent ?? root
    })
  }
  const text = (chunk: HTMLRewriterTypes.Text) => void open.children.push(chunk.text)
  new HTMLRewriter().on('*', { element, text }).transform(html)
  return root
}

export const isElement = (child: Element | string): child is Element => typeof child !== 'string'

/** All within, from the top down. */
export const within = (element: Element): Element[] =>
  element.children.filter(isElement).flatMap((child) => [child, ...within(child)])

/** Those that stand in the page: what a template holds does not. */
export const standing = (element: Element): Element[] =>
  element.children
    .filter(isElement)
    .flatMap((child) => (child.name === 'template' ? [child] : [child, ...standing(child)]))

export const around = (element: Element, name: string): Element | undefined =>
  !element.parent || element.parent.name === name ? element.parent : around(element.parent, name)

export const of = (element: Element, name: string) => element.attributes.get(name) ?? ''

/** As they are written, the hidden ones among them. */
export const textOf = (element: Element): string =>
  element.children.map((child) => (isElement(child) ? textOf(child) : decoded(child))).join('')

/** What a screen reader says of it by its content. */
export const spoken = (element: Element): string =>
  element.children
    .map((child) => {
      if (!isElement(child)) return decoded(child)
      return of(child, 'aria-hidden') === 'true' || child.name === 'svg' ? '' : spoken(child)
    })
    .join('')
    .trim()

/** What a browser sends of a control when nobody touched it. */
const writtenIn = (control: Element) => {
  if (control.name === 'textarea') return textOf(control)
  if (control.name !== 'select') return of(control, 'value')
  const options = within(control).filter(({ name }) => name === 'option')
  const chosen = options.find(({ attributes }) => attributes.has('selected')) ?? options[0]
  return chosen ? of(chosen, 'value') : ''
}

const isTicked = ({ attributes }: Element) =>
  !/checkbox|radio/.test(attributes.get('type') ?? '') || attributes.has('checked')

/** The fields of a form by their names. */
export const controlsOf = (form: Element) =>
  within(form).filter(({ name, attributes }) => /^(input|select|textarea)$/.test(name) && attributes.has('name'))

export const defaultsOf = (form: Element): Record<string, string> =>
  Object.fromEntries(
    controlsOf(form)
      .filter(isTicked)
      .map((control) => [of(control, 'name'), writtenIn(control)]),
  )

/** What can be pressed to send a form; a form without any is sent by Enter. */
export const sendersOf = (form: Element) =>
  within(form).filter(
    ({ name, attributes }) =>
      name === 'button' &&
      attributes.get('type') !== 'button' &&
      !attributes.has('hidden') &&
      !attributes.has('disabled'),
  )
