import type { ContainerKind, ItemKind, LiveText, Tool } from './tool.ts'

type Tools = readonly Tool[]

/** A container or an item, reduced to its tool and kind. */
export interface Kinded {
  tool: string
  kind: string
}

/** The kind of a container, as its tool declares it; undefined when this instance has no such tool or kind. */
export function containerKind(tools: Tools, { tool, kind }: Kinded): ContainerKind | undefined {
  return own(toolNamed(tools, tool)?.containers, kind)
}

/** The kind of an item, as its tool declares it; undefined when this instance has no such tool or kind. */
export function itemKind(tools: Tools, { tool, kind }: Kinded): ItemKind | undefined {
  return own(toolNamed(tools, tool)?.items, kind)
}

/** One of the live texts of an item, as its tool declares it; undefined when there is none of that name. */
export function liveText(tools: Tools, item: Kinded, field: string): LiveText | undefined {
  return own(itemKind(tools, item)?.texts, field)
}

/** Whether items of this kind may be in this container: a container never holds items of another tool. */
export function holds(tools: Tools, container: Kinded, item: Kinded): boolean {
  return (
    container.tool === item.tool &&
    containerKind(tools, container)?.holds.includes(item.kind) === true
  )
}

/** The kinds of containers that items of this kind may be in. */
export function kindsHolding(tools: Tools, item: Kinded): string[] {
  const kinds = Object.keys(toolNamed(tools, item.tool)?.containers ?? {})
  return kinds.filter((kind) => holds(tools, { tool: item.tool, kind }, item))
}

/** Whether a container of this kind may be in this one. */
export function nests(tools: Tools, parent: Kinded, container: Kinded): boolean {
  return (
    parent.tool === container.tool &&
    containerKind(tools, parent)?.nests.includes(container.kind) === true
  )
}

/** The kinds of containers with unique names, as `tool/kind`. */
export function kindsWithUniqueNames(tools: Tools): string[] {
  return tools.flatMap(({ name, containers }) =>
    Object.entries(containers)
      .filter(([, { uniqueNames }]) => uniqueNames)
      .map(([kind]) => `${name}/${kind}`),
  )
}

function toolNamed(tools: Tools, name: string): Tool | undefined {
  return tools.find((tool) => tool.name === name)
}

/** Skips inherited properties: a client may send any word as a kind. */
function own<T>(kinds: Record<string, T> | undefined, kind: string): T | undefined {
  return kinds && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
}
