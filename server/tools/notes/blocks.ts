import type { DocumentNode } from './document.ts'

export function codeBlock(value: string, language: string): DocumentNode {
  return {
    type: 'codeBlock',
    ...(language && { attrs: { language } }),
    ...(value && { content: [{ type: 'text', text: value }] }),
  }
}

/** An item of a list begins with a paragraph. */
export function paragraphFirst(blocks: DocumentNode[]): DocumentNode[] {
  return blocks[0]?.type === 'paragraph' ? blocks : [{ type: 'paragraph' }, ...blocks]
}
