/** What a client wants most: of the offered media types (RFC 9110 §12.5.1), and of all languages. */

interface Wish {
  range: string
  quality: number
}

const wishes = (accept: string): Wish[] =>
  accept.split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
    const q = parameters.find((word) => word.startsWith('q='))?.slice(2)
    const quality = q === undefined ? 1 : Number(q)
    return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 }
  })

/** The most exact range decides: `text/*;q=0` beside `text/html` still leaves HTML. */
const qualityOf = (type: string, all: Wish[]) => {
  const [family] = type.split('/')
  for (const range of [type, `${family}/*`, '*/*']) {
    const wish = all.find((one) => one.range === range)
    if (wish) return wish.quality
  }
  return 0
}

/** The wanted type, the earlier one when two are wanted alike; undefined when none is. No header means anything. */
export const preferred = (accept: string | null, offered: readonly string[]): string | undefined => {
  if (!accept?.trim()) return offered[0]
  const all = wishes(accept)
  const ranked = offered.map((type) => ({ type, quality: qualityOf(type, all) })).filter(({ quality }) => quality > 0)
  return ranked.reduce<(typeof ranked)[number] | undefined>(
    (best, one) => (best && best.quality >= one.quality ? best : one),
    undefined,
  )?.type
}

/** Whether an error is better shown as a page than as JSON: only to who names HTML and wants it as much. */
export const prefersHtml = (accept: string | null) =>
  /text\/html/i.test(accept ?? '') && preferred(accept, ['text/html', 'application/json']) === 'text/html'

/** The first locale that the client names; plain English is ours anyway. */
export const localeOf = ({ headers }: Request): { locale?: string } => {
  const tag = headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim() ?? ''
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag) || tag.toLowerCase() === 'en') return {}
  const [locale] = Intl.DateTimeFormat.supportedLocalesOf([tag])
  return locale === undefined ? {} : { locale }
}
