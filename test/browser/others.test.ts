/** What others do: an agent whose change is taken back, an administrator with somebody's account, the state of the server. */
import { expect, test } from 'bun:test'
import { addressOf, read, reads, signUp, violations } from './chromium.ts'
import { inBrowsers, type SharedSite, type Visit } from './driver/browsers.ts'

const callerIn = async (site: SharedSite, { context }: Visit) =>
  site.it.core.account.callerOfCookie((await context.cookies())[0]?.value ?? '')

const administrator = async (site: SharedSite) => {
  const visit = await site.visit()
  await signUp(visit.page, 'Root')
  const { user_id } = await callerIn(site, visit)
  await site.it.db.execute((sql) => sql`update users set is_admin = true where id = ${user_id}`)
  return visit
}

inBrowsers({}, (site) => {
  test('what an agent did is seen as it comes, told by its name, and taken back', async () => {
    const visit = await site.visit()
    const { page, complaints } = visit
    await signUp(page)
    await page.goto('/changes')
    const { account } = site.it.core
    const { token } = await account.createAccessToken(await callerIn(site, visit), {
      name: 'Robot',
      scopes: ['tasks:write'],
    })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ title: 'Buy <b>oil</b>' })
    expect((await fetch(`${site.base}/api/v1/tasks`, { method: 'POST', headers, body })).status).toBe(201)
    await reads(page, '.act', 'Robot, with an access token')
    await page.locator('.act:has-text("Robot") button:has-text("Undo")').click()
    await reads(page, '.act', 'Taken back')
    await page.goto('/tasks')
    expect(await page.locator('#tasks .task').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('an administrator adds somebody, whose link opens an account, and disables it at once', async () => {
    const { page: root, complaints } = await administrator(site)
    const email = `${crypto.randomUUID()}@example.org`
    await root.goto('/admin')
    expect(await violations(root)).toEqual([])
    await root.click('summary:has-text("Add somebody")')
    await root.fill('#email', email)
    await root.click('button:has-text("Add and make a link")')
    await root.locator('.made code').waitFor()
    const link = await read(root, '.made code')

    const { page } = await site.visit()
    await page.goto(new URL(link).pathname)
    await page.fill('#password', 'their own words')
    await page.click('button:has-text("Save the password")')
    await page.waitForURL('**/chat')

    await root.goto(`/admin?q=${email}`)
    await root.click(`[aria-label="Disable: ${email}"]`)
    await root.waitForURL('**/admin?said=person_disabled')
    await page.goto('/tasks')
    expect(new URL(await addressOf(page)).pathname).toBe('/signin')
    expect(complaints).toEqual([])
  })

  test('the state of the server is told to everybody, with a way back', async () => {
    const { page, complaints } = await site.visit()
    await page.goto('/status')
    expect(await read(page, 'h1')).toBe('All is well')
    expect(await violations(page)).toEqual([])
    await page.click('header a')
    await page.waitForURL('**/signin*')
    expect(complaints).toEqual([])
  })
})
