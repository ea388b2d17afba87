// Which folder may import from which (docs/architecture.md). A folder knows those before it, never those after it.

const serverLayers = [
  [
    'kernel',
    'The kernel holds no word of the domain: what knows people, groups or tools lives above it.',
  ],
  ['access', 'The rule book knows tables, not slices: it imports only the kernel.'],
  [
    'foundation',
    'People, spaces and groups know of no tool: a tool introduces itself in its tool.ts.',
  ],
  ['tools', 'A tool knows the spine, not who listens to it: listeners follow the change log.'],
  ['listeners', 'Listeners know of a tool only the events it declares, and of no protocol.'],
  [
    'protocols',
    'Protocols translate: what they need is a verb of a slice, not of operations or the app.',
  ],
  ['operations', 'Operations are started by the app, they do not know it.'],
  ['app', ''],
]

const foundation = [
  'people',
  'credentials',
  'organizations',
  'spaces',
  'conversations',
  'cases',
  'renditions',
  'files',
  'live-text',
  'groups',
  'membership',
  'invitations',
  'access-requests',
  'items',
  'versions',
  'drafts',
  'search',
  'item-lists',
  'order',
  'table-import',
  'bulk',
  'comments',
  'sync',
  'overview',
  'notices',
  'reminders',
]

const webLayers = [
  ['(?:kernel|ui|styles)', 'What every page uses knows no page.'],
  ['access', 'Rights are shown by tools, and know none of them.'],
  [
    'foundation',
    'Pages of people and groups know of no tool: a tool introduces itself in web/app/tools.ts.',
  ],
  ['tools', 'A tool knows what all tools share, not who shows it.'],
  ['listeners', 'Listeners know of no operation.'],
  ['operations', 'Operations are shown by the app, they do not know it.'],
  ['app', ''],
]

const isTest = String.raw`\.test\.tsx?$`

module.exports = {
  forbidden: [
    ...upwards('server', serverLayers),
    ...upwards('web', webLayers),
    ...foundation.slice(0, -1).map((slice, index) => ({
      name: `${slice}-come-before-${foundation[index + 1]}`,
      comment: `Inside foundation the order is ${foundation.join(' < ')}: turn the call round, or move it up.`,
      severity: 'error',
      from: { path: `^server/foundation/${slice}/`, pathNot: isTest },
      to: { path: `^server/foundation/(?:${foundation.slice(index + 1).join('|')})/` },
    })),
    {
      name: 'a-tool-never-imports-another',
      comment:
        'What two tools share belongs to the spine (spaces, access, kernel), or one of them speaks by events.',
      severity: 'error',
      from: { path: '^(server|web)/tools/([^/]+)/' },
      to: { path: '^$1/tools/', pathNot: '^$1/tools/$2/' },
    },
    {
      name: 'sql-stays-in-its-slice',
      comment: 'A store.ts is entered only from its own folder: ask the slice by its front file.',
      severity: 'error',
      // A benchmark measures the very statement that the product runs.
      from: { path: '^(.*)/[^/]+$', pathNot: [isTest, '^test/bench/'] },
      // The rule book's relations are made to be joined.
      to: { path: '^server/.*/store\\.ts$', pathNot: ['^$1/', '^server/access/'] },
    },
    {
      name: 'ui-knows-no-fetching',
      comment:
        'ui/ is given what it shows: no route, no request, no page. Fetch in the page and pass it down.',
      severity: 'error',
      from: { path: '^web/ui/' },
      to: {
        path: [
          '^web/kernel/(?:api|act|queries|live|connection|session|paths|doors|pages)',
          '^node_modules/(?:@tanstack|openapi-fetch)/',
        ],
      },
    },
    {
      name: 'the-web-asks-by-http',
      comment:
        'The web UI uses nothing of the server but its API; only the schema and the fields of a text, the frames of a room and how texts, addresses, tables, files and typed values are read and written are shared.',
      severity: 'error',
      from: { path: '^web/', pathNot: isTest },
      to: {
        path: '^(?:server|database)/',
        pathNot:
          '/(document|template-fields|frames|plain-text|addresses|csv|file-text|locales|day-and-time|money|phone|web-address)\\.ts$',
      },
    },
    {
      name: 'the-server-knows-no-page',
      comment: 'The server never imports the web UI.',
      severity: 'error',
      from: { path: '^server/', pathNot: isTest },
      to: { path: '^web/' },
    },
    {
      name: 'tests-stay-outside',
      comment: 'What runs in production imports nothing of test/.',
      severity: 'error',
      from: { path: '^(?:server|web)/', pathNot: isTest },
      to: { path: '^test/' },
    },
    {
      name: 'production-packages-only',
      comment: 'The server runs on `dependencies`: move the package there.',
      severity: 'error',
      from: { path: '^server/', pathNot: [isTest, '^server/operations/demo'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'packages-are-named',
      comment: 'The package is in no list of package.json, or the path leads nowhere.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one thing, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'api\\.generated\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'test/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}

function upwards(program, layers) {
  return layers.slice(0, -1).map(([layer, comment], index) => ({
    name: `${program}-${layer.replaceAll(/\(\?:|\)/g, '').replaceAll('|', '-')}-imports-nothing-above-it`,
    comment,
    severity: 'error',
    from: { path: `^${program}/${layer}/`, pathNot: isTest },
    to: {
      path: `^${program}/(?:${layers
        .slice(index + 1)
        .map(([name]) => name)
        .join('|')})/`,
    },
  }))
}
