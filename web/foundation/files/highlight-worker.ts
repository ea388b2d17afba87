import { common, createLowlight } from 'lowlight'

/** A text, or texts with the class of their colour. */
export type Coloured = string | { className: string; parts: Coloured[] }

type Node = ReturnType<ReturnType<typeof createLowlight>['highlight']>['children'][number]

const light = createLowlight(common)
light.registerAlias({ typescript: ['mts', 'cts'], bash: ['env'], xml: ['vue', 'xhtml'] })

onmessage = ({ data: { text, ending } }: MessageEvent<{ text: string; ending: string }>) => {
  const coloured = light.registered(ending)
    ? light.highlight(ending, text).children.flatMap(partOf)
    : undefined
  postMessage(coloured)
}

function partOf(node: Node): Coloured[] {
  if (node.type === 'text') return [node.value]
  if (node.type !== 'element') return []
  const names = node.properties['className']
  return [
    {
      className: Array.isArray(names) ? names.join(' ') : '',
      parts: node.children.flatMap(partOf),
    },
  ]
}
