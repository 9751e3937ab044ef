/** Answers as the API really gave them, for the document. Recorded and compared by the tests; nobody writes them by hand. */
import recorded from './examples.json'

const known = new Map(Object.entries(recorded))

/** Where the example of an answer is: under the name of its shape, else under that of its operation. */
const nameOf = (schema: unknown, operation: string) => {
  const { $ref, properties = {} } = schema as { $ref?: string; properties?: object }
  if ($ref !== undefined) return $ref.split('/').at(-1) ?? ''
  return Object.keys(properties).join() === 'confirmation' ? 'waits' : operation
}

export const exampleOf = (schema: unknown, operation: string) => {
  const name = nameOf(schema, operation)
  return known.has(name) ? { examples: { real: { $ref: `#/components/examples/${name}` } } } : {}
}

export const examples = () => Object.fromEntries([...known].map(([name, value]) => [name, { value }]))
