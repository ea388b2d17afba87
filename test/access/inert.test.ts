import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, foundGroup, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { tidy } from '../../server/kernel/plain-text.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, guest } from '../world/people.ts'

/** Typed text is shown unchanged everywhere, and is never more than text (I11, X107 to X114). */
const corpus = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '[click](javascript:alert(1))',
  '![x](javascript:alert(1))',
  '<a href="java&#x0A;script:alert(1)">x</a>',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '</textarea></title></style><b>',
  '<!--[if]><script>alert(1)</script -->',
  '{{constructor.constructor("alert(1)")()}} ${7*7} <%= 7 %>',
  '=cmd|"/c calc"!A1',
  'Subject: x\r\nBcc: victim@example.org',
  'a\u2028b\u2029c\u202ed',
  '&lt;b&gt; &amp;amp; <b>bold?</b>',
  '`code` <x-y onclick=alert(1)> *stars* _under_ #hash',
  '<math><mi xlink:href="javascript:alert(1)">x',
  '😀 é \u0301 ﷽',
]
const line = (text: string) => text.replaceAll(/[\r\n]+/g, ' ')

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const gil = await guest(instance, 'Gil')
const group = await foundGroup(ada, 'Plain', { guestsAllowed: true })
await enter(instance, group, [gil])
const space = `/api/spaces/${group}`
const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Notes')

/** Tags and attributes of a page as a browser finds them: text that is escaped is none. */
function markup(html: string): { tag: string; attributes: string }[] {
  return [...html.matchAll(/<([a-z!/][^\s>/]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi)].map(
    ([, tag, attributes]) => ({
      tag: tag!.toLowerCase().replace('/', ''),
      attributes: attributes!,
    }),
  )
}

const live = new Set(['script', 'iframe', 'object', 'embed', 'svg', 'math', 'form', 'base', 'link'])

function mustBeInert(html: string, where: string): void {
  for (const { tag, attributes } of markup(html)) {
    assert.ok(!live.has(tag), `${where}: <${tag}${attributes}>`)
    assert.doesNotMatch(attributes, /(^|\s)on[a-z]+\s*=/i, `${where}: <${tag}${attributes}>`)
    for (const [, name, , url] of attributes.matchAll(
      /(href|src|action)\s*=\s*(["']?)([^"'\s>]*)/gi,
    ))
      assert.doesNotMatch(
        decodeURIComponent(url!.replaceAll(/&#?\w+;|\s/g, '')),
        /^(javascript|vbscript|data:text)/i,
        `${where}: ${name} of <${tag}>`,
      )
  }
}

test('I11 · names are returned tidied and texts letter by letter, as JSON that no browser takes for a page', async () => {
  for (const text of corpus.map(line)) {
    const name = text.slice(0, 80)
    const box = await must(ada.patch<{ name: string }>(`${space}/containers/${notebook}`, { name }))
    assert.equal(box.name, tidy(name))
    const note = await writeNote(ada, group, notebook, name)
    const said = await must(
      ada.post<{ body: string }>(`${space}/items/${note}/comments`, { body: text }),
      201,
    )
    assert.equal(said.body, text)
    await must(ada.put(`${space}/items/${note}/tags/${encodeURIComponent(name.slice(0, 30))}`), 204)
    const read = await ada.get<{ title: string; tags: string[] }>(`${space}/items/${note}`)
    assert.equal(read.body.title, tidy(name))
    assert.deepEqual(read.body.tags, [tidy(name.slice(0, 30))])
    assert.match(String(read.headers['content-type']), /^application\/json/)
    assert.equal(read.headers['x-content-type-options'], 'nosniff')
  }
})

test('I11, X112 · a note is exported as a page in which nothing acts, with its words', async () => {
  for (const text of corpus) {
    const note = await writeNote(ada, group, notebook, line(text), `${text}\n\nand more`)
    const page = await ada.get<string>(`${space}/notes/${note}/export?format=html`)
    assert.equal(page.status, 200)
    mustBeInert(page.body, `the page of ${text}`)
    assert.match(page.body, /and more/)
    assert.match(String(page.headers['content-security-policy']), /sandbox/)
    assert.match(String(page.headers['content-disposition']), /^attachment/)
    assert.doesNotMatch(String(page.headers['content-disposition']), /[\r\n]/)
  }
})

test('I11 · Markdown that is exported and imported again says the same', async () => {
  for (const text of corpus) {
    const note = await writeNote(ada, group, notebook, 'There', text)
    const out = await ada.get<string>(`${space}/notes/${note}/export?format=markdown`)
    const back = await must(
      ada.post<{ id: string; text: string }>(`${space}/notebooks/${notebook}/import`, {
        name: 'Back.md',
        markdown: out.body,
      }),
      201,
    )
    const again = await ada.get<string>(`${space}/notes/${back.id}/export?format=markdown`)
    assert.equal(again.body, out.body, text)
  }
})

test('I11, X108, X114 · mails carry hostile names as text, in one header line each', async () => {
  for (const [at, text] of corpus.entries()) {
    await must(ada.patch('/api/me', { firstName: line(text).slice(0, 80) }), 204)
    await must(ada.patch(`/api/groups/${group}`, { objective: text }))
    const people = [{ email: `invited.${at}@example.org` }]
    await must(ada.post(`/api/groups/${group}/invitations`, { people, message: text }))
  }
  const { items } = await must(
    oona.get<{ items: { id: string }[] }>('/api/organization/outbox?limit=200'),
  )
  assert.ok(items.length >= corpus.length)
  for (const { id } of items) {
    const mail = await must(
      oona.get<{ subject: string; html: string; text: string }>(`/api/organization/outbox/${id}`),
    )
    assert.doesNotMatch(mail.subject, /[\r\n]/)
    mustBeInert(mail.html, mail.subject)
  }
})

test('X112 · a file uploaded as a picture that is none, or is one with scripts, is refused', async () => {
  const note = await writeNote(ada, group, notebook, 'Pictures')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
  for (const [type, bytes] of [
    ['image/png', Buffer.from(svg)],
    ['image/png', Buffer.from('<html><script>alert(1)</script>')],
    ['image/svg+xml', Buffer.from(svg)],
    ['text/html', Buffer.from('<script>alert(1)</script>')],
    ['image/gif', Buffer.from('GIF89a/*<script>*/=1')],
  ] as const) {
    for (const [way, path] of [
      ['post', `${space}/notes/${note}/files`],
      ['put', '/api/me/picture'],
      ['put', `/api/groups/${group}/picture`],
    ] as const) {
      const answer = await ada[way](path, bytes, { 'content-type': type })
      assert.equal(answer.status, 400, `${type} to ${path}: ${JSON.stringify(answer.body)}`)
    }
  }
})
