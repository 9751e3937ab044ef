/**
 * Which methods a path knows and by which pattern: separates 405 from 404 and gives logs and metrics a name for every
 * request. Made from the routes of the app, so nothing has to be said twice. It decides no routing.
 */
import type { TextBody } from './body.ts'

interface TableRoute {
  method: string
  path: string
  /** Whether the route says what its body is; one that does not takes none. */
  takes_body: boolean
  /** Whether the route is for known callers only. */
  needs_caller: boolean
  /** What it takes instead of JSON. */
  text_body?: TextBody | undefined
}

export interface Match {
  /** The pattern that serves the method, or the best one for the path. */
  route: string
  /** What `Allow` says; worked out only when it is asked for. */
  allow: () => string[]
  allowed: boolean
  takes_body: boolean
  needs_caller: boolean
  text_body: TextBody | undefined
}

interface Node {
  literal: Map<string, Node>
  parameter?: Node
  rest?: TableRoute[]
  here: TableRoute[]
}

const node = (): Node => ({ literal: new Map(), here: [] })

/** A trailing slash names the same route, as it does for Elysia. */
const segments = (path: string) => path.replace(/\/$/, '').split('/').slice(1)

export const createRouteTable = (routes: readonly TableRoute[]) => {
  const root = node()
  for (const route of routes) add(root, route)

  return {
    match(path: string, method: string): Match | undefined {
      const found: TableRoute[] = []
      collect(root, segments(path), 0, found)
      const [best] = found
      if (!best) return undefined
      const wanted = method === 'HEAD' ? 'GET' : method
      const serving = found.find((route) => route.method === wanted || route.method === 'ALL')
      return {
        route: (serving ?? best).path.replace(/(?<=.)\/$/, ''),
        allow: () => allowOf(found),
        allowed: serving !== undefined,
        takes_body: serving?.takes_body ?? false,
        needs_caller: serving?.needs_caller ?? false,
        text_body: serving?.text_body,
      }
    },
  }
}
export type RouteTable = ReturnType<typeof createRouteTable>

const add = (root: Node, route: TableRoute) => {
  let at = root
  for (const segment of segments(route.path)) {
    if (segment === '*') {
      at.rest = [...(at.rest ?? []), route]
      return
    }
    if (segment.endsWith('?')) at.here.push(route)
    at = segment.startsWith(':') ? parameter(at) : literal(at, segment)
  }
  at.here.push(route)
}

const parameter = (at: Node): Node => {
  at.parameter ??= node()
  return at.parameter
}

const literal = (at: Node, segment: string): Node => {
  const next = at.literal.get(segment) ?? node()
  at.literal.set(segment, next)
  return next
}

/** All routes of the path, the most literal first; a path has few segments, so trying both ways is cheap. */
const collect = (at: Node, path: string[], index: number, found: TableRoute[]) => {
  const segment = path[index]
  if (segment === undefined) found.push(...at.here)
  else {
    const same = at.literal.get(segment)
    if (same) collect(same, path, index + 1, found)
    if (at.parameter && segment !== '') collect(at.parameter, path, index + 1, found)
    if (at.rest) found.push(...at.rest)
  }
}

const allowOf = (routes: TableRoute[]) => {
  const methods = new Set(routes.map((route) => route.method))
  if (methods.has('GET')) methods.add('HEAD')
  methods.add('OPTIONS')
  methods.delete('ALL')
  return [...methods].sort()
}
