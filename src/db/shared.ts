/** Work that everybody who asks for it at the same time shares. */
export const shared = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let under_way: Promise<T> | undefined
  return () => {
    under_way ??= work().finally(() => {
      under_way = undefined
    })
    return under_way
  }
}
