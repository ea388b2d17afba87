import { paths } from '../../kernel/paths.ts'
import { usePlaceName } from '../../kernel/tools.ts'
import type { Item } from './item.ts'

/** The container of an item. The place of a root is the page of the tool. */
export function useItemPlace(item: Item): { name: string; href: string } {
  const { space, tool, container } = item
  const name = usePlaceName()(item)
  const href = container.name ? paths.container(space, tool, container.id) : paths.tool(space, tool)
  return { name, href }
}
