import path from 'node:path'
import { mergeConfig, type Plugin } from 'vite'
import web from '../../vite.config.ts'

/** The list of the instance's tools is replaced by that of the tests; everything else is the same. */
function withShelves(): Plugin {
  return {
    name: 'with-shelves',
    enforce: 'pre',
    resolveId(source, importer) {
      const isList = source === './tools.ts' && importer?.includes('/web/app/')
      return isList ? path.join(import.meta.dirname, 'web/tools.ts') : null
    },
  }
}

export default mergeConfig(web, { plugins: [withShelves()], build: { minify: false } })
