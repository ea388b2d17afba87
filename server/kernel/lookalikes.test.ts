import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookOf } from './lookalikes.ts'

test('G2 · names that look the same have the same look', () => {
  const alike = [
    ['Compta', 'Соmрtа', 'Сomptа', 'COMPTA'.toLowerCase(), 'Соmptá'],
    ['Paris', 'Ρаrіѕ'],
    ['Sales', 'SaIes', 'Sa1es', 'Sa|es', 'Sа\u200bles'],
    ['Lot 10', 'Lot IO', 'Lot l0', 'Lоt 10'],
    ['Ventes - Europe', 'Ventes – Europe', 'Ventes  ‑ Europe', 'Ｖentes − Europe'],
    ['A/B: yes!', 'A∕B꞉ yesǃ'],
    ['Projet "A"', 'Projet «A»', 'Projet “A”'],
    ['𝐕entes', 'Ventes'],
    ['Вася', 'Bacя'],
  ]
  for (const names of alike)
    assert.equal(new Set(names.map(lookOf)).size, 1, names.map(lookOf).join(' | '))
})

test('G2 · names that look different stay apart', () => {
  const apart = [
    'Team A',
    'Team B',
    'Team I',
    'Team L',
    'Team O',
    'Team D',
    'Modern',
    'Modem',
    'C',
    'C++',
    'C#',
    'R&D',
    'R+D',
  ]
  assert.equal(new Set(apart.map(lookOf)).size, apart.length)
  const others = [
    'Отдел продаж',
    'Отдел продажи',
    'Ομάδα σ',
    'Ομάδα ο',
    'قسم',
    'قسمة',
    '営業',
    '営業部',
    '...',
    '???',
  ]
  assert.equal(new Set(others.map(lookOf)).size, others.length)
})
