/** The frame of every page: head, header, footer. No inline script or style: the CSP allows none. */
import type { Child, Safe } from './jsx/runtime.ts'
import { Keys, KeysButton } from './part/keys.tsx'
import { Notice } from './part/notice.tsx'
import { Watch } from './part/watch.tsx'

/** Addresses of the static files, with their hashes. */
export interface AssetUrls {
  script: string
  style: string
  icon: string
}
/** What a page knows beside its own content. */
export interface Shell {
  assets: AssetUrls
  here: 'chat' | 'tasks' | 'settings' | 'none'
  user?: { name: string; email: string }
  /** A sentence about what was just done. */
  notice?: string
  /** The address of a page that is kept up to date while it is looked at. */
  live?: string
}

// 4xx and 5xx bodies are never swapped (a proxy’s error page would land in the chat); their hx-partials still are.
const HTMX = JSON.stringify({
  includeIndicatorCSS: false,
  extensions: 'sse,tt',
  noSwap: [204, 304, '4xx', '5xx'],
  morphIgnore: ['data-htmx-powered', 'open'],
  history: false,
})

const Head = ({ shell, title, plain_url }: { shell: Shell; title: string; plain_url?: string }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <meta name="description" content="TodoChat keeps your to-do list by talking with you." />
    <meta name="htmx-config" content={HTMX} />
    {plain_url && (
      <noscript>
        <meta http-equiv="refresh" content={`0;url=${plain_url}`} />
      </noscript>
    )}
    <title>{`${title} · TodoChat`}</title>
    <link rel="icon" type="image/svg+xml" href={shell.assets.icon} />
    <link rel="stylesheet" href={shell.assets.style} />
    <script src={shell.assets.script} defer></script>
  </head>
)

const current = (here: boolean) => (here ? 'page' : undefined)

const Header = ({ shell }: { shell: Shell }) => (
  <header class="top">
    <a class="brand" href="/">
      <span class="mark" aria-hidden="true"></span>
      <span class="word">TodoChat</span>
    </a>
    {shell.user && (
      <nav aria-label="Main">
        <a href="/chat" aria-current={current(shell.here === 'chat')}>
          Chat
        </a>
        <a href="/tasks" aria-current={current(shell.here === 'tasks')}>
          Tasks
        </a>
        <a href="/settings" aria-current={current(shell.here === 'settings')}>
          Settings
        </a>
      </nav>
    )}
    {shell.user && (
      <form class="who" method="post" action="/signout">
        <KeysButton />
        <span class="name" dir="auto" title={shell.user.email}>
          {shell.user.name}
        </span>
        <button class="quiet" type="submit">
          Sign out
        </button>
      </form>
    )}
  </header>
)

export interface LayoutProps {
  shell: Shell
  title: string
  /** Where a browser without scripts goes on while an answer is being written. */
  plain_url?: string
  children?: Child
}
export const Layout = ({ shell, title, plain_url, children }: LayoutProps): Safe => (
  <html lang="en" dir="ltr">
    <Head shell={shell} title={title} plain_url={plain_url} />
    <body class={`on-${shell.here}`}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Header shell={shell} />
      {children}
      <Notice text={shell.notice} />
      {shell.user && <Keys />}
      {shell.live && <Watch at={shell.live} />}
    </body>
  </html>
)

export const documentOf = (page: Safe) => `<!doctype html>${page}`
