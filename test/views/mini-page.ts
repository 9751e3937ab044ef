/** As much of a page as frames touch: parts in order, and the tail. Applies hx-partials as htmx does. */

const PARTIAL = /<hx-partial hx-target="([^"]+)" hx-swap="([^"]+)">([\s\S]*?)<\/hx-partial>/g
const OPENING = /^<(\w+) id="([^"]+)"[^>]*>/

interface Part {
  id: string
  open: string
  inner: string
  close: string
}

const split = (html: string): Part => {
  const [open, tag, id] = OPENING.exec(html) ?? []
  if (!open || !tag || !id) throw new Error(`no part: ${html.slice(0, 80)}`)
  const close = `</${tag}>`
  return { id, open, inner: html.slice(open.length, html.length - close.length), close }
}

/** Parts of an answer; each begins with an id of its own, which nothing inside has. */
const splitAll = (html: string): Part[] => (html ? html.split(/(?=<(?:div|details|section) id="i-)/).map(split) : [])

const OPEN = / open(?=[ >])/

/** A morph leaves what the person has opened or closed, as the pages’ htmx is told to. */
const morphed = (before: Part, after: Part): Part => {
  const folds = after.open.startsWith('<details')
  if (!folds || OPEN.test(before.open) === OPEN.test(after.open)) return after
  return { ...after, open: OPEN.test(after.open) ? after.open.replace(OPEN, '') : after.open.replace(/>$/, ' open>') }
}

export const miniPage = (run_id: string) => {
  let parts: Part[] = []
  let tail = ''
  const others: { to: string; swap: string; html: string }[] = []
  const find = (to: string) => {
    const part = parts.find(({ id }) => `#${id}` === to)
    if (!part) throw new Error(`nothing at ${to}`)
    return part
  }
  const inTail = (html: string) => {
    const at = tail.lastIndexOf('</code></pre>')
    if (at < 0) throw new Error('no open code')
    tail = tail.slice(0, at) + html + tail.slice(at)
  }
  const apply = (to: string, swap: string, html: string) => {
    if (to === `#answer-${run_id}`) parts = swap === 'beforeend' ? [...parts, ...splitAll(html)] : splitAll(html)
    else if (to === `#tail-${run_id}`) tail = html
    else if (to === `#code-${run_id}`) inTail(html)
    else if (!to.startsWith('#i-')) others.push({ to, swap, html })
    else if (swap === 'delete') parts = parts.filter((part) => part !== find(to))
    else if (swap === 'beforeend') find(to).inner += html
    else if (swap === 'outerMorph') Object.assign(find(to), morphed(find(to), split(html)))
    else Object.assign(find(to), split(html))
  }
  return {
    take(html: string) {
      for (const [, to = '', swap = '', inner = ''] of html.matchAll(PARTIAL)) apply(to, swap, inner)
      return html.replaceAll(PARTIAL, '')
    },
    answer: () => parts.map(({ open, inner, close }) => open + inner + close).join(''),
    tail: () => tail,
    /** Pieces for other places, as they came. */
    others,
  }
}
