/** Files the binary carries; imported `with { type: 'text' }` (sql) or `with { type: 'file' }` (the rest: a path). */
declare module '*.sql' {
  const text: string
  export default text
}
declare module '*.wasm' {
  const path: string
  export default path
}
declare module '*.data' {
  const path: string
  export default path
}
declare module '*.tar.gz' {
  const path: string
  export default path
}
