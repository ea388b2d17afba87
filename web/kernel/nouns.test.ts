import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nounWords } from './nouns.ts'

test('Z2 · the words of a kind follow from its noun, in both languages', () => {
  const box = nounWords({ en: ['box', 'boxes'], fr: 'une boîte' })
  assert.deepEqual([box.en.several, box.en.make, box.en.all], ['Boxes', 'New box', 'All boxes'])
  assert.equal(box.en.brought(2), '2 boxes imported.')
  assert.equal(box.fr.brought(2), '2\u00a0boîtes importées.')
  const made = (fr: string | [string, string]) => nounWords({ en: 'thing', fr }).fr
  assert.equal(made('un signet').all, 'Tous les signets')
  assert.equal(made('une note').make, 'Nouvelle note')
  assert.equal(made('un album').make, 'Nouvel album')
  assert.equal(made('un carnet').make, 'Nouveau carnet')
  assert.equal(made('un album').none, 'Pas encore d’album ici.')
  assert.equal(made(['un journal', 'journaux']).several, 'Journaux')
  assert.equal(made('une étagère').closed, 'Cette étagère s’est fermée')
})
