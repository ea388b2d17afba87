import type { DocumentNode } from './document.ts'

export function codeBlock(value: string, language: string): DocumentNode {
  return {
    type: 'codeBlock',
    ...(language && { attrs: { language } }),
    ...(value && { content: [{ type: 'text', text: value }] }),
  }
}

/** A list item must begin with a paragraph. */
export function paragraphFirst(blocks: DocumentNode[]): DocumentNode[] {
  return blocks[0]?.type === 'paragraph' ? blocks : [{ type: 'paragraph' }, ...blocks]
}

/** Applies a change to every node. */
export function changed(
  node: DocumentNode,
  change: (node: DocumentNode) => DocumentNode,
): DocumentNode {
  const after = change(node)
  if (!Array.isArray(after.content)) return after
  return { ...after, content: contentIn(after).map((inner) => changed(inner, change)) }
}

function contentIn({ content }: DocumentNode): DocumentNode[] {
  return Array.isArray(content)
    ? content.filter((inner) => typeof inner === 'object' && inner !== null)
    : []
}
