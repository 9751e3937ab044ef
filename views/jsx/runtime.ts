/**
 * Our JSX: everything is escaped unless it came out of JSX itself or went through `raw()`. It sits on top of
 * @elysiajs/html, whose own runtime escapes nothing by default.
 */
import { createElement } from '@elysiajs/html'

/** Finished HTML. Nothing else gets into a page unescaped. */
export class Safe {
  readonly #html: string
  constructor(html: string) {
    this.#html = html
  }
  toString() {
    return this.#html
  }
}

/** Marks HTML as finished without looking at it: for output of our own renderers only. The one word to grep for. */
export const raw = (trusted: string) => new Safe(trusted)

export type Child = Safe | string | number | boolean | null | undefined | readonly Child[]
type Attributes = Record<string, unknown> & { children?: Child }
type Component = (attributes: Attributes) => Safe

const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'hx-get', 'hx-post', 'hx-sse:connect'])
/** What an address may begin with; `javascript:` and `data:` are thereby impossible whatever the view does. */
const isAddress = (value: string) => /^(\/(?!\/)|[#?]|https?:\/\/|mailto:|webcal:)/i.test(value)
const isName = (name: string) => /^[A-Za-z_:@][\w:.@-]*$/.test(name)

const text = (child: Child): string => {
  if (child === null || child === undefined || typeof child === 'boolean') return ''
  if (child instanceof Safe) return child.toString()
  if (Array.isArray(child)) return child.map(text).join('')
  if (child instanceof Promise) throw new Error('views take data, not promises')
  return Bun.escapeHTML(String(child))
}

// "<" too: htmx turns `<hx-…` into a template wherever it stands in a response, inside attribute values as well.
const quoted = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const attribute = (name: string, value: unknown) => {
  if (!isName(name) || /^(on|style$|attrs$|safe$)/i.test(name)) throw new Error(`attribute refused: ${name}`)
  if (Array.isArray(value)) return quoted(value.filter(Boolean).join(' '))
  if (typeof value !== 'string') return value
  if (ADDRESSES.has(name) && !isAddress(value)) throw new Error(`address refused in ${name}`)
  return quoted(value)
}

export const jsx = (name: string | Component, attributes: Attributes): Safe => {
  if (typeof name === 'function') return name(attributes)
  const safe: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(attributes)) {
    if (key !== 'children' && value !== undefined && value !== null) safe[key] = attribute(key, value)
  }
  const children = attributes.children === undefined ? [] : [text(attributes.children)]
  return new Safe(String(createElement(name, safe, ...children)))
}

export const jsxs = jsx
export const jsxDEV = jsx
export const Fragment = ({ children }: { children?: Child }) => new Safe(text(children))

type KitaElements = globalThis.JSX.IntrinsicElements
type Ours<Attributes> = Omit<Attributes, 'children' | 'style' | 'attrs' | 'safe' | 'class' | `on${string}`> & {
  children?: Child
  class?: string | (string | false | null | undefined)[]
  /** HTML knows it on every element that can be focused. */
  autofocus?: boolean
}

export namespace JSX {
  export type Element = Safe
  export type IntrinsicElements = { [Name in keyof KitaElements]: Ours<KitaElements[Name]> } & {
    /** A theme colour is for a colour scheme, which the types below us do not know. */
    meta: { media?: string }
    /** htmx: a piece of a response with its own target. */
    'hx-partial': { 'hx-target': string; 'hx-swap': string; children?: Child }
  }
  export interface ElementChildrenAttribute {
    children: unknown
  }
}
