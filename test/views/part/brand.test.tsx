import { expect, test } from 'bun:test'
import { Brand } from '../../../views/part/brand.tsx'

test('leads to the beginning, by its name and not by its mark', () => {
  const html = String(<Brand />)
  expect(html).toContain('href="/"')
  expect(html.replaceAll(/<span[^>]*aria-hidden="true"[^>]*><\/span>/g, '')).toContain('>TodoChat<')
})
