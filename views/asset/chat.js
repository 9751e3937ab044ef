/**
 * What only a script can do on our pages, on top of htmx: keys, counter, the message shown before the server has it,
 * a stream that comes back, staying at the newest line. Every page works without it.
 */
const on = (name, listener) => document.addEventListener(name, listener)
const byId = (id) => document.getElementById(id)
const one = (selector) => document.querySelector(selector)
const all = (selector) => document.querySelectorAll(selector)
const onHtmx = (name, listener) => on(`htmx:${name}`, listener)
const onRequest = (when) => (listener) =>
  onHtmx(`${when}:request`, ({ detail: { ctx } }) => listener(ctx.sourceElement, ctx))
const beforeRequest = onRequest('before')
const afterRequest = onRequest('finally')
const message = () => byId('text')
const focus = (element) => element.focus({ preventScroll: true })
// 4xx and 5xx bodies are never swapped (a proxy’s error page would land in the chat); their hx-partials still are. The
// script itself lets hidden pages go, also those that began hidden. A row that is being edited stays as it is, whatever
// comes for it. Delays in ms.
Object.assign(htmx.config, {
  noSwap: [204, 304, '4xx', '5xx'],
  morphIgnore: ['data-htmx-powered', 'open'],
  morphSkip: '.editing',
  history: false,
  sse: { pauseOnBackground: false, reconnectDelay: 400, reconnectMaxDelay: 8000 },
})
/** How long a loaded page is taken for fresh, in milliseconds. */
const FRESH_MS = 1500

// Under Trusted Types htmx needs a policy for its own HTML; scripts in responses become empty, and the only script that
// may be asked for is the service worker.
const WORKER = '/sw.js'
const policy = window.trustedTypes?.createPolicy('htmx', {
  createHTML: (html) => html,
  createScript: () => '',
  createScriptURL: () => WORKER,
})
htmx.registerExtension('tt', { init: (api) => api.initSecurity(policy) })

// Controls that need the script start hidden; the sheet shows them under this class, also ones that come later.
const can = document.documentElement.classList
can.add('js')
// Browsers give the clipboard to https and to this machine only.
if (navigator.clipboard) can.add('can-copy')

on('DOMContentLoaded', () => {
  const zone = one('[data-time-zone]')
  if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  const box = message()
  if (box && !box.value) box.value = localStorage.getItem(draft()) ?? ''
  // Without the script the server says what is too long; a browser would cut it without a word.
  if (box?.dataset.max) box.maxLength = box.dataset.max
  count()
  watchScroll()
  // The page is fresh; so late, it costs neither its first load nor whoever only passes through.
  setTimeout(() => {
    follow()
    install()
  }, FRESH_MS)
})

// Where a browser keeps nothing, as in private windows, pages work without it.
const install = () => navigator.serviceWorker?.register(policy ? policy.createScriptURL('') : WORKER).catch(() => false)
// The page without a connection goes back to the one that was wanted.
// The first try after a break may fail as well, so the page without a connection asks until somebody answers.
setInterval(() => {
  if (byId('offline') && navigator.onLine)
    fetch('/health').then(
      ({ ok }) => ok && location.reload(),
      () => false,
    )
}, 3000)

const count = () => {
  const box = message()
  const out = byId('count')
  if (!box || !out) return
  const { maxLength: most, textLength: length } = box
  out.hidden = length < most * 0.7
  out.value = `${length} of ${most}`
  out.classList.toggle('full', length >= most)
}

// What is typed is kept until it is sent: over reloads, other pages and a login that ended, but not over signing out.
const draft = () => `draft:${location.pathname.startsWith('/chat/') ? location.pathname : '/chat'}`
const typed = () => {
  count()
  const text = message()?.value
  // The words of a message that is written anew are kept where they are.
  if (byId('editing')?.hidden === false) return
  if (text) localStorage.setItem(draft(), text)
  else localStorage.removeItem(draft())
}
on('input', ({ target }) => {
  if (target === message()) typed()
})
// A paste longer than a message is shown as an import, whole.
on('paste', (event) => {
  const box = event.target
  const long = byId('long')
  if (box.id !== 'text' || !long) return
  const { value, selectionStart: from, selectionEnd: to } = box
  const text = value.slice(0, from) + event.clipboardData.getData('text') + value.slice(to)
  if (text.length <= box.maxLength) return
  event.preventDefault()
  long.elements.text.value = text
  long.submit()
})

// Every form of the page that acts; what is typed is in it, and the button that was pressed may send it elsewhere. The
// browser would send the others twice when they are pressed twice.
const SENT_MS = 3000
on('submit', (event) => {
  const { target: form, submitter } = event
  if (!form.matches('[method=post]')) return
  const to = submitter?.getAttribute('formaction') ?? form.getAttribute('action')
  if (to === '/signout') localStorage.clear()
  if (form.matches('[hx-swap],.sent')) event.preventDefault()
  if (form.matches('[hx-swap]')) return htmx.ajax('POST', to, { source: form, event })
  form.classList.add('sent')
  setTimeout(() => form.classList.remove('sent'), SENT_MS)
})

const isModified = (event) => event.ctrlKey || event.metaKey || event.altKey
const typing = (element) => element.matches?.('input,textarea,select,[contenteditable]')
on('keydown', (event) => {
  const box = message()
  if (event.target === box && box.form && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    if (matchMedia('(pointer:coarse)').matches) return
    event.preventDefault()
    if (box.value.trim()) box.form.requestSubmit()
  } else if (event.key === 'Escape' && !one(':popover-open')) {
    one('.live form')?.requestSubmit()
  } else if (isModified(event) || typing(event.target)) return
  else if (event.key === '?') byId('help')?.togglePopover()
  else if (event.key === '/') {
    event.preventDefault()
    ;(box || byId('title'))?.focus()
  } else keyOfList(event)
})

const say = (words) => {
  const said = document.createElement('span')
  said.className = 'toast'
  said.append(words)
  byId('said').replaceChildren(said)
}
on('click', async (event) => {
  const copy = event.target.closest('.copy')
  const edit = event.target.closest('a.edit')
  if (copy) {
    // biome-ignore lint/performance/useDomNodeTextContent: as it is laid out, with its line breaks
    const text = (copy.closest('.bot')?.querySelector('.answer') ?? copy.previousElementSibling).innerText
    await navigator.clipboard.writeText(text).then(
      () => say('Copied.'),
      () => say('It could not be copied.'),
    )
  } else if (edit && byId('editing') && !isModified(event) && !event.shiftKey) {
    event.preventDefault()
    const said = edit.closest('.me')
    writeAnew(said.id.slice(2), said.querySelector('.text').textContent)
  } else if (event.target.closest('.cancel-edit')) {
    event.preventDefault()
    writeAnew('', '')
  }
})
/** Which message is written anew, if one is, and its words. */
const writeAnew = (id, words) => {
  const box = message()
  const row = byId('editing')
  row.hidden = !id
  row.querySelector('input').value = id
  box.value = words
  count()
  box.focus()
}

// Keys of a list: j and k go through its rows, x completes, e edits, n goes to the box for a new one.
const rows = () => [...all('main .task')]
const keyOfList = ({ key, target }) => {
  const row = target.closest?.('.task')
  const step = { j: 1, k: -1 }[key]
  if (step) rows()[Math.max(0, rows().indexOf(row) + step)]?.querySelector('.tick')?.focus()
  else if (key === 'x') row?.querySelector('.tick')?.click()
  else if (key === 'e') row?.querySelector('.edit-link')?.click()
  else if (key === 'n') setTimeout(() => byId('title')?.focus())
}

// After an act focus stays at its row, or at the one that took its place, or in the part of the page that it was in.
const ROWS = '.task,.act,.bin li,.chats li,section[id]'
const isLost = () => document.activeElement === document.body
let acted
beforeRequest((from) => {
  const row = from.closest(ROWS)
  acted = row && {
    id: row.id,
    at: [...all(ROWS)].indexOf(row),
    again: `[action="${from.getAttribute('action')}"] button`,
  }
})
afterRequest(() => {
  const was = acted
  acted = undefined
  if (was)
    setTimeout(() => {
      if (!isLost()) return
      const row = byId(was.id) || [...all(ROWS)].slice(0, was.at + 1).pop()
      const to = row?.querySelector(`[autofocus],.tick,${was.again}`) || row?.querySelector('a,button') || row
      if (to && to === row) row.tabIndex = -1
      focus(to || byId('title') || message() || byId('main'))
    }, 50)
})

// A search stands in the address, so that it is there again after a reload and on the way back.
afterRequest((from) => {
  const q = from.closest('#sessions search')?.querySelector('input').value.trim()
  if (q !== undefined) history.replaceState(null, '', q ? `?q=${encodeURIComponent(q)}` : location.pathname)
})

// The message stands in the log at once; the server's own piece takes its place, or the text goes back into the box.
const isSend = (form) => form.id === 'composer' || form.closest('#empty')
const ghost = () => one('.ghost')
beforeRequest((form, { request }) => {
  if (!isSend(form)) return
  const text = request.body.get('text') ?? ''
  const copy = byId('ghost')?.content.cloneNode(true)
  if (!copy) return
  copy.querySelector('p').append(text)
  ghost()?.remove()
  byId('log').append(copy)
  if (form.id === 'composer') {
    form.elements.text.value = ''
    byId('err').textContent = ''
    typed()
  }
  byId('pane').scrollTop = 0
})
const refused = (ctx) => !ctx.response || ctx.response.status >= 400
onHtmx('before:swap', ({ detail: { ctx, tasks } }) => {
  if (refused(ctx)) return
  const { sourceElement: from } = ctx
  from.closest('.editing')?.classList.remove('editing')
  // A menu whose act is done would cover the rows below it.
  from.closest('.more')?.removeAttribute('open')
  for (const { target, swapSpec, fragment } of tasks)
    if ([target, byId(fragment.firstElementChild?.id)].some((one) => one?.matches('.task.editing')))
      swapSpec.style = 'none'
  if (isSend(from)) {
    ghost()?.remove()
    for (const row of all('#editing')) {
      row.hidden = true
      row.querySelector('input').value = ''
    }
  }
  const title = byId('title')
  // What is typed for the next one meanwhile stays.
  if (from.id === 'add' && title.value === ctx.request.body.get('title')) title.value = ''
})
afterRequest((form, ctx) => {
  if (!isSend(form) || !refused(ctx) || !ghost()) return
  const box = message()
  // What was typed meanwhile stands behind it.
  box.value = `${ghost().querySelector('p').textContent}\n${box.value}`.trim()
  ghost().remove()
  byId('err').textContent ||= byId('composer').dataset.error
  typed()
  box.focus()
})

// A page that is looked at holds one stream: of the answer being written, else of what changes elsewhere. A hidden
// one holds none; whatever connects is first brought up to date.
const watch = () => byId('watch')
const STREAMS = '.live,#watch'
const streamOf = (element) => element.closest?.(STREAMS)
let sending = 0
const wanted = (stream) => !document.hidden && stream?.isConnected && (stream !== watch() || !(sending || one('.live')))
/** What the events of a stream tell of its connection, for as long as it has one. */
const connections = new WeakMap()
const hangUp = (stream) => connections.get(stream)?.reader?.cancel()
const follow = () => {
  for (const stream of all(STREAMS)) if (wanted(stream) && !connections.has(stream)) htmx.trigger(stream, 'again')
}
on('visibilitychange', () => {
  if (document.hidden) all(STREAMS).forEach(hangUp)
  else follow()
})
onHtmx('sse:before:connection', (event) => {
  const stream = streamOf(event.target)
  // One that came for a box that is gone belongs to nothing.
  if (wanted(stream)) {
    connections.set(stream, event.detail.connection)
    if (stream !== watch()) hangUp(watch())
  } else event.preventDefault()
})
onHtmx('sse:after:connection', ({ target }) => {
  delete target.dataset.net
  setTimeout(() => wanted(target) || hangUp(target))
})
// What comes now would stand twice in the page; the next connection brings it.
onHtmx('sse:before:message', (event) => {
  const { id } = event.detail.message
  if (!wanted(event.target)) event.preventDefault()
  else if (id.includes('.')) have = id
})
// What the page has: as it was printed, then as its streams say, until something is done here. That comes back with its
// own answer: meanwhile no piece may come that was made before it.
let have
const watched = () =>
  watch()
    ?.getAttribute('hx-sse:connect')
    .replace(/[^=]*$/, (printed) => have ?? printed)
const acts = ({ request }) => request.method !== 'GET'
beforeRequest((from, ctx) => {
  const { request } = ctx
  // Firefox lets a second page wait 20 s for what it might keep of the first one's stream.
  request.cache = 'no-store'
  if (from === watch()) request.action = watched()
  else if (from.matches('.live')) request.action += `&page=${encodeURIComponent(watched())}`
  else if (acts(ctx)) {
    if (!isSend(from)) have = ''
    sending++
    hangUp(watch())
  }
})
afterRequest((_, ctx) => {
  if (!acts(ctx)) return
  sending--
  // A new answer connects by itself, and its end leads back here.
  setTimeout(() => one('.live') || follow())
})

// htmx gives up when the first connection fails, and never tells a page that its sign-in ended.
const lost = (event) => {
  const stream = streamOf(event.target)
  const status = event.detail.status || event.detail.ctx?.response?.status
  if (!stream) return
  stream.dataset.net = 'lost'
  if (status === 401 || (stream !== watch() && /^40[34]$/.test(status))) location.reload()
  else setTimeout(follow, 2000)
}
for (const name of ['sse:error', 'response:error', 'error']) onHtmx(name, lost)
onHtmx('sse:close', ({ target }) => {
  connections.delete(target)
  setTimeout(follow)
  if (target !== watch() && message() && isLost()) focus(message())
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
    focus(message())
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

// What rings: a number before the title, and for a ring that this browser has not heard yet a sound, if it is wanted.
const HEARD_MAX = 50
const beep = () => {
  const audio = new AudioContext()
  const tone = new OscillatorNode(audio, { frequency: 880 })
  tone.connect(new GainNode(audio, { gain: 0.2 })).connect(audio.destination)
  tone.start()
  tone.stop(audio.currentTime + 0.4)
}
const ring = () => {
  const { keys = '', sound } = byId('rings')?.dataset ?? {}
  const ringing = keys.split(' ').filter(Boolean)
  const title = document.title.replace(/^\(\d+\) ⏰ /, '')
  const wanted = ringing.length > 0 ? `(${ringing.length}) ⏰ ${title}` : title
  document.title = wanted
  const heard = (localStorage.getItem('heard') ?? '').split(' ')
  const fresh = ringing.filter((key) => !heard.includes(key))
  if (fresh.length === 0) return
  localStorage.setItem('heard', [...heard, ...fresh].slice(-HEARD_MAX).join(' '))
  if (sound) beep()
}
if (byId('rings')) {
  ring()
  new MutationObserver(ring).observe(byId('rings'), { attributes: true })
}
