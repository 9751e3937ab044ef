/** A browser without scripts, as far as pages need one: keeps its cookies, sends forms, says where it comes from. */
import { type TestApp, testApp } from '../../support/app.ts'
import { type FakeProvider, fakeProvider, says } from '../../support/fake-provider.ts'

export interface Sent {
  form?: Record<string, string>
  headers?: Record<string, string>
  /** As htmx asks: for a piece instead of a page. */
  htmx?: boolean
  signal?: AbortSignal
}
export interface Seen {
  status: number
  headers: Headers
  /** Where a redirect leads, by whichever header. */
  location: string | null
  html: string
}

export const visitor = (it: TestApp) => {
  const jar = new Map<string, string>()
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (pair: string) => jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  const open = async (method: string, path: string, { form, headers = {}, htmx, signal }: Sent = {}) => {
    const response = await it.app.handle(
      new Request(`http://localhost${path}`, {
        method,
        signal,
        headers: {
          accept: 'text/html',
          ...(jar.size > 0 && { cookie: cookies() }),
          ...(method !== 'GET' && { 'sec-fetch-site': 'same-origin' }),
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(htmx && { 'hx-request': 'true', accept: 'text/html, text/event-stream' }),
          ...headers,
        },
        ...(form && { body: new URLSearchParams(form).toString() }),
      }),
    )
    for (const set of response.headers.getSetCookie()) keep(set.split(';')[0] ?? '')
    return response
  }
  const see = async (response: Response): Promise<Seen> => ({
    status: response.status,
    headers: response.headers,
    location: response.headers.get('location') ?? response.headers.get('hx-redirect'),
    html: await response.text(),
  })
  const get = async (path: string, sent: Sent = {}) => see(await open('GET', path, sent))
  const post = async (path: string, form: Record<string, string> = {}, sent: Sent = {}) =>
    see(await open('POST', path, { form, ...sent }))

  let count = 0
  return {
    open,
    get,
    post,
    cookie: cookies,
    /** In place of all that it has. */
    setCookie: (value: string) => {
      jar.clear()
      if (value) keep(value)
    },
    /** Signs up by form; answers the address it used. */
    async join(name = 'ada') {
      count += 1
      const email = `${name}.${crypto.randomUUID().slice(0, 8)}.${count}@example.org`
      const { status } = await post('/signup', { name, email, password: 'correct horse' })
      if (status !== 303) throw new Error(`sign-up answered ${status}`)
      return email
    },
    /** Sends the first message of a chat and waits for its answer; answers the chat's id. */
    async chat(text: string) {
      const { location } = await post('/chat', { text, key: crypto.randomUUID() })
      const id = /^\/chat\/([\w-]{36})/.exec(location ?? '')?.[1]
      if (!id) throw new Error(`no chat: ${location}`)
      await get(`/chat/${id}?no_script=1`)
      return id
    },
  }
}
export type Visitor = ReturnType<typeof visitor>

/** A person who has joined a program whose model is a fake one. */
interface Modelled {
  fake: FakeProvider
  it: TestApp
  ada: Visitor
}
export const modelled = async (): Promise<Modelled> => {
  const fake = await fakeProvider(says('Hello.'))
  const it = await testApp({
    settings: { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' },
  })
  const ada = visitor(it)
  await ada.join()
  return { fake, it, ada }
}

/** The words of a page, as a reader hears them. */
export const wordsOf = (html: string) =>
  html
    .replaceAll(/<(template|head|script)[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
