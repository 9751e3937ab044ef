/**
 * Loaded before the program (`bun --preload`): notes which functions of src/ and views/ a request runs through. Each
 * function body is given a call that names its file; each request with the header `x-walk` gets a context of its own,
 * which everything it starts inherits, so timers and other requests are not counted. `WALKS_PORT` serves the notes.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { relative, resolve } from 'node:path'
import { plugin } from 'bun'
import { parseSync, Visitor } from 'oxc-parser'

export interface Hop {
  path: string
  name: string
}

const ROOT = resolve(process.env.WALKS_ROOT ?? '.')
/** A tool call has a context of its own from the function that carries it out. */
const TOOL_CALL = { begin: 'carryOutOne', walk: 'tool' }

const walk = new AsyncLocalStorage<string>()
const hops = new Map<string, Hop[]>()
const note = (name: string, hop: Hop) => hops.set(name, [...(hops.get(name) ?? []), hop])

const entered = (path: string, name: string) => {
  const current = walk.getStore()
  if (current === undefined) return
  if (name === TOOL_CALL.begin) walk.enterWith(TOOL_CALL.walk)
  note(walk.getStore() ?? current, { path, name })
}
Object.assign(globalThis, { __entered: entered })

interface Insert {
  at: number
  text: string
}
interface FunctionNode {
  start: number
  body: { start: number; end: number; type: string } | null
  id?: { name?: string } | null
}

/** The source with a call at the beginning of every function. */
const instrumented = (path: string, text: string) => {
  const inserts: Insert[] = []
  const nameAt = new Map<number, string>()
  const hop = (node: FunctionNode) => {
    if (!node.body) return
    const name = JSON.stringify(node.id?.name ?? nameAt.get(node.start) ?? '')
    const call = `__entered(${JSON.stringify(path)}, ${name})`
    if (node.body.type === 'BlockStatement' || node.body.type === 'FunctionBody')
      inserts.push({ at: node.body.start + 1, text: `${call};` })
    else inserts.push({ at: node.body.start, text: `(${call}, ` }, { at: node.body.end, text: ')' })
  }
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (init && id.type === 'Identifier') nameAt.set(init.start, id.name)
    },
    Property: ({ key, value }) => {
      if (key.type === 'Identifier') nameAt.set(value.start, key.name)
    },
    MethodDefinition: ({ key, value }) => {
      if (key.type === 'Identifier') nameAt.set(value.start, key.name)
    },
    ArrowFunctionExpression: hop,
    FunctionExpression: hop,
    FunctionDeclaration: hop,
  }).visit(parseSync(path, text, {}).program)
  // The last first, so that offsets stay true; of two at one place the closing one stays inside.
  return inserts
    .map((insert, order) => ({ ...insert, order }))
    .toSorted((a, b) => b.at - a.at || b.order - a.order)
    .reduce((code, { at, text: added }) => code.slice(0, at) + added + code.slice(at), text)
}

plugin({
  name: 'walks',
  setup: (build) => {
    build.onLoad({ filter: /\/(src|views)\/.*\.tsx?$/ }, async ({ path }) => {
      const text = await Bun.file(path).text()
      const ours = path.startsWith(ROOT) && !path.includes('/node_modules/') && !path.endsWith('.d.ts')
      return {
        contents: ours ? instrumented(relative(ROOT, path), text) : text,
        loader: path.endsWith('x') ? 'tsx' : 'ts',
      }
    })
  },
})

type Fetch = (request: Request, server: unknown) => unknown
interface Options {
  fetch: Fetch
}
const within = (fetch: Fetch): Fetch =>
  function (this: unknown, request, server) {
    const name = request.headers.get('x-walk')
    return name ? walk.run(name, () => fetch.call(this, request, server)) : fetch.call(this, request, server)
  }

const serve = Bun.serve
/** The framework reloads its server once its modules are there: that handler is wrapped as well. */
const serveWithin = (options: Options) => {
  const server = Reflect.apply(serve, Bun, [{ ...options, fetch: within(options.fetch) }])
  const reload = server.reload.bind(server)
  server.reload = (next: Options) => reload({ ...next, fetch: within(next.fetch) })
  return server
}
Object.assign(Bun, { serve: serveWithin })

serve({
  hostname: '127.0.0.1',
  port: Number(process.env.WALKS_PORT),
  fetch: (request) => Response.json(hops.get(new URL(request.url).pathname.slice(1)) ?? []),
})
