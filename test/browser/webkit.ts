/**
 * A real WebKit by its own driver: the W3C protocol in plain requests, as a journey needs few of its commands. The browser
 * draws on a screen that is kept in memory. WEBKIT_DRIVER names another place than Debian’s.
 */
import { existsSync } from 'node:fs'
import { freePort } from '../../bench/drills/place.ts'
import { eventually } from '../support/watched.ts'

const DRIVER = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver'
const SCREEN = '/usr/bin/Xvfb'
export const webkit = existsSync(DRIVER) && existsSync(SCREEN)

if (!webkit) {
  process.stderr.write(
    '\n!!! NO WEBKIT DRIVER OR XVFB HERE: test/browser/webkit.test.ts is LEFT OUT of this run. !!!\n\n',
  )
}

/** The Enter key in what is typed. */
export const ENTER = '\uE007'

const openScreen = async () => {
  const screen = Bun.spawn([SCREEN, '-displayfd', '1', '-nolisten', 'tcp', '-screen', '0', '1360x900x24'], {
    stdout: 'pipe',
    stderr: 'ignore',
  })
  const { value } = await screen.stdout.getReader().read()
  return { screen, display: `:${new TextDecoder().decode(value).trim()}` }
}

/** What the driver says of an element that the page puts another one in the place of, or something over, just now. */
const PASSING = ['stale element reference', 'element not interactable', 'element click intercepted']

class Passing extends Error {}

const ask = async (address: string, body?: object, method = body ? 'POST' : 'GET') => {
  const response = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: Record<string, unknown> | null }
  const said = `the driver answered ${response.status} to ${address}: ${JSON.stringify(value)}`
  if (!response.ok) throw PASSING.includes(String(value?.error)) ? new Passing(said) : new Error(said)
  return value as unknown
}

/** Does it again until the element stands still. */
const settled = async <T>(act: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof Passing)) throw error
      await Bun.sleep(50)
    }
  }
}

/** One window, and what a person does in it. */
const windowOf = (session: string) => {
  const find = async (selector: string): Promise<string | undefined> => {
    const found = (await ask(`${session}/elements`, { using: 'css selector', value: selector })) as object[]
    return Object.values(found[0] ?? {})[0]
  }
  const seen = async (selector: string) => {
    await eventually(async () => (await find(selector)) !== undefined)
    return `${session}/element/${await find(selector)}`
  }
  /** What an expression in the page is. */
  const value = (expression: string) => ask(`${session}/execute/sync`, { script: `return ${expression}`, args: [] })
  /** A page may be read before its script is ready to be used. */
  const loaded = () => eventually(async () => (await value('document.readyState')) === 'complete')
  return {
    find,
    seen,
    value,
    go: (url: string) => ask(`${session}/url`, { url }),
    press: async (selector: string) => {
      await loaded()
      return settled(async () => ask(`${await seen(selector)}/click`, {}))
    },
    write: async (selector: string, text: string) => {
      await loaded()
      return settled(async () => ask(`${await seen(selector)}/value`, { text }))
    },
    /** The words of an element as they are shown. */
    read: (selector: string) => settled(async () => String(await ask(`${await seen(selector)}/text`))),
  }
}
export type WebkitWindow = ReturnType<typeof windowOf>

export const openWebkit = async () => {
  const { screen, display } = await openScreen()
  const port = freePort()
  const driver = Bun.spawn([DRIVER, `--port=${port}`], {
    stdout: 'ignore',
    stderr: 'ignore',
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' },
  })
  const base = `http://127.0.0.1:${port}`
  await eventually(() =>
    fetch(`${base}/status`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  const { sessionId } = (await ask(`${base}/session`, { capabilities: { alwaysMatch: {} } })) as { sessionId: string }
  const session = `${base}/session/${sessionId}`
  const close = async () => {
    await ask(session, undefined, 'DELETE')
    driver.kill()
    screen.kill()
    await Promise.all([driver.exited, screen.exited])
  }
  return { page: windowOf(session), close }
}
