import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import type { IndexHtmlTransformContext, Plugin } from 'vite'
import { defineConfig } from 'vite'

const server = process.env['ATELIER_SERVER'] ?? 'http://127.0.0.1:8080'
const browsers = ['chrome123', 'edge123', 'firefox128', 'safari17.5']

export default defineConfig({
  root: 'web',
  base: '/',
  plugins: [react(), firstWordsFirst(), partsOfPdf(), precompress()],
  server: {
    host: '127.0.0.1',
    port: Number(process.env['WEB_PORT'] ?? 5173),
    proxy: { '/api': { target: server, ws: true, changeOrigin: false } },
  },
  css: { modules: { generateScopedName: '[name]-[local]-[hash:base64:4]' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    // An inlined asset would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            {
              name: 'route',
              test: /node_modules\/(@tanstack|use-sync-external-store)\//,
            },
            // An icon alone costs a request of more bytes than its lines.
            { name: 'kit', test: /node_modules\/lucide-react\//, minShareCount: 2 },
            // Small parts that nearly every page shares: one request instead of twenty.
            {
              name: 'kit',
              test: /web\/(kernel|ui)\/(?!dialog|side-panel|picker|confirm-by-typing|door-page|table|headless|menu-opened)/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
})

/**
 * The first words need neither styles nor typeface: the style sheets are at the end of the document, where they no longer
 * delay its painting, and the upright Latin face is asked for after everything else. The code of Home, where most visits begin
 * or go next, is asked for with the document, not only once the router runs.
 */
function firstWordsFirst(): Plugin {
  const sheet = / *<link rel="stylesheet" crossorigin[^>]*>\n/g
  return {
    name: 'first-words-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const home = filesOf(bundle, ['app/home-page.tsx', 'app/events.ts'])
        const later = [
          ...home.map((href) =>
            href.endsWith('.css')
              ? { rel: 'stylesheet', href }
              : { rel: 'modulepreload', href, fetchpriority: 'low' },
          ),
          ...Object.keys(bundle)
            .filter((file) => /next-latin-wght-normal/.test(file))
            .map((href) => ({
              ...{ rel: 'preload', as: 'font', type: 'font/woff2' },
              ...{ href, fetchpriority: 'low' },
            })),
        ].filter(({ href }) => !html.includes(href))
        const sheets = (html.match(sheet) ?? []).join('')
        return {
          html: html.replace(sheet, '').replace('  </body>', `${sheets}  </body>`),
          tags: later.map(({ href, ...attrs }) => ({
            tag: 'link',
            attrs: { ...attrs, crossorigin: '', href: `/${href}` },
            injectTo: 'body',
          })),
        }
      },
    },
  }
}

type Bundle = NonNullable<IndexHtmlTransformContext['bundle']>

/** The files that these modules need, and those that these need. */
function filesOf(bundle: Bundle, modules: readonly string[]): string[] {
  const found = new Set<string>()
  const add = (file: string) => {
    const chunk = bundle[file]
    if (found.has(file) || chunk?.type !== 'chunk') return
    found.add(file)
    for (const css of chunk.viteMetadata?.importedCss ?? []) found.add(css)
    chunk.imports.forEach(add)
  }
  for (const [file, chunk] of Object.entries(bundle))
    if (chunk.type === 'chunk' && modules.some((each) => chunk.facadeModuleId?.endsWith(each)))
      add(file)
  return [...found]
}

/** Character maps, fonts and decoders that pdf.js loads from our origin when a document needs them. */
function partsOfPdf(): Plugin {
  const from = resolve(import.meta.dirname, 'node_modules/pdfjs-dist')
  return {
    name: 'parts-of-pdf',
    apply: 'build',
    async generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm'])
        for (const name of await readdir(join(from, folder)))
          if (/\.(bcmap|pfb|ttf|js)$/.test(name) && !name.startsWith('quickjs'))
            this.emitFile({
              ...{ type: 'asset', fileName: `pdf/${folder}/${name}` },
              source: await readFile(join(from, folder, name)),
            })
    },
  }
}

/** Whoever serves dist/web may send these as they are: no compression at run time. */
function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true }).catch(() => [])
      await Promise.all(files.filter(isText).map((file) => compress(join(folder, file))))
    },
  }
}

function isText(file: string): boolean {
  return /\.(m?js|css|html|svg|json|webmanifest)$/.test(file)
}

async function compress(file: string): Promise<void> {
  const body = await readFile(file)
  if (body.length < 1024) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(body, { params }))
  await writeFile(`${file}.gz`, await promisify(gzip)(body, { level: 9 }))
}
