/** How many streams each user has open in this process: one counter for every door, bounded by the one who asks. */

export interface OpenStreams {
  /** Whether the user has as many as one may have. */
  full(user_id: string): boolean
  of(user_id: string): number
  /** Counts a stream until the answer is called, which may be more than once. */
  enter(user_id: string): () => void
  /** The frames, counted from the first that is asked for until the last, or until the reader is gone. */
  counted<T>(user_id: string, frames: AsyncGenerator<T>): AsyncGenerator<T>
}

interface OpenStreamsOptions {
  most: number
  /** Hears of each stream that opens (1) or ends (-1), for the metrics. */
  onchange?: (by: 1 | -1) => void
}

export const createOpenStreams = ({ most, onchange }: OpenStreamsOptions): OpenStreams => {
  const open = new Map<string, number>()
  const of = (user_id: string) => open.get(user_id) ?? 0
  const add = (user_id: string, by: 1 | -1) => {
    const now = of(user_id) + by
    if (now > 0) open.set(user_id, now)
    else open.delete(user_id)
    onchange?.(by)
  }
  const enter = (user_id: string) => {
    let inside = true
    add(user_id, 1)
    return () => {
      if (inside) add(user_id, -1)
      inside = false
    }
  }
  async function* counted<T>(user_id: string, frames: AsyncGenerator<T>): AsyncGenerator<T> {
    const leave = enter(user_id)
    try {
      yield* frames
    } finally {
      leave()
    }
  }
  return { full: (user_id) => of(user_id) >= most, of, enter, counted }
}
