/** Nothing on a page moves by itself while an answer comes: the sum of its layout shifts is 0. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { calls, ending, says, words } from '../support/fake-provider.ts'
import { executable, openScriptedSite, type ScriptedSite, say, signUp } from './chromium.ts'

const SLOW_MS = 300_000
const LOOKS = [
  ['desktop', { width: 1360, height: 850 }],
  ['phone', { width: 390, height: 800 }],
] as const

/** Parts of a long answer: each kind of block, several of them higher than a line. */
const PARTS = [
  'I added it. Here is the **plan** for `today`, with more words than one line of a phone can hold.\n\n',
  '- first of all\n- then the second\n  - and what belongs to it\n- last\n\n',
  '```ts\nconst tasks = await list()\nfor (const task of tasks) {\n  console.log(task.title)\n}\n```\n\n',
  '| Day | Task |\n| --- | --- |\n| Monday | Water the ferns |\n| Tuesday | Pay the rent |\n\n',
  '> A quotation\n> of two lines\n\n## A heading\n\n1. one\n2. two\n\n',
  ...Array.from(
    { length: 12 },
    (_, n) => `${'A paragraph of an answer that is longer than the window is high. '.repeat(4)} Number ${n}.\n\n`,
  ),
  'The end.',
]

/** As they are shown, without the marks of Markdown. */
const lastWords = (part: string) => /([\w ]+)\W*$/.exec(part)?.[1]?.trim() ?? ''

if (executable) {
  let site: ScriptedSite
  beforeAll(async () => {
    site = await openScriptedSite(says('Hello.'))
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  interface Shift {
    value: number
    what: string[]
  }
  /** Keeps what moves in the page from its beginning on, also what its person is the cause of. */
  const watchShifts = (page: Page) =>
    page.addInitScript(() => {
      const shifts: object[] = []
      Object.assign(window, { shifts })
      const nameOf = (node: Node | null) =>
        node instanceof Element ? `${node.nodeName} ${node.id} ${node.className}` : ''
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { value: number; sources: { node: Node | null }[] }[])
          shifts.push({ value: entry.value, what: entry.sources.map(({ node }) => nameOf(node)) })
      }).observe({ type: 'layout-shift', buffered: true })
    })
  /** When two frames were drawn, all entries of what was before them are there. */
  const drawn = (page: Page) =>
    page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  const shiftsOf = async (page: Page) => {
    await drawn(page)
    return page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts)
  }
  /** An answer with a tool, of which each part comes when it is told to. */
  const answerInParts = () => {
    const gates = PARTS.map(() => Promise.withResolvers<void>())
    const steps = PARTS.flatMap((part, n) => [{ until: gates[n]?.promise ?? Promise.resolve() }, ...words(part)])
    site.fake.play([
      calls([{ name: 'add_task', arguments: { title: 'Buy milk' } }]),
      { steps: [...steps, ...ending('stop')] },
    ])
    return gates
  }

  test.each([...LOOKS])(
    '%s: over a long answer with a tool, code, a list and a table',
    async (_, viewport) => {
      const { page } = await site.visit({ viewport })
      await signUp(page)
      site.fake.play(says('Hello.'))
      await say(page, 'hello')
      await watchShifts(page)
      await page.reload()
      const gates = answerInParts()
      await say(page, 'plan my day', false)
      for (const [n, gate] of gates.entries()) {
        gate.resolve()
        await page.locator(`.msg.bot:last-child:has-text("${lastWords(PARTS[n] ?? '')}")`).waitFor()
        await drawn(page)
      }
      await page.locator('.live').waitFor({ state: 'detached' })
      await page.locator('#todos .task').waitFor({ state: 'attached' })
      expect(await shiftsOf(page)).toEqual([])
      expect(await page.locator('.msg.bot:last-child .answer').evaluate((one) => one.clientHeight)).toBeGreaterThan(
        viewport.height,
      )
    },
    SLOW_MS,
  )
}
