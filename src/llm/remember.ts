/** What is found once for each object and kept as long as the object is; the object must not change. */
export const remembered = <Of extends object, Found>(find: (of: Of) => Found): ((of: Of) => Found) => {
  const found = new WeakMap<Of, { value: Found }>()
  return (of) => {
    const known = found.get(of)
    if (known) return known.value
    const value = find(of)
    found.set(of, { value })
    return value
  }
}
