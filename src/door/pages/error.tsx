/** Failures as people read them: a page with a way on, or for htmx one sentence in the page they are on. */
import { ErrorPage as ErrorView } from '../../../views/error.tsx'
import { NoticeWords } from '../../../views/part/notice.tsx'
import { Partial } from '../../../views/part/partial.tsx'
import { requestIdOf } from '../plugin/facts.ts'
import type { Failure } from '../plugin/failure.ts'
import type { ErrorPage } from '../plugin/gate.ts'
import { fragment, isHtmx, page } from './reply.ts'
import { strangerShell } from './shell.ts'

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

export const errorPage: ErrorPage = (failure: Failure, request: Request) => {
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
      shell={strangerShell(request)}
      status={status}
      title={titleOf(status)}
      message={message}
      request_id={requestIdOf(request)}
      retry_after={wait > 0 ? wait : undefined}
    />
  )
  return page(request, view, { status })
}
