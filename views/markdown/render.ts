/** Markdown as HTML, by callbacks of our own: nothing of the text gets out unescaped. */
import { withBoundedNesting } from '../../src/lib/markdown/bounds.ts'
import { raw, type Safe } from '../jsx/runtime.ts'
import { type HighlightBudget, highlight, newHighlightBudget } from './highlight.ts'

// Without indented code blocks a document rendered block by block equals the document rendered at once (stable.ts).
const OPTIONS = { noHtmlBlocks: true, noHtmlSpans: true, noIndentedCodeBlocks: true, autolinks: true }

/** The address a link may lead to, or none. Decided on the decoded address with control characters and spaces gone. */
export const webAddress = (href: string): string | undefined => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these before they read the scheme
  const address = href.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\ufeff]/g, '')
  const full = /^www\./i.test(address) ? `https://${address}` : address
  if (/^[^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#]+$/.test(full)) return `mailto:${full}`
  return /^(https?:\/\/[^/]|mailto:.)/i.test(full) && URL.canParse(full) ? full : undefined
}

/** A link within a link has no meaning, and browsers take the outer one apart: the outer one leads. */
const withoutLinks = (content: string) => content.replaceAll(/<a [^>]*>|<\/a>/g, '')

const link = (inside: string, href: string) => {
  const address = webAddress(href)
  if (address === undefined) return inside
  const content = withoutLinks(inside)
  const host = hiddenHost(content, address)
  const shown = host === undefined ? content : `${content} (${Bun.escapeHTML(host)})`
  return `<a href="${Bun.escapeHTML(address)}" rel="noopener noreferrer nofollow" target="_blank">${shown}</a>`
}

/** The host of a link, unless its text names it: a model wrote the text, perhaps by an injected instruction. */
const hiddenHost = (content: string, address: string): string | undefined => {
  const { hostname, protocol } = new URL(address)
  if (protocol === 'mailto:') return content.includes('@') ? undefined : address.slice('mailto:'.length)
  const words = content
    .replaceAll(/<[^>]*>/g, '')
    .trim()
    .toLowerCase()
  const bare = hostname.replace(/^www\./, '')
  const said = /^(?:https?:\/\/)?(?:www\.)?([^\s/?#]+)/.exec(words)?.[1]
  return said === bare || said?.split(':')[0] === bare ? undefined : bare
}

const align = (meta?: { align?: string }) => (meta?.align ? ` class="${meta.align}"` : '')
const CHECKED = '<span class="box" role="img" aria-label="done">☑</span> '
const OPEN = '<span class="box" role="img" aria-label="open">☐</span> '
const box = (checked?: boolean) => (checked === undefined ? '' : checked ? CHECKED : OPEN)
const list = (content: string, meta: { ordered: boolean; start?: number }) => {
  if (!meta.ordered) return `<ul>${content}</ul>`
  return meta.start === undefined || meta.start === 1
    ? `<ol>${content}</ol>`
    : `<ol start="${Math.trunc(meta.start)}">${content}</ol>`
}

/** What is quoted in another direction, as a title of a task, does not turn the words around it. */
const QUOTED = /([“„«])([^“”„«»]+)([”“»])/g
const TO_THE_LEFT = /[\u0590-\u08ff]/
const isolated = (content: string) =>
  content.replaceAll(QUOTED, (whole, open, inside, close) =>
    TO_THE_LEFT.test(inside) ? `${open}<bdi>${inside}</bdi>${close}` : whole,
  )

const callbacks = (budget: HighlightBudget): Bun.markdown.RenderCallbacks => ({
  text: (content) => isolated(Bun.escapeHTML(content)),
  html: (content) => `<p>${content}</p>`,
  paragraph: (content) => `<p>${content}</p>`,
  // The page has the h1 and every turn an h2.
  heading: (content, { level }) => {
    const rank = Math.min(6, Math.max(3, level + 1))
    return `<h${rank}>${content}</h${rank}>`
  },
  blockquote: (content) => `<blockquote>${content}</blockquote>`,
  code: (content, meta) => {
    const code = content.replace(/\n$/, '')
    return `<pre tabindex="0" dir="ltr"><code>${highlight(code, meta?.language, budget) ?? code}</code></pre>`
  },
  list,
  listItem: (content, meta) => `<li>${box(meta?.checked)}${content}</li>`,
  hr: () => '<hr>',
  // A region that can scroll sideways must be reachable by keyboard.
  table: (content) => `<div class="wide" tabindex="0" role="group" aria-label="Table"><table>${content}</table></div>`,
  thead: (content) => `<thead>${content}</thead>`,
  tbody: (content) => `<tbody>${content}</tbody>`,
  tr: (content) => `<tr>${content}</tr>`,
  th: (content, meta) => `<th scope="col"${align(meta)}>${content}</th>`,
  td: (content, meta) => `<td${align(meta)}>${content}</td>`,
  strong: (content) => `<strong>${content}</strong>`,
  emphasis: (content) => `<em>${content}</em>`,
  strikethrough: (content) => `<del>${content}</del>`,
  codespan: (content) => `<code>${content}</code>`,
  link: (content, { href }) => link(content, href),
  // Never <img>: a picture would reveal to a third party that, and when, a person reads this.
  image: (content, { src }) => link(`[image: ${content}]`, src),
})

const render = (text: string, budget: HighlightBudget): string =>
  Bun.markdown.render(withBoundedNesting(text), callbacks(budget), OPTIONS)

/** Finished blocks, code highlighted as far as the budget of their text goes. */
export const markdown = (text: string, budget = newHighlightBudget()): Safe => raw(render(text, budget))
/** The open tail of an answer that is still being written: the same without highlighting. */
export const draft = (text: string): Safe => raw(render(text, { left: 0 }))
