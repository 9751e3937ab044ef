/**
 * What only a script can do on our pages, on top of htmx: keys, counter, the message shown before the server has it,
 * a stream that comes back, staying at the newest line. Every page works without it.
 */
const on = (name, listener) => document.addEventListener(name, listener)
const byId = (id) => document.getElementById(id)
/** How long a loaded page is taken for fresh, in milliseconds. */
const FRESH_MS = 1500

// Under Trusted Types htmx needs a policy for its own HTML; scripts in responses become empty.
htmx.registerExtension('tt', {
  init(api) {
    const rules = { createHTML: (html) => html, createScript: () => '' }
    api.initSecurity(window.trustedTypes?.createPolicy('htmx', rules))
  },
})

// Controls that need the script start hidden; the sheet shows them under this class, also ones that come later.
document.documentElement.classList.add('js')
// Browsers give the clipboard to https and to this machine only.
if (navigator.clipboard) document.documentElement.classList.add('can-copy')

on('DOMContentLoaded', () => {
  const zone = document.querySelector('[data-time-zone]')
  if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (byId('keys') && !matchMedia('(pointer:coarse)').matches) byId('keys').hidden = false
  count()
  watchScroll()
  // The page is fresh; so late, it costs neither its first load nor whoever only passes through.
  setTimeout(follow, FRESH_MS)
})

const count = () => {
  const box = byId('text')
  const out = byId('count')
  if (!box || !out) return
  out.hidden = box.value.length < box.maxLength * 0.7
  out.value = `${box.value.length} of ${box.maxLength}`
  out.classList.toggle('full', box.value.length >= box.maxLength)
}
on('input', (event) => event.target.id === 'text' && count())

const typing = (element) => element.matches?.('input,textarea,select,[contenteditable]')
on('keydown', (event) => {
  const box = byId('text')
  if (event.target === box && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    if (matchMedia('(pointer:coarse)').matches) return
    event.preventDefault()
    if (box.value.trim()) box.form.requestSubmit()
  } else if (event.key === 'Escape' && !document.querySelector(':popover-open')) {
    document.querySelector('.live form')?.requestSubmit()
  } else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    const field = box || byId('title')
    if (!field) return
    event.preventDefault()
    field.focus()
  } else if (event.key === '?' && !typing(event.target)) byId('help')?.togglePopover()
})

const say = (words) => {
  const said = document.createElement('span')
  said.append(words)
  byId('said').replaceChildren(said)
}
on('click', async (event) => {
  const copy = event.target.closest('.copy')
  const edit = event.target.closest('a.edit')
  if (copy) {
    // biome-ignore lint/performance/useDomNodeTextContent: as it is laid out, with its line breaks
    const text = copy.closest('.bot').querySelector('.answer').innerText
    await navigator.clipboard.writeText(text).then(
      () => say('Copied.'),
      () => say('The browser did not let the answer be copied.'),
    )
  } else if (edit && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const box = byId('text')
    event.preventDefault()
    box.value = edit.closest('.me').querySelector('.text').textContent
    count()
    box.focus()
  }
})

// The message stands in the log at once; the server's own piece takes its place, or the text goes back into the box.
const isSend = (form) => form?.id === 'composer' || form?.closest?.('#empty')
const ghost = () => document.querySelector('.ghost')
on('htmx:before:request', ({ detail: { ctx } }) => {
  const form = ctx.sourceElement
  if (!isSend(form)) return
  const text = ctx.request.body?.get?.('text') ?? ''
  const copy = byId('ghost')?.content.cloneNode(true)
  if (!copy) return
  copy.querySelector('p').append(text)
  ghost()?.remove()
  byId('log').append(copy)
  if (form.id === 'composer') {
    form.elements.text.value = ''
    byId('err').textContent = ''
    count()
  }
  const pane = byId('pane')
  pane.scrollTop = 0
})
const refused = (ctx) => !ctx.response || ctx.response.status >= 400
on('htmx:before:swap', ({ detail: { ctx } }) => {
  if (refused(ctx)) return
  if (isSend(ctx.sourceElement)) ghost()?.remove()
  if (ctx.sourceElement.id === 'add') byId('title').value = ''
})
on('htmx:finally:request', ({ detail: { ctx } }) => {
  const form = ctx.sourceElement
  if (!isSend(form) || !refused(ctx) || !ghost()) return
  const box = byId('text')
  if (!box.value) box.value = ghost().querySelector('p').textContent
  ghost().remove()
  if (!byId('err').textContent) byId('err').textContent = byId('composer').dataset.error
  count()
  box.focus()
})

// A page that is looked at holds one stream: of the answer being written, else of what changes elsewhere. A hidden
// one holds none; whatever connects is first brought up to date.
const STREAMS = '.live,#watch'
const streamOf = (element) => element.closest?.(STREAMS)
let sending = 0
const wanted = (stream) =>
  !document.hidden && stream?.isConnected && (stream.id !== 'watch' || !(sending || document.querySelector('.live')))
const hangUp = (stream) => stream?._htmx?.sse?.reader?.cancel()
const follow = () => {
  for (const stream of document.querySelectorAll(STREAMS))
    if (wanted(stream) && !stream._htmx?.sse) htmx.trigger(stream, 'again')
}
on('visibilitychange', () => {
  if (document.hidden) document.querySelectorAll(STREAMS).forEach(hangUp)
  else follow()
})
on('htmx:sse:before:connection', (event) => {
  const stream = streamOf(event.target)
  if (!wanted(stream)) event.preventDefault()
  else if (stream.id !== 'watch') hangUp(byId('watch'))
})
on('htmx:sse:after:connection', ({ target }) => {
  delete target.dataset.net
  setTimeout(() => wanted(target) || hangUp(target))
})
// What comes now would stand twice in the page; the next connection brings it.
on('htmx:sse:before:message', (event) => {
  if (!wanted(event.target)) event.preventDefault()
})
const addsTurn = (ctx) => ctx.sourceElement.getAttribute?.('hx-target') === '#log'
on('htmx:before:request', ({ detail: { ctx } }) => {
  if (!addsTurn(ctx)) return
  sending++
  hangUp(byId('watch'))
})
on('htmx:finally:request', ({ detail: { ctx } }) => {
  if (!addsTurn(ctx)) return
  sending--
  // Else the new answer has its own stream, and its end leads back here.
  if (refused(ctx)) follow()
})

// htmx gives up when the first connection fails, and never tells a page that its sign-in ended.
const lost = (event) => {
  const stream = streamOf(event.target)
  const status = event.detail.status || event.detail.ctx?.response?.status
  if (!stream) return
  stream.dataset.net = 'lost'
  if (status === 401 || (stream.id !== 'watch' && [403, 404].includes(status))) location.reload()
  else setTimeout(follow, 2000)
}
for (const name of ['htmx:sse:error', 'htmx:response:error', 'htmx:error']) on(name, lost)
on('htmx:sse:close', ({ target }) => {
  setTimeout(follow)
  if (target.id !== 'watch' && document.activeElement === document.body) byId('text')?.focus({ preventScroll: true })
})

// The pane is a reversed column: scrollTop 0 is the newest line, older ones are negative.
const watchScroll = () => {
  const pane = byId('pane')
  const jump = byId('jump')
  if (!pane || !jump) return
  pane.addEventListener('scroll', () => {
    jump.hidden = pane.scrollTop > -240
  })
  jump.addEventListener('click', () => {
    pane.scrollTop = 0
    byId('text').focus({ preventScroll: true })
  })
  // WebKit has no scroll anchoring: what was read would drift away while the answer grows.
  if (CSS.supports('overflow-anchor', 'auto')) return
  let height = byId('log').offsetHeight
  new ResizeObserver(() => {
    const grown = byId('log').offsetHeight - height
    height += grown
    if (pane.scrollTop < -1) pane.scrollTop -= grown
  }).observe(byId('log'))
}
