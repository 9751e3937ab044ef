/**
 * Markdown of the model and of people to HTML that cannot carry anything but the elements named here. Every leaf,
 * code included, goes through the `text` callback, so escaping there covers all of it.
 */
import { highlight } from './highlight.ts'
import { raw, type Safe } from './jsx/runtime.ts'

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

const link = (content: string, href: string) => {
  const address = webAddress(href)
  if (address === undefined) return content
  return `<a href="${Bun.escapeHTML(address)}" rel="noopener noreferrer nofollow" target="_blank">${content}</a>`
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

const callbacks = (lively: boolean): Bun.markdown.RenderCallbacks => ({
  text: (content) => Bun.escapeHTML(content),
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
    return `<pre tabindex="0" dir="ltr"><code>${(lively && highlight(code, meta?.language)) || code}</code></pre>`
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
  // Never <img>: a picture would tell a third party that, and when, somebody reads this.
  image: (content, { src }) => link(`[image: ${content}]`, src),
})

const FINISHED = callbacks(true)
const DRAFT = callbacks(false)

/** Finished blocks, code highlighted. */
export const markdown = (text: string): Safe => raw(Bun.markdown.render(text, FINISHED, OPTIONS))
/** The open tail of an answer that is still being written: the same without highlighting. */
export const draft = (text: string): Safe => raw(Bun.markdown.render(text, DRAFT, OPTIONS))
