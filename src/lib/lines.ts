/** Lines of a long text one by one, numbered from 1, so that a text of nothing but line ends makes no list of millions. */

interface Line {
  number: number
  text: string
}

/** A line ends with LF or CRLF. */
export function* linesOf(text: string): Generator<Line> {
  let [at, number] = [0, 0]
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? text.length : end)
    number++
    yield { number, text: line.endsWith('\r') ? line.slice(0, -1) : line }
    if (end < 0) return
    at = end + 1
  }
}
