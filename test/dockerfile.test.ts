/** The image’s recipe, read by eye of a test: no engine is needed to see that its sources exist and its promises hold. */
import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SETTINGS } from '../src/config.ts'
import { ROOT, textOf } from './support/source.ts'

const recipe = textOf('Dockerfile')
const instructions = recipe
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
const of = (word: string) =>
  instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))
const final = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')))
const ignore = textOf('.dockerignore').split('\n')

/** What is copied from the checkout: neither from another stage nor the place it goes to. */
const sources = of('COPY')
  .filter((line) => !line.includes('--from='))
  .flatMap((line) => line.split(/\s+/).slice(0, -1))

describe('the build stage', () => {
  test('copies only what exists', () => {
    expect(sources.length).toBeGreaterThan(0)
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  test('copies only what .dockerignore lets through', () => {
    expect(ignore).toContain('*')
    expect(sources.filter((path) => !ignore.includes(`!${path}`))).toEqual([])
  })

  test('has all that the build script imports', () => {
    const used = ['build', 'sql', 'src', 'views', 'package.json', 'bun.lock', 'tsconfig.json']
    expect(used.filter((path) => !sources.includes(path))).toEqual([])
  })

  test('uses the Bun that the project names', () => {
    const { packageManager } = JSON.parse(textOf('package.json'))
    expect(of('RUN')).toContain(`npm install --global ${packageManager}`)
  })

  test('stands on a base that cannot change', () => {
    expect(of('FROM')[0]).toMatch(/^node:24-[\w-]+@sha256:[0-9a-f]{64} AS build$/)
  })
})

describe('the image', () => {
  test('begins with nothing', () => {
    expect(final[0]).toBe('FROM scratch')
  })

  test('does not run as root', () => {
    const user = final.find((line) => line.startsWith('USER '))
    expect(user).toMatch(/^USER [1-9]\d*:[1-9]\d*$/)
    expect(final).toContain(`COPY --from=build --chown=${user?.slice(5)} /empty /data`)
  })

  test('listens for others, keeps its data in a volume, and says how it is', () => {
    expect(final).toContain('VOLUME /data')
    expect(final).toContain('EXPOSE 8000')
    expect(final.find((line) => line.startsWith('HEALTHCHECK '))).toEndWith('CMD ["/todochat", "healthcheck"]')
    expect(final.find((line) => line.startsWith('ENV '))).toContain('HOST=0.0.0.0')
  })

  test('sets only settings that exist, and no secret', () => {
    const names = final
      .filter((line) => line.startsWith('ENV '))
      .flatMap((line) => [...line.matchAll(/\b([A-Z_]+)=/g)].map(([, name]) => name ?? ''))
    expect(names.filter((name) => !(name in SETTINGS))).toEqual([])
    expect(recipe).not.toMatch(/SECRET|_KEY|TOKEN|PASSWORD/)
  })
})
