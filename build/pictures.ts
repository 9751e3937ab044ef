/**
 * Takes pictures of every page and of every part in every state into `pictures/`: light, dark, a phone, a phone on its
 * side, right to left, forced colours, no scripts and no motion, print; and of lists in Hebrew and German. `bun run pictures [name…]` takes those whose names hold one of the words.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as place } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'

const ROOT = place(import.meta.dir, '..')
const OUT = place(ROOT, 'pictures')
const PORT = 8917
const BASE = `http://127.0.0.1:${PORT}`
const START_TRIES = 1200
const DAY_MS = 86_400_000
/** Nothing of ours takes longer; a picture that does is a mistake to be told, and the rest would wait for it. */
const STEP_MAX_MS = 20_000

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true }
const LOOKS: Record<string, BrowserContextOptions & { rtl?: true; media?: 'print' }> = {
  light: { viewport: { width: 1440, height: 900 } },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  wide: { viewport: { width: 2560, height: 1200 } },
  phone: { ...PHONE, deviceScaleFactor: 2 },
  'phone-dark': { ...PHONE, colorScheme: 'dark' },
  'phone-side': { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true },
  small: { viewport: { width: 320, height: 640 } },
  'zoom-400': { viewport: { width: 320, height: 256 } },
  rtl: { viewport: { width: 1440, height: 900 }, rtl: true },
  forced: { viewport: { width: 1440, height: 900 }, forcedColors: 'active' },
  'forced-dark': { viewport: { width: 1440, height: 900 }, forcedColors: 'active', colorScheme: 'dark' },
  still: { viewport: { width: 1440, height: 900 }, javaScriptEnabled: false, reducedMotion: 'reduce' },
  print: { viewport: { width: 900, height: 1200 }, media: 'print' },
}

const TASKS = [
  'Pay rent on the 1st of every month !high #home',
  'Water the plants every monday #home',
  'Call mum tomorrow 6pm #family',
  'Buy milk today #shop',
  'Renew the passport !medium',
  'Read the book about gardens',
  'Book a table friday #family',
  `A long one ${'with more and more words '.repeat(6)}`,
]
const MESSAGES = [
  'Add buy bread tomorrow and call the bank on Friday !high',
  'What is due this week?',
  'done buy milk',
  'move call mum to Saturday',
  'delete task 1',
]

/** What people of other languages have in their lists: words to the left, and words without an end. */
const OTHERS: Record<string, [tasks: string[], messages: string[]]> = {
  hebrew: [
    ['לקנות חלב 3% tomorrow #בית', 'להתקשר לאמא friday 18:00 !high', 'مراجعة العقد قبل المساء #عمل'],
    ['add לקנות לחם tomorrow', 'מה שלומך היום?'],
  ],
  german: [
    [
      'Donaudampfschifffahrtsgesellschaftskapitänsmütze abholen morgen #Rechtsschutzversicherungsgesellschaften',
      'Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung lesen !high',
    ],
    ['Füge Kraftfahrzeughaftpflichtversicherungsunterlagen einreichen am Freitag um 9 Uhr hinzu', 'was steht an?'],
  ],
}

/** Answers the link by which the first administrator joins, which the server writes once it listens. */
const serve = async (data: string) => {
  const env = { ...process.env, PORT: String(PORT), DATA_DIR: data, NODE_ENV: 'development', LLM_PROVIDERS: 'builtin' }
  const log = place(data, 'server.log')
  const server = Bun.spawn(['bun', 'src/main.ts', 'serve'], { cwd: ROOT, env, stdout: 'ignore', stderr: Bun.file(log) })
  for (let tries = 0; tries < START_TRIES; tries++) {
    const link = /\/link\/\S+/.exec(await readFile(log, 'utf8').catch(() => ''))?.[0]
    if (link) return { server, link }
    await Bun.sleep(50)
  }
  server.kill()
  throw new Error('The server did not start.')
}

const join = async (page: Page, link: string) => {
  await page.goto(link)
  await page.fill('#email', `${crypto.randomUUID().slice(0, 8)}@example.org`)
  await page.fill('#password', 'correct horse')
  await page.click('main button[type=submit]')
  await page.waitForURL('**/chat')
  await page.goto('/settings')
  await page.fill('#name', 'Ada Lovelace')
  await Promise.all([page.waitForURL('**/settings?said=saved'), page.press('#name', 'Enter')])
}

const addAll = async (page: Page, titles: string[]) => {
  for (const title of titles) {
    await page.goto('/tasks')
    await page.fill('#title', title)
    await Promise.all([page.waitForResponse('**/tasks'), page.press('#title', 'Enter')])
  }
}

/** Answers where the chat is. */
const sayAll = async (page: Page, messages: string[]) => {
  await page.goto('/chat')
  for (const [index, text] of messages.entries()) {
    await page.fill('#text', text)
    await page.click('#composer .send')
    await page.locator('.msg.bot').nth(index).locator('.ended').waitFor({ state: 'attached' })
  }
  return new URL(page.url()).pathname
}

/** A person with tasks and a chat; answers where the chat is. */
const fill = async (page: Page) => {
  await addAll(page, TASKS)
  const day = new Date(Date.now() - 2 * DAY_MS).toISOString().slice(0, 10)
  await page.goto(`/tasks/${TASKS.findIndex((title) => title.startsWith('Renew')) + 1}?edit=true`)
  await page.fill('input[name=due_on]', day)
  await Promise.all([page.waitForResponse('**/tasks/*'), page.click('.edit-task .primary')])
  return sayAll(page, MESSAGES)
}

type Login = Awaited<ReturnType<BrowserContext['storageState']>>
interface Studio {
  browser: Browser
  words: string[]
  taken: number
  /** Somebody with tasks and a chat, somebody who has just come, others: made once, for all looks. */
  people: Record<string, { login: Login; chat: string }>
}

const wanted = ({ words }: Pick<Studio, 'words'>, name: string, look: string) =>
  words.length === 0 || words.some((word) => `${name}.${look}.png`.includes(word))

const openPage = async (browser: Browser, options: BrowserContextOptions) => {
  const context = await browser.newContext({ baseURL: BASE, serviceWorkers: 'block', ...options })
  context.setDefaultTimeout(STEP_MAX_MS)
  return { context, page: await context.newPage() }
}

/** Somebody who has come, and what they did then; answers where their chat is. */
const loginOf = async (browser: Browser, fillIn: (page: Page) => Promise<string>, link = '/signup') => {
  const { context, page } = await openPage(browser, {})
  await join(page, link)
  const chat = await fillIn(page)
  const login = await context.storageState()
  await context.close()
  return { login, chat }
}

const take = async (studio: Studio, page: Page, name: string, look: string) => {
  const file = `${name}.${look}.png`
  const { rtl, media } = LOOKS[look] ?? {}
  if (media) await page.emulateMedia({ media })
  if (rtl) await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  const whole = !/^(chat|docs)/.test(name)
  const before = page.viewportSize()
  // Rows out of sight are not drawn, so the window becomes as high as the page.
  if (whole && before) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ width: before.width, height: Math.max(height, before.height) })
  }
  await page.screenshot({ path: place(OUT, file) })
  if (before) await page.setViewportSize(before)
  // On paper there is no box to write in.
  if (media) await page.emulateMedia({ media: null })
  studio.taken += 1
}

/** What is asked for after a click is here by then; what a look does not show stays away. */
const APPEARS_MAX_MS = 1500
const appears = (what: Locator) =>
  what.waitFor({ timeout: APPEARS_MAX_MS }).then(
    () => true,
    () => false,
  )

/** An address, and what is clicked there one after the other as far as it is in sight, or written: `selector=words`. */
type Shot = [path: string, ...acts: string[]]

const PAGES: Record<string, (chat: string) => Record<string, Shot>> = {
  nobody: () => ({
    signin: ['/signin'],
    'signin-refused': ['/signin?next=/tasks', '#email=ada@example.org', '#password=not right', 'main button'],
    signup: ['/signup'],
    forgot: ['/forgot'],
    offline: ['/offline'],
    docs: ['/docs'],
  }),
  fresh: () => ({ 'chat-empty': ['/chat'], 'tasks-empty': ['/tasks'], 'changes-empty': ['/changes'] }),
  hebrew: (chat) => ({ 'chat-hebrew': [chat], 'tasks-hebrew': ['/tasks'], 'changes-hebrew': ['/changes'] }),
  german: (chat) => ({ 'chat-german': [chat], 'tasks-german': ['/tasks'], 'changes-german': ['/changes'] }),
  full: (chat) => ({
    chat: [chat],
    'chat-menu': [chat, '.drawer[popovertarget=sessions]', '.sessions summary'],
    'chat-panel': [chat, '.drawer[popovertarget=panel]'],
    'chat-new': ['/chat'],
    'chat-found': [`${chat}?q=bread`, '.drawer[popovertarget=sessions]'],
    tasks: ['/tasks'],
    'tasks-menu': ['/tasks', '.task summary'],
    'tasks-today': ['/tasks?status=pending&due_after=today&due_before=today'],
    'tasks-said': ['/tasks?said=added'],
    'task-edit': ['/tasks/3?edit'],
    'task-in-place': ['/tasks', '#task-3 summary', '#task-3 .edit-link', '#task-3-notes'],
    'tasks-nothing': ['/tasks?q=nothing'],
    changes: ['/changes'],
    import: ['/tasks/import'],
    'import-preview': ['/tasks/import', `main textarea=${TASKS.join('\n')}`, 'main button'],
    settings: ['/settings'],
    'settings-refused': ['/settings', '#erase summary', '#confirm=no', '#erase button'],
    audit: ['/settings/audit'],
    admin: ['/admin'],
    status: ['/status'],
    'not-found': ['/nowhere'],
    keys: ['/changes', '.who .scripted'],
  }),
}

const open = async (page: Page, [path, ...acts]: Shot) => {
  await page.goto(path)
  for (const act of acts) {
    const [, selector = act, words] = /^([^[=]+)=(.*)$/s.exec(act) ?? []
    const first = page.locator(selector).first()
    if (!(await appears(first))) continue
    await (words === undefined ? first.click() : first.fill(words))
  }
  await page.waitForLoadState()
}

const pagesOf = async (studio: Studio, look: string) => {
  const { rtl: _rtl, media: _media, ...options } = LOOKS[look] ?? {}
  for (const [who, pagesFor] of Object.entries(PAGES)) {
    const { login, chat = '' } = studio.people[who] ?? {}
    const { context, page } = await openPage(studio.browser, { ...options, storageState: login })
    for (const [name, shot] of Object.entries(pagesFor(chat))) {
      if (!wanted(studio, name, look)) continue
      await open(page, shot)
      await take(studio, page, name, look)
    }
    await context.close()
  }
}

const PART_LOOKS = ['light', 'dark', 'small', 'rtl', 'forced', 'print']
const partsOf = async (studio: Studio, look: string) => {
  const { rtl: _rtl, media: _media, ...options } = LOOKS[look] ?? {}
  const { context, page } = await openPage(studio.browser, options)
  await page.route('**/stream?*', (route) => route.abort())
  await page.goto('/dev/components')
  const links = await page
    .locator('main a')
    .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  for (const link of links) {
    const name = `part-${link.slice(link.lastIndexOf('/') + 1)}`
    if (!wanted(studio, name, look)) continue
    await page.goto(link)
    await take(studio, page, name, look)
  }
  await context.close()
}

const main = async () => {
  const data = await mkdtemp(place(tmpdir(), 'pictures-'))
  await mkdir(OUT, { recursive: true })
  const { server, link } = await serve(data)
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  let taken = 0
  try {
    const people: Studio['people'] = { full: await loginOf(browser, fill, link) }
    people.fresh = await loginOf(browser, async () => '/chat')
    for (const [who, [tasks, messages]] of Object.entries(OTHERS))
      people[who] = await loginOf(browser, async (page) => {
        await addAll(page, tasks)
        return sayAll(page, messages)
      })
    const studio: Studio = { browser, words: process.argv.slice(2), taken, people }
    for (const look of Object.keys(LOOKS)) await pagesOf(studio, look)
    for (const look of PART_LOOKS) await partsOf(studio, look)
    taken = studio.taken
  } finally {
    await browser.close()
    server.kill()
    await server.exited
    await rm(data, { recursive: true, force: true })
  }
  process.stdout.write(`${taken} pictures in pictures/\n`)
}

if (import.meta.main) await main()
