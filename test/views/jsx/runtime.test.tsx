import { describe, expect, test } from 'bun:test'
import { type Child, raw, Safe } from '../../../views/jsx/runtime.ts'

const HOSTILE = `"><hx-x hx-get=/x><script>alert('&amp;')</script>`

describe('text', () => {
  test('is escaped wherever it stands', () => {
    const yes = true
    const pair = (
      <>
        {HOSTILE}
        {HOSTILE}
      </>
    )
    const views = [
      <p>{HOSTILE}</p>,
      <p>{yes ? HOSTILE : ''}</p>,
      <p>{[HOSTILE, HOSTILE]}</p>,
      <p>{yes && HOSTILE}</p>,
      pair,
    ]
    for (const view of views) {
      expect(String(view)).not.toContain('<script')
      expect(String(view)).not.toContain('<hx-')
      expect(String(view)).toContain('&lt;script&gt;')
    }
  })
  test('nothing, booleans and empty lists are silent; numbers speak', () => {
    expect(String(<p>{[null, undefined, true, false, 0, '']}</p>)).toBe('<p>0</p>')
  })
  test('our own HTML and raw() pass once, unescaped', () => {
    expect(String(<p>{<b>x</b>}</p>)).toBe('<p><b>x</b></p>')
    expect(String(<p>{raw('<i>y</i>')}</p>)).toBe('<p><i>y</i></p>')
  })
  test('a look-alike of finished HTML is text', () => {
    const fake = { toString: () => '<script>' } as unknown as Child
    expect(String(<p>{fake}</p>)).toBe('<p>&lt;script&gt;</p>')
  })
  test('promises are refused rather than printed', () => {
    const promise = Promise.resolve('x') as unknown as Child
    expect(() => <p>{promise}</p>).toThrow('promises')
  })
})

describe('attributes', () => {
  test('cannot be left, and hold no "<" for htmx to find', () => {
    const out = String(<p title={HOSTILE} class={['a', false, HOSTILE]} />)
    expect(out).not.toContain('<hx-')
    expect(out).not.toContain('<script')
    expect(out).toContain('title="&#34;>&lt;hx-x')
    expect(out.match(/"/g)).toHaveLength(4)
  })
  test('ampersands do not turn into letters', () => {
    expect(String(<a href="/x?a=1&copy=2">x</a>)).toBe('<a href="/x?a=1&amp;copy=2">x</a>')
  })
  test('absent values leave no attribute behind', () => {
    expect(String(<input value={undefined} disabled={false} required name="a" />)).toBe('<input required name="a"/>')
  })
  test.each([
    ['onclick', 'x'],
    ['style', 'color:red'],
    ['attrs', 'x=1'],
    ['a b', 'x'],
    ['"><script', 'x'],
  ])('%s is refused', (name, value) => {
    const wild: Record<string, string> = { [name]: value }
    expect(() => <p {...wild} />).toThrow('attribute refused')
  })
  test.each(['javascript:x', 'data:text/html,x', '//evil.example', ' javascript:x', 'vbscript:x', ''])(
    'the address %j is refused',
    (href) => {
      expect(() => <a href={href}>x</a>).toThrow('address refused')
      expect(() => <form action={href} />).toThrow('address refused')
    },
  )
})

test('components get their properties and give finished HTML', () => {
  const Name = ({ name, children }: { name: string; children?: Child }) => (
    <b>
      {name}
      {children}
    </b>
  )
  const out = (
    <Name name="<Ada>">
      <i>{1}</i>
    </Name>
  )
  expect(out).toBeInstanceOf(Safe)
  expect(String(out)).toBe('<b>&lt;Ada&gt;<i>1</i></b>')
})
