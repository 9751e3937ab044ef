/** What is wrong with the controls of a page: names, references, routes behind them, and what they are without scripts. */
import {
  around,
  controlsOf,
  defaultsOf,
  type Element,
  of,
  sendersOf,
  spoken,
  standing,
  textOf,
  treeOf,
  within,
} from './tree.ts'

interface Fields {
  properties?: Record<string, unknown>
}
/** The route table as the app has it. */
export interface Listed {
  method: string
  path: string
  hooks?: { body?: Fields }
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll(/[.+?]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+').replace('*', '.*')}/?$`)

/** The route that answers an address; one that names it wholly comes before one with a parameter. */
export const routeOf = (routes: readonly Listed[], method: string, address: string) => {
  const path = address.replace(/[?#].*$/, '')
  const own = routes.filter((route) => route.method === method)
  return own.find((route) => route.path === path) ?? own.find((route) => patternOf(route.path).test(path))
}

export interface Sending {
  form: Element
  /** The button; none where a form is sent by Enter or by the page’s script. */
  sender: Element | undefined
  method: string
  to: string
  fields: Record<string, string>
}

/** Every way in which a form of the page can be sent. */
export const sendingsOf = (page: Element): Sending[] =>
  standing(page)
    .filter(({ name }) => name === 'form')
    .flatMap((form) => {
      const buttons = within(form).some(
        ({ name, attributes }) => name === 'button' && attributes.get('type') !== 'button',
      )
      return (buttons ? sendersOf(form) : [undefined]).map((sender) => ({
        form,
        sender,
        method: (of(form, 'method') || 'get').toUpperCase(),
        to: (sender && of(sender, 'formaction')) || of(form, 'action'),
        fields: {
          ...defaultsOf(form),
          ...(sender && of(sender, 'name') && { [of(sender, 'name')]: of(sender, 'value') }),
        },
      }))
    })

const shown = ({ name, attributes }: Element) =>
  `${name} ${[...attributes].map(([key, value]) => `${key}="${value}"`).join(' ')}`

const CONTROL = /^(a|button|input|select|textarea|summary|iframe|img)$/
const isControl = ({ name, attributes }: Element) =>
  CONTROL.test(name) && attributes.get('type') !== 'hidden' && (name !== 'a' || attributes.has('href'))

const labelOf = (all: Element[], control: Element) => {
  const id = of(control, 'id')
  return (
    all.find(({ name, attributes }) => name === 'label' && id !== '' && attributes.get('for') === id) ??
    around(control, 'label')
  )
}

/** How a screen reader names it; a placeholder is no name, as it goes when something is written. */
const nameOf = (all: Element[], control: Element) => {
  const named = of(control, 'aria-labelledby')
    .split(' ')
    .map((id) => all.find((one) => id !== '' && of(one, 'id') === id))
  const label = labelOf(all, control)
  const words = [
    ...named.map((one) => one && spoken(one)),
    of(control, 'aria-label'),
    label && spoken(label),
    of(control, 'alt'),
  ]
  return (words.find(Boolean) || (/^(a|button|summary)$/.test(control.name) ? spoken(control) : '')).trim()
}

const nameless = (all: Element[]) =>
  all
    .filter((element) => isControl(element) && nameOf(all, element) === '')
    .map((element) => `no name: ${shown(element)}`)

const twice = (all: Element[]) => {
  const ids = all.map((element) => of(element, 'id')).filter(Boolean)
  return ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `id twice: ${id}`)
}

const LISTS_OF_IDS = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'headers']
const IDS = ['for', 'form', 'list', 'popovertarget', 'commandfor', 'aria-activedescendant']
const SELECTORS = ['hx-target', 'hx-indicator', 'hx-include', 'hx-disabled-elt', 'hx-select-oob']

/** The ids that an element names, each with the attribute that does. */
const referencesOf = (element: Element) => [
  ...LISTS_OF_IDS.flatMap((name) =>
    of(element, name)
      .split(' ')
      .map((id) => [name, id] as const),
  ),
  ...IDS.map((name) => [name, of(element, name)] as const),
  ...SELECTORS.flatMap((name) =>
    [...of(element, name).matchAll(/#([\w-]+)/g)].map(([, id = '']) => [name, id] as const),
  ),
  ...(element.name === 'a' && of(element, 'href').startsWith('#')
    ? [['href', of(element, 'href').slice(1)] as const]
    : []),
]

const dangling = (all: Element[]) => {
  const ids = new Set(all.map((element) => of(element, 'id')))
  return all
    .flatMap(referencesOf)
    .filter(([, id]) => id !== '' && !ids.has(id))
    .map(([name, id]) => `${name} names no id: ${id}`)
}

const ASKS = ['hx-get', 'hx-post', 'hx-put', 'hx-patch', 'hx-delete']

/** A control that asks by htmx leads there without scripts too: by its link, its form, or not at all and hidden. */
const asksAlone = (element: Element) => {
  if (!ASKS.some((name) => element.attributes.has(name)) || element.attributes.has('hidden')) return false
  if (element.name === 'a') return of(element, 'href') === ''
  return !around(element, 'form')
}
const needsScript = (element: Element) => {
  const { attributes, name } = element
  if (name === 'form')
    return attributes.has('hx-swap') && !(attributes.get('method') === 'post' && attributes.has('action'))
  const idle = name === 'button' && attributes.get('type') === 'button'
  return asksAlone(element) || (idle && !['hidden', 'popovertarget', 'commandfor'].some((one) => attributes.has(one)))
}

const routeless = (page: Element, routes: readonly Listed[]) =>
  sendingsOf(page).flatMap(({ form, method, to, fields }) => {
    const route = routeOf(routes, method, to)
    if (!route) return [`no route: ${method} ${to}`]
    const known = Object.keys(route.hooks?.body?.properties ?? {})
    const named = [...controlsOf(form).map((control) => of(control, 'name')), ...Object.keys(fields)]
    const unknown = method === 'GET' ? [] : named.filter((name) => !known.includes(name))
    return unknown.map((name) => `unknown to ${method} ${route.path}: ${name}`)
  })

export const wrongWith = (html: string, routes: readonly Listed[]): string[] => {
  const page = treeOf(html)
  const all = standing(page)
  const found = [
    ...nameless(all),
    ...twice(all),
    ...dangling(all),
    ...all.filter(needsScript).map((element) => `nothing without scripts: ${shown(element)}`),
    ...routeless(page, routes),
  ]
  return [...new Set(found)]
}

const LINKS = ['href', 'src', 'hx-get']
/** Addresses on this site that a page leads to or loads, each once. */
export const addressesOf = (page: Element) =>
  new Set(
    within(page)
      .flatMap((element) => LINKS.map((name) => of(element, name)))
      .filter((address) => address.startsWith('/')),
  )

/** The pieces that an answer for htmx brings, and where they go: the ids of which one must be on the page. */
export const placesOf = (page: Element) =>
  within(page)
    .filter(({ name }) => name === 'hx-partial')
    .map((element) =>
      of(element, 'hx-target')
        .split(',')
        .map((place) => place.trim().replace(/^#/, '')),
    )

export const wordsOf = ({ sender }: Pick<Sending, 'sender'>) =>
  sender ? of(sender, 'aria-label') || textOf(sender).trim() : 'Enter'
