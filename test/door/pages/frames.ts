/** Reads a stream of a page as a browser does. */
export interface Frame {
  id: string
  event: string
  html: string
}
/** Frames as a browser reads them. */
export async function* framesOf(response: Response): AsyncGenerator<Frame> {
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const of = (name: string) =>
          block.split('\n').flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []))
        const frame = { id: of('id')[0] ?? '', event: of('event')[0] ?? '', html: of('data').join('\n') }
        if (frame.html || frame.event) yield frame
      }
    }
  } finally {
    await reader.cancel()
  }
}
