/**
 * Makes what pages load: one script, one stylesheet, icons, the service worker; named by their content, compressed
 * beforehand, and listed in a module that the compiled binary embeds. Also has the embedded database's first data
 * directory made.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { drawIcons } from './icons.ts'

const ROOT = join(import.meta.dir, '..')
const OUT = join(ROOT, 'build/generated')
const HTMX = join(ROOT, 'node_modules/htmx.org/dist')
const SOURCES = join(ROOT, 'views/asset')

interface Asset {
  name: string
  file: string
  type: string
  content: string | Uint8Array
}

const text = (path: string) => Bun.file(path).text()
/** Names of the script's own are shortened too; as a function of its own it makes none global. */
const minified = async (path: string, define: Record<string, string> = {}) => {
  const { outputs } = await Bun.build({ entrypoints: [path], target: 'browser', format: 'iife', minify: true, define })
  return (await Promise.all(outputs.map((output) => output.text()))).join('')
}

/**
 * Comments and line ends only. Never through Bun's bundler: it lowers `light-dark()` and turns logical properties
 * into lists of languages.
 */
export const tightCss = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '')
    .replace(/\s*([{};,])\s*/g, '$1')
    .replace(/:\s+/g, ':')

// Each in a block of its own: their top-level names must not meet, and none may become a global by accident.
const script = async () => {
  const [htmx, sse, own] = await Promise.all([
    text(join(HTMX, 'htmx.min.js')),
    text(join(HTMX, 'ext/hx-sse.min.js')),
    minified(join(SOURCES, 'chat.js')),
  ])
  return `${htmx}\n;${sse.replace(/\/\/# sourceMappingURL=.*\s*$/, '')}\n;{${own}}`
}

const LAYERED = ['base', 'frame', 'chat', 'prose', 'drawer', 'task', 'lists', 'settings', 'changes'] as const
const sheet = async () => {
  const sheets = await Promise.all([...LAYERED, 'last'].map((name) => text(join(SOURCES, `${name}.css`))))
  const last = sheets.pop() ?? ''
  return tightCss(`@layer page {${sheets.join('')}}${last}`)
}

const hashed = (content: string | Uint8Array) =>
  new Bun.CryptoHasher('sha256').update(content).digest('hex').slice(0, 10)

const JS = 'text/javascript; charset=utf-8'
const CSS = 'text/css; charset=utf-8'

/** An asset under `/assets/`, its place there named by its content. */
const asset = (name: string, content: string | Uint8Array, { as = name, ext = 'js', type = JS } = {}): Asset => ({
  name,
  file: `${as}.${hashed(content)}.${ext}`,
  type,
  content,
})

/** The service worker knows the names of what it keeps, so a new release is a new worker. */
const worker = async (kept: Asset[], icon: Asset | undefined) => {
  const shell = JSON.stringify(kept.map(({ file }) => `/assets/${file}`))
  const [name, picture] = [`todochat-${hashed(shell)}`, `/assets/${icon?.file}`].map((text) => JSON.stringify(text))
  return minified(join(SOURCES, 'worker.js'), { SHELL: shell, NAME: `${name}`, ICON: `${picture}` })
}

const collect = async (): Promise<Asset[]> => {
  const [js, style, icon, push, docs_js, docs_style] = await Promise.all([
    script(),
    sheet(),
    text(join(SOURCES, 'icon.svg')),
    minified(join(SOURCES, 'push.js')),
    minified(join(SOURCES, 'docs.js')).then((code) => `{${code}}`),
    text(join(SOURCES, 'docs.css')).then(tightCss),
  ])
  const shell = [
    asset('script', js, { as: 'app' }),
    asset('style', style, { as: 'app', ext: 'css', type: CSS }),
    asset('icon', icon, { ext: 'svg', type: 'image/svg+xml' }),
  ]
  const drawn = Object.entries(await drawIcons(icon))
  const icons = drawn.map(([name, content]) => asset(name, content, { ext: 'png', type: 'image/png' }))
  const picture = icons.find(({ name }) => name === 'icon_192')
  return [
    ...shell,
    ...icons,
    asset('worker', await worker(shell, picture)),
    asset('push', push),
    asset('docs_script', docs_js, { as: 'docs' }),
    asset('docs_style', docs_style, { as: 'docs', ext: 'css', type: CSS }),
  ]
}

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)

const ENCODINGS = {
  br: (bytes: Uint8Array) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  zstd: (bytes: Uint8Array) => Bun.zstdCompressSync(bytes, { level: 19 }),
  gzip: (bytes: Uint8Array<ArrayBuffer>) => Bun.gzipSync(bytes, { level: 9 }),
  identity: (bytes: Uint8Array) => bytes,
}
type Encoding = keyof typeof ENCODINGS
const ENCODING_NAMES = Object.keys(ENCODINGS) as Encoding[]

const writeWhole = async (path: string, content: string | Uint8Array) => {
  const draft = `${path}.${process.pid}`
  await Bun.write(draft, content)
  await rename(draft, path)
}

const moduleText = (assets: Asset[]) => {
  const all = assets.flatMap((asset) => ENCODING_NAMES.map((encoding) => ({ asset, encoding })))
  const imports = all.map(
    ({ asset, encoding }, n) => `import f${n} from './${asset.file}.${encoding}.bin' with { type: 'file' }`,
  )
  const rows = assets.map((asset, n) => {
    const files = ENCODING_NAMES.map((encoding, m) => `${encoding}: f${n * ENCODING_NAMES.length + m}`).join(', ')
    return `  '/assets/${asset.file}': { type: '${asset.type}', files: { ${files} } },`
  })
  const urls = assets.map(({ name, file }) => `  ${name}: '/assets/${file}',`)
  return `// Made by build/assets.ts.
${imports.join('\n')}

export const FILES = {
${rows.join('\n')}
}
export const URLS = {
${urls.join('\n')}
}
`
}

const TYPES = `declare module '*.bin' {\n  const path: string\n  export default path\n}\n`

/** Writes the files and their module; does nothing when they are there already. */
export const buildAssets = async () => {
  const assets = await collect()
  const module = moduleText(assets)
  const path = join(OUT, 'assets.ts')
  if (existsSync(path) && (await text(path)) === module) return assets
  await mkdir(OUT, { recursive: true })
  const wanted = new Set<string>()
  for (const asset of assets) {
    for (const encoding of ENCODING_NAMES) {
      const name = `${asset.file}.${encoding}.bin`
      wanted.add(name)
      await writeWhole(join(OUT, name), ENCODINGS[encoding](bytesOf(asset.content)))
    }
  }
  await writeWhole(join(OUT, 'bin.d.ts'), TYPES)
  await writeWhole(path, module)
  const old = (await readdir(OUT)).filter((name) => name.endsWith('.bin') && !wanted.has(name))
  await Promise.all(old.map((name) => rm(join(OUT, name), { force: true })))
  return assets
}

if (import.meta.main) {
  await buildAssets()
  const { buildDataImage } = await import('./pgdata.ts')
  await buildDataImage()
}
