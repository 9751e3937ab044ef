/** The frame of every page: head, header, footer. No inline script or style: the CSP allows none. */
import type { Child, Safe } from './jsx/runtime.ts'
import { Brand } from './part/brand.tsx'
import { Icon } from './part/icon.tsx'
import { Keys, KeysButton } from './part/keys.tsx'
import { digestOf, LiveUpdates, Notice } from './part/page.tsx'
import { Rings, type RingsProps } from './part/rings.tsx'

/** Addresses of the static files, with their hashes. */
export interface AssetUrls {
  script: string
  style: string
  icon: string
  icon_touch: string
  push: string
}
export type Theme = 'light' | 'dark'
/** What a page knows beside its own content. */
export interface Shell {
  assets: AssetUrls
  here: 'chat' | 'tasks' | 'changes' | 'settings' | 'none'
  user?: { name: string; email: string }
  /** The look that was chosen; without one the device decides. */
  theme?: Theme
  /** A sentence about what was just done. */
  notice?: string
  /** The page on which that can be undone. */
  undo?: string
  /** The deleted chat that the sentence is about. */
  gone?: string
  /** The address of a page that is kept up to date while it is looked at. */
  live?: string
  /** What rings; absent for strangers. */
  rings?: RingsProps
}

/** The colour of the paper, for what the browser draws around the page. */
const PAPER: Record<Theme, string> = { light: '#faf9f6', dark: '#121416' }

const Looks = ({ theme }: { theme?: Theme }) =>
  theme ? (
    <>
      <meta name="color-scheme" content={theme} />
      <meta name="theme-color" content={PAPER[theme]} />
    </>
  ) : (
    <>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content={PAPER.light} media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content={PAPER.dark} media="(prefers-color-scheme: dark)" />
    </>
  )

const Head = ({ shell, title, no_script_url }: { shell: Shell; title: string; no_script_url?: string }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
    <Looks theme={shell.theme} />
    <meta name="robots" content="noindex" />
    {!shell.user && <meta name="description" content="TodoChat keeps your to-do list by talking with you." />}
    {no_script_url && (
      <noscript>
        <meta http-equiv="refresh" content={`0;url=${no_script_url}`} />
      </noscript>
    )}
    <title>{`${title} · TodoChat`}</title>
    <link rel="icon" href={shell.assets.icon} />
    <link rel="apple-touch-icon" href={shell.assets.icon_touch} />
    <link rel="manifest" href="/manifest.webmanifest" />
    <link rel="stylesheet" href={shell.assets.style} />
    <script src={shell.assets.script} defer></script>
  </head>
)

const PLACES = [
  { here: 'chat', words: 'Chat' },
  { here: 'tasks', words: 'Tasks' },
  { here: 'changes', words: 'Changes' },
  { here: 'settings', words: 'Settings' },
] as const

const current = (here: boolean) => (here ? 'page' : undefined)

const Header = ({ shell }: { shell: Shell }) => (
  <header class="top">
    <Brand />
    {shell.user && (
      <nav aria-label="Main">
        {PLACES.map(({ here, words }) => (
          <a href={`/${here}`} aria-current={current(shell.here === here)}>
            <Icon name={here} />
            {words}
          </a>
        ))}
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
  no_script_url?: string
  /** Digests of the pieces that the page is kept up to date by. */
  have?: string[]
  children?: Child
}
export const Layout = ({ shell, title, no_script_url, have, children }: LayoutProps): Safe => (
  <html lang="en" dir="ltr" data-theme={shell.theme}>
    <Head shell={shell} title={title} no_script_url={no_script_url} />
    <body class={`on-${shell.here}`} hx-disable:inherited="findAll button" hx-sync:inherited="drop">
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Header shell={shell} />
      {shell.rings && <Rings {...shell.rings} />}
      {children}
      <Notice text={shell.notice} undo={shell.undo} gone={shell.gone} />
      {shell.user && <Keys />}
      {shell.live && <LiveUpdates at={shell.live} have={withRings(shell, have)} />}
    </body>
  </html>
)

const withRings = ({ rings }: Shell, have: string[] = []) => (rings ? [digestOf(<Rings {...rings} />), ...have] : have)

export const documentOf = (page: Safe) => `<!doctype html>${page}`
