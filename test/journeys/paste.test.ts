import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { nothingBroke, visitor } from '../world/browser.ts'
import { eventually } from '../world/eventually.ts'
import { groupOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const sales = await groupOf(ada, { name: 'Sales', template: 'team' })
const notebook = (
  await ada.get<{ items: { id: string; kind: string }[] }>(
    `/api/spaces/${sales.id}/containers?tool=notes`,
  )
).body.items.find(({ kind }) => kind === 'notebook')!.id

interface DocumentNode {
  type: string
  attrs?: Record<string, unknown>
  content?: DocumentNode[]
  marks?: { type: string }[]
  text?: string
}

interface Clip {
  html?: string
  text?: string
  /** A PNG in the clipboard besides the text. */
  file?: boolean
}

const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#864' } })
  .png()
  .toBuffer()
const picture = `data:image/png;base64,${png.toString('base64')}`

async function newNote(title: string): Promise<string> {
  const { body } = await ada.post<{ id: string }>(
    `/api/spaces/${sales.id}/notebooks/${notebook}/notes`,
    { title },
  )
  return body.id
}

async function openedNote(title: string) {
  const note = await newNote(title)
  const page = await visitor({ address, cookie: ada.cookie })
  await page.goto(`/s/${sales.id}/notes/${note}`)
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  await page.locator('[data-item-text]').click()
  return { page, note }
}

async function put(page: Page, { html, text = '', file = false }: Clip): Promise<void> {
  await page.evaluate(
    ({ html: said, text: plain, bytes }) => {
      const data = new DataTransfer()
      if (said) data.setData('text/html', said)
      if (plain) data.setData('text/plain', plain)
      if (bytes)
        data.items.add(new File([Uint8Array.from(bytes)], 'image.png', { type: 'image/png' }))
      document
        .querySelector('[data-item-text]')!
        .dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
    },
    { html, text, bytes: file ? [...png] : undefined },
  )
}

async function content(note: string): Promise<DocumentNode> {
  const { body } = await ada.get<{ content: DocumentNode }>(`/api/spaces/${sales.id}/notes/${note}`)
  return body.content
}

/** A document as one line per block: its kind, and its words with their marks. */
function outline(node: DocumentNode, depth = 0): string[] {
  const { type, attrs, content: inner = [], text } = node
  const at = '  '.repeat(depth)
  if (type === 'heading' || type === 'paragraph' || type === 'codeBlock') {
    const name =
      type === 'heading' ? `h${String(attrs?.['level'])}` : type === 'paragraph' ? 'p' : 'code'
    return [`${at}${name} ${inner.map(inline).join('')}`.trimEnd()]
  }
  if (type === 'image') return [`${at}image ${String(attrs?.['alt'] ?? '')}`.trimEnd()]
  const name =
    {
      taskItem: attrs?.['checked'] ? 'done' : 'open',
      orderedList: `ol ${String(attrs?.['start'] ?? 1)}`,
    }[type] ?? type
  return [
    ...(type === 'doc' ? [] : [`${at}${name}${text ?? ''}`]),
    ...inner.flatMap((each) => outline(each, type === 'doc' ? depth : depth + 1)),
  ]
}

function inline({ type, text = '', marks = [] }: DocumentNode): string {
  if (type === 'hardBreak') return '⏎'
  const names = marks.map((mark) => mark.type).toSorted()
  return names.length > 0 ? `{${names.join(' ')}: ${text}}` : text
}

/** Waits until the server has stored this document; an empty paragraph at its end does not count. */
async function becomes(note: string, expected: string[]): Promise<void> {
  let lines: string[] = []
  const isStored = async () => {
    lines = outline(await content(note))
    if (lines.at(-1) === 'p') lines.pop()
    return isDeepStrictEqual(lines, expected)
  }
  await eventually(isStored).catch(() => assert.deepEqual(lines, expected))
}

const cases: [string, Clip, string[]][] = [
  [
    'Google Docs: bold by style, and not where a bold element says that it is not',
    {
      html: `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;font-style:normal;text-decoration:none;">Normal </span><span style="font-weight:700;">gras</span><span style="font-style:italic;font-weight:400"> et penché</span></p></b><br class="Apple-interchange-newline">`,
    },
    ['p Normal {bold: gras}{italic:  et penché}'],
  ],
  [
    'Google Docs: lists in lists, and a checklist',
    {
      html: `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-2"><ul><li dir="ltr" aria-level="1"><p role="presentation"><span style="font-weight:400">un</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span style="font-weight:400">dedans</span></p></li></ul><li dir="ltr" aria-level="1"><p role="presentation"><span style="font-weight:400">deux</span></p></li></ul><ul><li role="checkbox" aria-checked="true" dir="ltr"><img src="${picture}" width="18px" height="18px" alt="cochée"><p role="presentation"><span style="font-weight:400">fait</span></p></li><li role="checkbox" aria-checked="false"><img src="${picture}" width="18px" alt="non cochée"><p><span style="font-weight:400">à faire</span></p></li></ul></b>`,
    },
    [
      'bulletList',
      '  listItem',
      '    p un',
      '    bulletList',
      '      listItem',
      '        p dedans',
      '  listItem',
      '    p deux',
      'taskList',
      '  done',
      '    p fait',
      '  open',
      '    p à faire',
    ],
  ],
  [
    'Excel: a table with bold by class, not the picture of it',
    {
      html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15"><style><!--table {mso-displayed-decimal-separator:"\\,";} td {font-weight:400; font-style:normal; text-decoration:none;} .xl65 {font-weight:700;} --></style></head><body link="#0563C1"><table border=0 cellpadding=0><!--StartFragment--><col width=64><tr height=20><td height=20 class=xl65>A</td><td>B</td></tr><tr><td>1</td><td class=xl65>2</td></tr><!--EndFragment--></table></body></html>`,
      text: 'A\tB\n1\t2',
      file: true,
    },
    [
      'table',
      '  tableRow',
      '    tableCell',
      '      p {bold: A}',
      '    tableCell',
      '      p B',
      '  tableRow',
      '    tableCell',
      '      p 1',
      '    tableCell',
      '      p {bold: 2}',
    ],
  ],
  [
    'LibreOffice Calc: a table',
    {
      html: `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><style type="text/css">body,div,table,td,p { font-family:"Liberation Sans"; font-size:x-small }</style></head><body><table cellspacing="0" border="0"><colgroup width="85"></colgroup><tr><td height="17" align="left"><b>Nom</b></td><td align="right" sdval="3"><font face="Arial">3</font></td></tr></table></body></html>`,
      file: true,
    },
    ['table', '  tableRow', '    tableCell', '      p {bold: Nom}', '    tableCell', '      p 3'],
  ],
  [
    'LibreOffice Writer: headings, a list, struck words',
    {
      html: `<html><head><style type="text/css">h4 { font-style: italic } p { line-height: 115% }</style></head><body><h4 class="western">Quatre</h4><ul><li><p style="margin-bottom: 0cm">point</p></li></ul><p>reste <span style="text-decoration: line-through">barré</span></p></body></html>`,
    },
    ['h4 {italic: Quatre}', 'bulletList', '  listItem', '    p point', 'p reste {strike: barré}'],
  ],
  [
    'Word: lists with levels and numbers, a heading, an empty line',
    {
      html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal, li.MsoNormal {margin:0cm;} span.Fort {font-weight:bold;} --></style></head><body lang=FR><!--StartFragment--><h1><b>Titre</b></h1><p class=MsoNormal>Avec <span class=Fort>force</span><o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Premier<o:p></o:p></p><p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Sous-point</p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Second</p><p class=MsoNormal>Puis</p><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>3.<span>&nbsp;&nbsp; </span></span><![endif]>Troisième</p><!--EndFragment--></body></html>`,
    },
    [
      'h1 Titre',
      'p Avec {bold: force}',
      'p',
      'bulletList',
      '  listItem',
      '    p Premier',
      '    bulletList',
      '      listItem',
      '        p Sous-point',
      '  listItem',
      '    p Second',
      'p Puis',
      'ol 3',
      '  listItem',
      '    p Troisième',
    ],
  ],
  [
    'Outlook: boxes, a picture that only the mail has, and nothing that counts its readers',
    {
      html: `<div class="elementToProof" style="font-size:12pt">Bonjour <b>Ada</b></div><p class=MsoNormal>☐ appeler</p><p class=MsoNormal>☒ écrire</p><p class=MsoNormal><img width=200 height=100 src="cid:image001.png@01D" alt="Plan du stand"></p><img src="https://t.example/open.gif" width="1" height="1">`,
    },
    [
      'p Bonjour {bold: Ada}',
      'taskList',
      '  open',
      '    p appeler',
      '  done',
      '    p écrire',
      'p Plan du stand',
    ],
  ],
  [
    'A web page: headings 4 to 6, checkboxes, code, a picture elsewhere as a link',
    {
      html: `<h4>Quatre</h4><h6>Six</h6><ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> fait</li><li><input type="checkbox"> pas fait</li><li>un point</li></ul><pre><code>a  =  1</code></pre><p>Voir <img src="https://example.org/chat.png" alt="un chat"></p>`,
    },
    [
      'h4 Quatre',
      'h6 Six',
      'taskList',
      '  done',
      '    p fait',
      '  open',
      '    p pas fait',
      'bulletList',
      '  listItem',
      '    p un point',
      'code a  =  1',
      'p Voir {link: un chat}',
    ],
  ],
  [
    'nothing of it runs, whoever wrote it',
    {
      html: `<p onclick="window.hacked=1">Text<script>window.hacked=1</script><img src=x onerror="window.hacked=1"><a href="javascript:window.hacked=1">link</a><iframe srcdoc="<script>parent.hacked=1</script>"></iframe></p><style>p{display:none}</style><svg onload="window.hacked=1"></svg>`,
    },
    ['p Textlink'],
  ],
]

for (const [title, clip, expected] of cases)
  test(`N · pasted from ${title}`, async () => {
    const { page, note } = await openedNote(title.slice(0, 60))
    await put(page, clip)
    await becomes(note, expected)
    await page.getByText('Saved', { exact: true }).waitFor()
    assert.equal(await page.evaluate(() => 'hacked' in window), false)
    assert.equal(await page.getByRole('dialog').count(), 0)
    nothingBroke()
  })

test('N · pasted pictures become files of the note; those of another note are copied', async () => {
  const { page, note } = await openedNote('With pictures')
  await put(page, {
    html: `<p>Before</p><p><img src="${picture}" alt="A board of oak"></p><p>After</p>`,
  })
  const shown = page.locator('[data-item-text] img')
  await shown.waitFor()
  await becomes(note, ['p Before', 'image A board of oak', 'p After'])
  await page.locator('[data-item-text]').click()
  await page.keyboard.press('ControlOrMeta+a')
  const html = await page.evaluate(() => {
    const data = new DataTransfer()
    document
      .querySelector('[data-item-text]')!
      .dispatchEvent(
        new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    return data.getData('text/html')
  })
  assert.match(html, /data-pm-slice/)
  const other = await newNote('Another note')
  await page.goto(`/s/${sales.id}/notes/${other}`)
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  await page.locator('[data-item-text]').click()
  await put(page, { html })
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>('[data-item-text] img')?.naturalWidth === 40,
  )
  await becomes(other, ['p Before', 'image A board of oak', 'p After'])
  nothingBroke()
})

test('N · a message says what cannot be pasted', async () => {
  const { page } = await openedNote('Said')
  await put(page, {
    html: '<p>See <img src="https://example.org/a.png" alt="a"> and <img src="file:///C:/b.png"></p>',
  })
  await page.getByText('A picture is on another site, so it is only a link here.').waitFor()
  await page.getByText('A picture could not be pasted.').waitFor()
  nothingBroke()
})

test('N · pasting only a picture asks what it shows', async () => {
  const { page } = await openedNote('Alone')
  await put(page, { html: '<img src="https://example.org/a.png" alt="a">', file: true })
  await page.getByRole('dialog', { name: 'Insert a picture' }).waitFor()
  nothingBroke()
})
