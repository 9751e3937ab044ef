/** What went wrong, in one sentence, with a way on. */
import { Layout, type Shell } from './layout.tsx'

interface ErrorPageProps {
  shell: Shell
  status: number
  title: string
  message: string
  request_id?: string
  /** Seconds until trying again makes sense. */
  retry_after?: number
}

export const ErrorView = ({ shell, status, title, message, request_id, retry_after }: ErrorPageProps) => (
  <Layout shell={shell} title={title}>
    <main id="main" class="sheet">
      <p class="code" aria-hidden="true">
        {status}
      </p>
      <h1>{title}</h1>
      <p class="lead">{message}</p>
      {retry_after !== undefined && <p class="lead">{`Try again in ${retry_after} seconds.`}</p>}
      <p>
        <a class="button primary" href="/">
          Back to your chat
        </a>
      </p>
      {request_id && (
        <p class="hint">
          Request <code>{request_id}</code>
        </p>
      )}
    </main>
  </Layout>
)
