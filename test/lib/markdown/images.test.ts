/** Pictures become links, however the text is cut; everything else passes as it is. */
import { expect, test } from 'bun:test'
import { createImageFilter } from '../../../src/lib/markdown/images.ts'

const read = (deltas: string[]) => {
  const filter = createImageFilter()
  return deltas.map((delta) => filter.take(delta)).join('') + filter.close()
}

test.each([
  ['a ![cat](https://x.example/c.png) here', 'a [cat](https://x.example/c.png) here'],
  ['![](https://x.example/c.png)', '[image](https://x.example/c.png)'],
  ['![cat][1]\n\n[1]: https://x.example', '[cat][1]\n\n[1]: https://x.example'],
  ['[![cat](https://x/c.png)](https://y)', '[[cat](https://x/c.png)](https://y)'],
  ['a <img src="https://x/c.png"> b', 'a  b'],
  ['vec![1, 2]; hello! [link](https://x)', 'vec![1, 2]; hello! [link](https://x)'],
  ['Done!', 'Done!'],
  ['1 < 2', '1 < 2'],
  ['an ![open end', 'an ![open end'],
])('%s', (text, wanted) => {
  expect(read([text])).toBe(wanted)
  expect(read([...text])).toBe(wanted)
  for (let at = 1; at < text.length; at++) expect(read([text.slice(0, at), text.slice(at)])).toBe(wanted)
})

test('plain words are not held back', () => {
  expect(createImageFilter().take('Hello there')).toBe('Hello there')
})
