/** The canary: words that try to be markup, in every text field of every view. */
import { describe, expect, test } from 'bun:test'
import { everything } from './views/fixtures.tsx'

const CANARY =
  '"><hx-x hx-get=/x><script>alert(1)</script><img src=x onerror=alert(1)>\' onload=x javascript:x &lt;b&gt;'

/** What an HTML parser makes of it: elements with their attributes. */
const parsed = async (html: string) => {
  const elements: { name: string; attributes: [string, string][] }[] = []
  const rewriter = new HTMLRewriter().on('*', {
    element: (element) => {
      elements.push({
        name: element.tagName,
        attributes: [...element.attributes].map(([name, value]) => [name, value]),
      })
    },
  })
  await rewriter.transform(new Response(html)).text()
  return elements
}

const views = Object.entries(everything(CANARY)).map(([name, view]) => [name, String(view)] as const)

/** The scripts of every page, and of the page of settings. */
const OWN_SCRIPTS = ['/assets/app.js', '/p.js']

describe.each(views)('%s', (name, html) => {
  test('says the words, so the canary is really in it', () => {
    expect(html).toMatch(/alert\(1\)|message_max|What is to be done/)
  })

  test('no element and no attribute comes from the words', async () => {
    for (const { name: tag, attributes } of await parsed(html)) {
      expect(tag).not.toMatch(/^(hx-x|img|iframe|object|embed|base|style)$/)
      if (tag === 'script') expect(OWN_SCRIPTS).toContain(attributes.find(([name]) => name === 'src')?.[1] ?? '')
      for (const [attribute, value] of attributes) {
        expect(attribute).not.toMatch(/^on|^style$/)
        expect({
          attribute,
          value: /^\s*(javascript|data|vbscript):/i.test(value) && /^(href|src|action)$/.test(attribute),
        }).toEqual({
          attribute,
          value: false,
        })
      }
    }
  })

  test('htmx finds no element of its own in the raw text', () => {
    // It looks for `<hx-…` by a regular expression, before any parser.
    for (const [tag] of html.matchAll(/<hx-[a-z]+[^>]*>/gi)) {
      expect(tag).toMatch(/^<hx-partial hx-target="[#.\w :,-]+" hx-swap="\w+">$/)
    }
  })

  test('is the same shape whatever the words are', async () => {
    const shape = async (text: string) => (await parsed(text)).map(({ name }) => name).join(' ')
    // The words are Markdown inside answers, where they may become paragraphs.
    if (html.includes('class="prose"')) return
    expect(await shape(html)).toBe(await shape(String(everything('tame words')[name])))
  })
})
