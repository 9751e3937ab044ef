/**
 * A client process that reads many answers at once over plain sockets, and notes when each token came. Takes a `Reading`
 * as JSON on standard input, prints a `Readings`.
 */

export interface Reading {
  /** Whole requests as they go on the wire, each with the tokens its answer has. */
  answers: { url: string; request: string; tokens: number }[]
  /** How many begin a second; 0: each when the one before has ended. */
  starts_per_second: number
}

export interface Readings {
  /** Of each answer in order: ms to its first token, and between the sending of each token and its arrival. */
  answers: { first_ms: number; lags: number[]; fault?: string }[]
}

type Read = Readings['answers'][number]

const TOKEN = /t(\d+)@([\d.]+) /g
/** A token may be cut between two parts of the stream; so many characters are looked at again. */
const CUT_MAX_CHARS = 60
const clock = () => performance.timeOrigin + performance.now()

const readOne = ({ url, request, tokens }: Reading['answers'][number]) =>
  new Promise<Read>((resolve) => {
    const { hostname, port } = new URL(url)
    const read: Read = { first_ms: Number.NaN, lags: [] }
    const began = clock()
    let left = ''
    let head = ''
    const end = (why?: string) => {
      const whole = read.lags.length === tokens
      resolve(whole && !why ? read : { ...read, fault: why ?? `${read.lags.length} of ${tokens} tokens: ${head}` })
    }
    const take = (text: string, now: number) => {
      let done = 0
      for (const found of text.matchAll(TOKEN)) {
        // At its end the answer is told once more, as a whole.
        if (read.lags.length === tokens) return
        done = found.index + found[0].length
        if (Number(found[1]) !== read.lags.length) end(`token ${found[1]} came as number ${read.lags.length}`)
        if (read.lags.length === 0) read.first_ms = now - began
        read.lags.push(now - Number(found[2]))
      }
      left = text.slice(Math.max(done, text.length - CUT_MAX_CHARS))
    }
    Bun.connect({
      hostname,
      port: Number(port),
      socket: {
        open: (socket) => {
          socket.write(request)
        },
        data: (_, part) => {
          const text = part.toString('latin1')
          if (!head) {
            head = text.slice(9, 12)
            if (head !== '200') return end(text)
          }
          take(left + text, clock())
        },
        close: () => end(),
        error: (_, error) => end(error.message),
      },
    }).catch((error: Error) => end(error.message))
  })

const read = async ({ answers, starts_per_second }: Reading): Promise<Readings> => {
  if (starts_per_second > 0) {
    const begin = async (answer: Reading['answers'][number], at: number) => {
      await Bun.sleep((at * 1000) / starts_per_second)
      return readOne(answer)
    }
    return { answers: await Promise.all(answers.map(begin)) }
  }
  const all: Read[] = []
  for (const answer of answers) all.push(await readOne(answer))
  return { answers: all }
}

if (import.meta.main) process.stdout.write(JSON.stringify(await read(await Bun.stdin.json())))
