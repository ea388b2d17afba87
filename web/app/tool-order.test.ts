import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dropped, inOrder, inPart, stepped, type ToolOrder } from './tool-order.ts'

const nine = [...'abcdefghi'].map((name) => ({ name }))
const none: ToolOrder = { pinned: [], more: [] }
const said = (tools: { name: string }[], order: ToolOrder) => {
  const { pinned, more } = inOrder(tools, order)
  return [pinned, more].map((part) => part.map(({ name }) => name).join('')).join('|')
}
const order = (text: string): ToolOrder => {
  const [pinned = '', more = ''] = text.split('|')
  return { pinned: [...pinned], more: [...more] }
}
const shown = ({ pinned, more }: ToolOrder) => `${pinned.join('')}|${more.join('')}`

test('A space shows its tools in the order of the person; tools that it does not have are left out', () => {
  assert.equal(said(nine, none), 'abcdefghi|')
  assert.equal(said([], none), '|')
  assert.equal(said(nine, order('cab|e')), 'cabdfghi|e')
  assert.equal(said(nine.slice(1, 3), order('cab|e')), 'cb|')
  assert.equal(said(nine.slice(3, 5), order('cab|e')), 'd|e')
  assert.equal(said(nine, order('ihgfedcb|a')), 'ihgfedcb|a')
})

test('A tool goes one step up or down, and past the end of a part into the other', () => {
  assert.equal(shown(stepped(order('abc|de'), 'b', -1)), 'bac|de')
  assert.equal(shown(stepped(order('abc|de'), 'c', 1)), 'ab|cde')
  assert.equal(shown(stepped(order('abc|de'), 'd', -1)), 'abcd|e')
  assert.equal(shown(stepped(order('abc|de'), 'd', 1)), 'abc|ed')
  assert.equal(shown(stepped(order('abc|de'), 'a', -1)), 'abc|de')
  assert.equal(shown(stepped(order('abc|de'), 'e', 1)), 'abc|de')
})

test('A tool that is dropped on another takes its place, and is put into a part as a whole', () => {
  assert.equal(shown(dropped(order('abc|de'), 'a', 'c')), 'bca|de')
  assert.equal(shown(dropped(order('abc|de'), 'c', 'a')), 'cab|de')
  assert.equal(shown(dropped(order('abc|de'), 'a', 'e')), 'bc|dae')
  assert.equal(shown(dropped(order('abc|de'), 'e', 'b')), 'aebc|d')
  assert.equal(shown(dropped(order('abc|de'), 'a', 'a')), 'abc|de')
  assert.equal(shown(inPart(order('abc|de'), 'a', 'more')), 'bc|ade')
  assert.equal(shown(inPart(order('abc|de'), 'e', 'pinned')), 'abce|d')
})
