/**
 * Makes what pages load: one script, one stylesheet, one icon; named by their content, compressed beforehand, and
 * listed in a module that the compiled binary embeds. Also has the embedded database's first data directory made.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const ROOT = join(import.meta.dir, '..')
const OUT = join(ROOT, 'build/generated')
const HTMX = join(ROOT, 'node_modules/htmx.org/dist')
const SOURCES = join(ROOT, 'views/asset')

interface Asset {
  name: 'script' | 'style' | 'icon'
  file: string
  type: string
  content: string
}

const text = (path: string) => Bun.file(path).text()
const minified = async (path: string) =>
  new Bun.Transpiler({ loader: 'js', minifyWhitespace: true, deadCodeElimination: false }).transformSync(
    await text(path),
  )

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

const LAYERED = ['base', 'frame', 'chat', 'prose', 'drawer', 'task'] as const
const sheet = async () => {
  const sheets = await Promise.all([...LAYERED, 'last'].map((name) => text(join(SOURCES, `${name}.css`))))
  const last = sheets.pop() ?? ''
  return tightCss(`@layer page {${sheets.join('')}}${last}`)
}

const hashed = (content: string) => new Bun.CryptoHasher('sha256').update(content).digest('hex').slice(0, 10)

const collect = async (): Promise<Asset[]> => {
  const [js, style, icon] = await Promise.all([script(), sheet(), text(join(SOURCES, 'icon.svg'))])
  return [
    { name: 'script', file: `app.${hashed(js)}.js`, type: 'text/javascript; charset=utf-8', content: js },
    { name: 'style', file: `app.${hashed(style)}.css`, type: 'text/css; charset=utf-8', content: style },
    { name: 'icon', file: `icon.${hashed(icon)}.svg`, type: 'image/svg+xml', content: icon },
  ]
}

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
      await writeWhole(join(OUT, name), ENCODINGS[encoding](new TextEncoder().encode(asset.content)))
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
