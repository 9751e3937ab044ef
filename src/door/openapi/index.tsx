/** The document of the API: `/openapi.json` for programs, `/docs` for people. Made when first asked for, then kept. */
import { type AnyElysia, Elysia } from 'elysia'
import { URLS } from '../../../build/generated/assets.ts'
import { DocsPage } from '../../../views/docs.tsx'
import type { Safe } from '../../../views/jsx/runtime.ts'
import { page } from '../pages/response.ts'
import { type Document, documentOf } from './document.ts'
import { readingOf } from './reading.ts'

interface OpenApiOptions {
  /** The door that the document is about. */
  rest: AnyElysia
  version: string
}

/** The document, made once. */
const createDocument = ({ rest, version }: OpenApiOptions) => {
  let document: Document | undefined
  return () => {
    document ??= documentOf(rest.routes, version)
    return document
  }
}

export const openApiRoutes = (options: OpenApiOptions) => {
  const document = createDocument(options)
  let view: Safe | undefined
  return new Elysia({ name: 'openapi' })
    .get('/openapi.json', () => Response.json(document()))
    .get('/docs', ({ request }) => {
      view ??= <DocsPage assets={URLS} {...readingOf(document())} />
      return page(request, view)
    })
}
