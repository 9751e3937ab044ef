/**
 * `/embed`, in development only: a page that loads the ChatKit UI from wherever its embedder keeps it and wires it to
 * `/chatkit` of this server. Living documentation: what its script does is what any embedding page has to do.
 */
import { Elysia } from 'elysia'
import { invalid } from '../../errors.ts'

/** Where OpenAI serves the UI; an embedder may have another place. */
const SCRIPT = 'https://cdn.platform.openai.com/deployments/chatkit/chatkit.js'

/** @throws validation_error */
const scriptOf = (request: Request): URL => {
  const given = new URL(request.url).searchParams.get('script') || SCRIPT
  const url = URL.canParse(given) ? new URL(given) : undefined
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname)
  if (!url || (url.protocol !== 'https:' && !local))
    throw invalid('/script', 'Script must be an https address of a script.')
  return url
}

/** No framework and no build: this is the text to copy. */
const WIRING = `
const form = document.querySelector('form')
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const token = new FormData(form).get('token')
  await customElements.whenDefined('openai-chatkit')
  const chat = document.createElement('openai-chatkit')
  chat.setOptions({
    api: {
      url: new URL('/chatkit', location.href).href,
      domainKey: 'local-development',
      fetch: (url, options) => {
        const headers = new Headers(options?.headers)
        headers.set('authorization', 'Bearer ' + token)
        return fetch(url, { ...options, headers })
      },
    },
    history: { enabled: true, showDelete: true, showRename: true },
    threadItemActions: { feedback: true, retry: true },
    startScreen: { prompts: [{ label: 'What is open?', prompt: 'List my tasks' }] },
  })
  chat.addEventListener('chatkit.effect', ({ detail }) => {
    document.querySelector('output').textContent = detail.name
  })
  form.replaceWith(chat)
})
`

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

const pageOf = (script: URL, nonce: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ChatKit on TodoChat</title>
<style nonce="${nonce}">openai-chatkit { display: block; height: 90vh } form { display: grid; gap: .5rem; max-width: 30rem }</style>
<script src="${escaped(script.href)}" async></script>
<h1>ChatKit on TodoChat</h1>
<form>
  <label for="token">A token, as POST /api/v1/auth/signin gives it</label>
  <input id="token" name="token" autocomplete="off" required>
  <button>Open the chat</button>
</form>
<output></output>
<script type="module" nonce="${nonce}">${WIRING}</script>
</html>
`

/** The UI is a frame from its own host that asks this page to fetch: nothing but that host is allowed in. */
const policyOf = ({ origin }: URL, nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${origin}`,
    `style-src 'nonce-${nonce}' ${origin}`,
    `frame-src ${origin}`,
    `img-src 'self' ${origin}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

export const embedRoute = () =>
  new Elysia({ name: 'chatkit/embed' }).get('/embed', ({ request }) => {
    const script = scriptOf(request)
    const nonce = crypto.randomUUID()
    return new Response(pageOf(script, nonce), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOf(script, nonce) },
    })
  })
