/**
 * A newcomer's path with nothing shortened: signs up in Chromium, asks to be reminded in two minutes, leaves the page open,
 * makes a calendar address, and waits until it rings there. Prints when each step was done. `bun bench/newcomer.ts [--minutes 2]`
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { executable, say, signUp } from '../test/browser/chromium.ts'
import { Places } from './drills/place.ts'
import { Instance } from './drills/process.ts'
import { BUILTIN } from './drills/script.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '2' } } })
const MINUTES = Number(values.minutes)
/** Beyond the minutes that were asked for. */
const PATIENCE_MS = 60_000

const places = new Places()
const steps: string[] = []
const began = performance.now()
const step = (name: string) => steps.push(`${((performance.now() - began) / 1000).toFixed(1)} s  ${name}`)

const main = async () => {
  const command = ['bun', '--no-env-file', join(import.meta.dir, '../src/main.ts')]
  const instance = await Instance.make({ command, places, env: BUILTIN })
  await instance.start()
  step('the program is ready, on a new embedded database')
  const browser = await chromium.launch({ ...(executable && { executablePath: executable }), args: ['--no-sandbox'] })
  places.later(() => browser.close())
  const context = await browser.newContext({ baseURL: instance.url })
  const page = await context.newPage()
  await signUp(page)
  step('signed up')
  await say(page, `remind me to drink water in ${MINUTES} minutes`)
  const asked_ms = performance.now()
  step(
    `asked, and answered: ${(await page.locator('.msg.bot').last().innerText()).replaceAll('\n', ' ').slice(0, 200)}`,
  )
  const settings = await context.newPage()
  await settings.goto('/settings')
  await settings.click('form[action="/settings/feed"] button')
  const made = await settings.locator('section[aria-labelledby="made-feed-title"]').innerText()
  const address = /\/feed\/[\w-]+\.ics/.exec(made)?.[0] ?? ''
  const calendar = await (await fetch(`${instance.url}${address}`)).text()
  const holds = ['SUMMARY:drink water', 'BEGIN:VALARM'].filter((text) =>
    calendar.toLowerCase().includes(text.toLowerCase()),
  )
  step(`the calendar address holds: ${holds.join(', ')}`)
  await settings.close()
  await page.locator('#rings li').waitFor({ timeout: MINUTES * 60_000 + PATIENCE_MS })
  const rang_s = (performance.now() - asked_ms) / 1000
  step(
    `rings in the open page, ${rang_s.toFixed(1)} s after the answer: ${(await page.locator('#rings li').innerText()).split('\n')[0]}`,
  )
  return holds.length === 2
}

const good = await main().finally(() => places.leave())
console.log(steps.join('\n'))
process.exit(good ? 0 : 1)
