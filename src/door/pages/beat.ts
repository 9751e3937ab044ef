/** Keeps a slow source of values from looking dead: `beat` takes the place of a value after each silence. */

export async function* withBeats<T>(values: AsyncGenerator<T>, silence_ms: number): AsyncGenerator<T | 'beat'> {
  try {
    for (let next = values.next(); ; ) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const silence = new Promise<'beat'>((resolve) => {
        timer = setTimeout(() => resolve('beat'), silence_ms)
      })
      const came = await Promise.race([next, silence]).finally(() => clearTimeout(timer))
      if (came === 'beat') yield 'beat'
      else if (came.done) return
      else {
        yield came.value
        next = values.next()
      }
    }
  } finally {
    await values.return(undefined)
  }
}
