import { describe, expect, test } from 'bun:test'
import { draft, markdown, webAddress } from '../../../views/markdown/render.ts'
import { seededRandom } from '../random-markdown.ts'

const html = (text: string) => String(markdown(text))

describe('what Markdown becomes', () => {
  const cases: [string, string][] = [
    ['**a** *b* ~~c~~ `d`', '<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>'],
    ['# One', '<h3>One</h3>'],
    ['##### Five', '<h6>Five</h6>'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['3. a', '<ol start="3"><li>a</li></ol>'],
    ['1. a', '<ol><li>a</li></ol>'],
    ['> q', '<blockquote><p>q</p></blockquote>'],
    ['---', '<hr>'],
    ['one\ntwo', '<p>one\ntwo</p>'],
    ['    not code', '<p>not code</p>'],
    ['&amp; &lt;b&gt;', '<p>&amp; &lt;b&gt;</p>'],
    ['Added “<b>לחם</b>” (#4)', '<p>Added “<bdi>&lt;b&gt;לחם&lt;/b&gt;</bdi>” (#4)</p>'],
    ['„خبز“ und „Brot“', '<p>„<bdi>خبز</bdi>“ und „Brot“</p>'],
  ]
  test.each(cases)('%j', (text, expected) => expect(html(text)).toBe(expected))

  test('tables can be reached by keyboard and have headed columns', () => {
    const table = html('| a | b |\n|--:|---|\n| 1 | 2 |')
    expect(table).toContain('<div class="wide" tabindex="0" role="group" aria-label="Table"><table>')
    expect(table).toContain('<th scope="col" class="right">a</th>')
    expect(table).toContain('<td class="right">1</td>')
  })
  test('boxes say in words whether they are ticked', () => {
    expect(html('- [x] a')).toContain('aria-label="done"')
    expect(html('- [ ] a')).toContain('aria-label="open"')
  })
})

describe('links', () => {
  const REL = 'rel="noopener noreferrer nofollow" target="_blank"'
  const good: [string, string][] = [
    ['[a](https://a.example/x?y=1&z=2)', `<a href="https://a.example/x?y=1&amp;z=2" ${REL}>a (a.example)</a>`],
    ['[m](mailto:ada@a.example)', `<a href="mailto:ada@a.example" ${REL}>m (ada@a.example)</a>`],
    ['www.a.example', `<a href="https://www.a.example" ${REL}>www.a.example</a>`],
    ['ada@a.example', `<a href="mailto:ada@a.example" ${REL}>ada@a.example</a>`],
    [
      '[![p](https://p.example/q.png)](https://x.example)',
      `<a href="https://x.example" ${REL}>[image: p] (p.example) (x.example)</a>`,
    ],
    [
      '[![p](https://p.example/q.png)](javascript:x)',
      `<a href="https://p.example/q.png" ${REL}>[image: p] (p.example)</a>`,
    ],
    ['![p](https://p.example/q.png)', `<a href="https://p.example/q.png" ${REL}>[image: p] (p.example)</a>`],
  ]
  test.each(good)('%s', (text, expected) => expect(html(text)).toContain(expected))

  const bad = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#115;cript:alert(1)',
    'java\\script:x',
    '&#x6A;avascript:alert(1)',
    '<java\tscript:alert(1)>',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/relative',
    'https:',
    'blob:https://a.example/x',
  ]
  test.each(bad)('%j leads nowhere', (href) => {
    for (const text of [`[x](${href})`, `![x](${href})`, `[x][r]\n\n[r]: ${href}`]) {
      const out = html(text)
      expect(out).not.toContain('<a ')
      expect(out).not.toContain('<img')
    }
  })
  test('webAddress drops what browsers drop before it reads the scheme', () => {
    expect(webAddress('java\nscript:alert(1)')).toBeUndefined()
    expect(webAddress(' https://a.example ')).toBe('https://a.example')
    expect(webAddress('https://a.example/"onmouseover=')).toBe('https://a.example/"onmouseover=')
    expect(html('[x](https://a.example/"onmouseover=x)')).not.toMatch(/ onmouseover/)
  })
})

describe('markup in the text stays text', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '"><hx-x hx-get=/x hx-trigger=load>',
    '<hx-partial hx-target="body" hx-swap="innerHTML">x</hx-partial>',
    '`<script>`',
    '```html\n<script>alert(1)</script>\n```',
    '```js\n</code></pre><script>\n```',
    '```"><script>\nx\n```',
    '<!-- x --><b>y</b>',
    '[<script>](https://a.example)',
    '![<img src=x>](https://a.example)',
    '| <script> |\n|---|\n| <b> |',
    '# <iframe>',
    '<a href="javascript:x">y</a>',
  ]
  test.each(hostile)('%j', (text) => {
    for (const out of [html(text), String(draft(text))]) {
      expect(out).not.toMatch(/<(script|img|svg|hx-|iframe|b|!--)/i)
      expect(out.match(/<a [^>]*>/g)?.every((tag) => tag.startsWith('<a href="https://a.example"')) ?? true).toBe(true)
    }
  })

  test('random hostile documents bring no tag but ours and no attribute but ours', () => {
    const random = seededRandom(5)
    const pieces = [
      '<',
      '>',
      '"',
      "'",
      '`',
      '```',
      '\n',
      '\n\n',
      '[',
      '](',
      ')',
      '!',
      '*',
      '&',
      '&lt;',
      'javascript:',
      'https://a.example',
      '<script>',
      'onload=',
      '|',
      '---',
      '- ',
      '# ',
      '<hx-x ',
      '\\',
      '\u0000',
    ]
    const ours =
      /^<\/?(p|h[3-6]|ul|ol|li|pre|code|blockquote|hr|table|thead|tbody|tr|th|td|strong|em|del|div|span|a)( (tabindex="0"|dir="ltr"|start="\d+"|scope="col"|class="[\w -]+"|role="\w+"|aria-label="\w+"|href="(https?:\/\/|mailto:)[^"<>]*"|rel="noopener noreferrer nofollow"|target="_blank"))*>$/
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: 30 }, () => pieces[Math.floor(random() * pieces.length)]).join('')
      for (const tag of html(text).match(/<[^>]*>?/g) ?? [])
        expect({ text, tag, ours: ours.test(tag) }).toEqual({ text, tag, ours: true })
    }
  })
})

describe('code', () => {
  test('finished blocks are coloured by class, drafts are not', () => {
    const text = '```ts\nconst a = "<b>"\n```'
    expect(html(text)).toContain('<span class="hljs-keyword">const</span>')
    expect(html(text)).toContain('&lt;b&gt;')
    expect(html(text)).not.toContain('style=')
    expect(String(draft(text))).toBe('<pre tabindex="0" dir="ltr"><code>const a = &quot;&lt;b&gt;&quot;</code></pre>')
  })
  test('unknown languages and very long blocks stay plain', () => {
    expect(html('```constructor\nlet a\n```')).not.toContain('hljs')
    expect(html(`\`\`\`js\n${'let a\n'.repeat(5000)}\`\`\``)).not.toContain('hljs')
  })
})
