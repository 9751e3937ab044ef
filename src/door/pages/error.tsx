/** Failures as people read them: a page with a way on, or for htmx one sentence in the page they are on. */
import { ErrorView } from '../../../views/error.tsx'
import { NoticeWords, Partial } from '../../../views/part/page.tsx'
import { requestIdOf } from '../http/context.ts'
import type { Failure } from '../http/error.ts'
import type { RenderErrorPage } from '../http/pipeline.ts'
import type { PagesOptions } from './context.ts'
import { fragment, isHtmx, page } from './response.ts'
import { anyShell, strangerShell } from './shell.ts'

const TITLES: Record<number, string> = {
  400: 'This could not be read',
  401: 'Sign in first',
  403: 'This is not yours to open',
  404: 'Nothing here',
  405: 'That does not work here',
  409: 'That is settled already',
  413: 'Too much at once',
  415: 'This could not be read',
  422: 'This was sent before',
  429: 'A little slower, please',
  503: 'Back in a moment',
  507: 'The disk is full',
}

const titleOf = (status: number) => TITLES[status] ?? 'Something went wrong'

/** Without the person when the failure is that the database is away. */
const shellAfter = (options: PagesOptions, request: Request, status: number) =>
  status >= 500 ? strangerShell(request) : anyShell(options, request)

export const createErrorPage =
  (options: PagesOptions): RenderErrorPage =>
  async (failure: Failure, request: Request) => {
    const { status, message, headers } = failure
    if (isHtmx(request)) {
      const words = (
        <Partial to="#said" swap="innerHTML">
          <NoticeWords text={message} />
        </Partial>
      )
      return fragment(request, words, { status })
    }
    const wait = Number(headers['retry-after'])
    const view = (
      <ErrorView
        shell={await shellAfter(options, request, status)}
        status={status}
        title={titleOf(status)}
        message={message}
        request_id={requestIdOf(request)}
        retry_after={wait > 0 ? wait : undefined}
      />
    )
    return page(request, view, { status })
  }
