/** How a letter is written: once as parts, from which plain text and HTML are made. What people wrote is text in both. */

import { cutText } from '../lib/text.ts'

interface LetterLine {
  text: string
  /** Where it is shown in full. */
  href?: string
}
interface LetterGroup {
  heading?: string
  lines: LetterLine[]
}
export interface Letter {
  subject: string
  groups: LetterGroup[]
  /** Ways to go on, below the groups. */
  links?: { label: string; href: string }[]
  /** Why it came, and how it ends. */
  footer?: LetterLine[]
}

const SUBJECT_MAX_CHARS = 200

/** One line without control characters: neither a header nor a line of our own can be begun by a title. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

const plainLine = ({ text, href }: LetterLine, mark = '') => `${mark}${oneLine(text)}${href ? `\n  ${href}` : ''}`

const plainOf = ({ groups, links = [], footer = [] }: Letter) =>
  [
    ...groups.map(({ heading, lines }) =>
      [...(heading ? [oneLine(heading)] : []), ...lines.map((line) => plainLine(line, heading ? '- ' : ''))].join('\n'),
    ),
    ...links.map(({ label, href }) => `${oneLine(label)}: ${href}`),
    ...(footer.length > 0 ? [`-- \n${footer.map((line) => plainLine(line)).join('\n')}`] : []),
  ].join('\n\n')

const escaped = (text: string) => Bun.escapeHTML(oneLine(text))
const link = (href: string, label: string) => `<a href="${Bun.escapeHTML(href)}">${escaped(label)}</a>`
const htmlLine = ({ text, href }: LetterLine) => (href ? link(href, text) : escaped(text))

const htmlGroup = ({ heading, lines }: LetterGroup) =>
  heading
    ? `<h2 style="font-size:1.1em;margin:1.2em 0 .3em">${escaped(heading)}</h2><ul style="margin:0;padding-left:1.2em">${lines
        .map((line) => `<li dir="auto">${htmlLine(line)}</li>`)
        .join('')}</ul>`
    : lines.map((line) => `<p dir="auto">${htmlLine(line)}</p>`).join('')

const htmlOf = ({ subject, groups, links = [], footer = [] }: Letter) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>` +
  '<body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:36em;margin:auto;padding:1em">' +
  groups.map(htmlGroup).join('') +
  (links.length > 0 ? `<p>${links.map(({ label, href }) => link(href, label)).join(' · ')}</p>` : '') +
  footer.map((line) => `<p style="color:#666;font-size:.85em">${htmlLine(line)}</p>`).join('') +
  '</body></html>'

/** The subject and both bodies of a letter. */
export const writeLetter = (letter: Letter) => ({
  subject: cutText(oneLine(letter.subject), SUBJECT_MAX_CHARS),
  text: `${plainOf(letter)}\n`,
  html: htmlOf(letter),
})
