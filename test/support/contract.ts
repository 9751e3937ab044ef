/** Holds what the REST API answers against its own document: status, media type, headers, body, every event. */
import Ajv from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import type { Document } from '../../src/door/openapi/document.ts'

type OperationObject = Document['paths'][string][string]
type Answer = OperationObject['responses'][string]
type ResponseObject = Exclude<Answer, { $ref: string }>

export interface Answered {
  method: string
  path: string
  status: number
  headers: Headers
  /** Absent for a stream, whose events are looked at one by one. */
  text?: string
}

/** Given only in some cases, so they may be absent. */
const SOMETIMES = new Set(['Idempotent-Replayed', 'Retry-After'])
const ERROR = '#/components/schemas/Error'

/** `~` and `/` inside a name, as a JSON pointer in an address writes them. */
const pointer = (...names: string[]) =>
  `#/${names.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`

export const createContract = (document: Document) => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema(document, 'openapi')

  // Fewer parameters first: `/tasks/undo` is no `/tasks/{id}`.
  const templates = Object.keys(document.paths)
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}/?$`) }))

  const fits = (place: string, value: unknown): string[] => {
    const check = ajv.getSchema(`openapi${place}`)
    if (!check) throw new Error(`the document has no ${place}`)
    return check(value) ? [] : [`${ajv.errorsText(check.errors)} in ${JSON.stringify(value).slice(0, 600)}`]
  }

  const operationAt = (method: string, path: string) => {
    const template = templates.find(({ pattern }) => pattern.test(path))?.template
    const operation: OperationObject | undefined = document.paths[template ?? '']?.[method.toLowerCase()]
    return operation && template ? { operation, place: ['paths', template, method.toLowerCase()] } : undefined
  }

  const responseAt = (operation: OperationObject, place: string[], status: number) => {
    const found: Answer | undefined = operation.responses[status]
    if (!found || !('$ref' in found)) return { response: found, at: [...place, 'responses', `${status}`] }
    const at = found.$ref.split('/').slice(1)
    const responses = document.components.responses as Record<string, ResponseObject>
    return { response: responses[at.at(-1) ?? ''], at }
  }

  const bodyProblems = (response: ResponseObject, at: string[], { headers, text }: Answered): string[] => {
    if (!response.content) return text ? ['has a body, the document says none'] : []
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? ''
    if (!response.content[type]) return [`is ${type || 'without a type'}, which the document does not know`]
    if (type !== 'application/json' || text === undefined) return []
    return fits(pointer(...at, 'content', type, 'schema'), JSON.parse(text))
  }

  /** What the document does not say of this answer; empty when all is well. */
  const problems = (answered: Answered): string[] => {
    const { method, path, status, headers, text } = answered
    const found = operationAt(method, path)
    if (!found) return status === 204 && method === 'OPTIONS' ? [] : fits(ERROR, JSON.parse(text || 'null'))
    const { response, at } = responseAt(found.operation, found.place, status)
    if (!response) return [`${status} is not in the document: ${text?.slice(0, 200)}`]
    const missing = Object.keys(response.headers ?? {}).filter((name) => !SOMETIMES.has(name) && !headers.has(name))
    return [...missing.map((name) => `has no ${name}`), ...bodyProblems(response, at, answered)]
  }

  /** The same of one event of a stream. */
  const eventProblems = (method: string, path: string, event: unknown): string[] => {
    const found = operationAt(method, path)
    if (!found) return ['is a stream that the document does not know']
    return fits(pointer(...found.place, 'responses', '200', 'content', 'text/event-stream', 'schema'), event)
  }

  return { problems, eventProblems }
}
export type Contract = ReturnType<typeof createContract>

type CheckEvent = (event: unknown) => void
const streams = new WeakMap<Response, CheckEvent>()

/** How the events of a stream are to be looked at; whoever reads the stream does it. */
export const eventCheckOf = (response: Response): CheckEvent | undefined => streams.get(response)

const refuse = (what: string, found: string[]) => {
  if (found.length > 0) throw new Error(`${what} differs from the document of the API: ${found.join('; ')}`)
}

/** Throws when the answer, or later one of its events, differs from the document. Pages and other doors pass. */
export const holdToContract = async (contract: Contract, method: string, address: string, response: Response) => {
  const [path = ''] = address.split('?')
  if (!path.startsWith('/api/') || method === 'HEAD') return
  const { status, headers } = response
  const is_stream = headers.get('content-type')?.startsWith('text/event-stream')
  const text = is_stream ? undefined : await response.clone().text()
  const what = `${method} ${path} (${status})`
  refuse(what, contract.problems({ method, path, status, headers, ...(text !== undefined && { text }) }))
  if (is_stream) streams.set(response, (event) => refuse(what, contract.eventProblems(method, path, event)))
}
