/** Names of tools: those that are always shown, and those under “More”. */
export type ToolOrder = { pinned: string[]; more: string[] }
export type Part = keyof ToolOrder

/** The tools as a person has ordered them, the same in every space. Those that they have not placed are at the end of the first part. */
export function inOrder<Tool extends { name: string }>(
  tools: readonly Tool[],
  order: ToolOrder,
): Record<Part, readonly Tool[]> {
  const named = (names: readonly string[]) =>
    names.flatMap((name) => tools.filter((tool) => tool.name === name))
  const [pinned, more] = [named(order.pinned), named(order.more)]
  const unplaced = tools.filter((tool) => !pinned.includes(tool) && !more.includes(tool))
  return { pinned: [...pinned, ...unplaced], more }
}

/** One step up or down; beyond the end of a part, the tool goes to the other part. */
export function stepped({ pinned, more }: ToolOrder, tool: string, step: 1 | -1): ToolOrder {
  const all = [...pinned, ...more]
  const [at, count] = [all.indexOf(tool), pinned.length]
  if (step === 1 && at === count - 1) return split(all, count - 1)
  if (step === -1 && at === count) return split(all, count + 1)
  const next = all[at + step]
  return next === undefined ? { pinned, more } : split(swapped(all, at, at + step), count)
}

/** At the end of the first part, or at the beginning of the other. */
export function inPart(order: ToolOrder, tool: string, part: Part): ToolOrder {
  const { pinned, more } = without(order, tool)
  return part === 'pinned' ? { pinned: [...pinned, tool], more } : { pinned, more: [tool, ...more] }
}

/** Where the tool `at` is: a tool that comes from above pushes it up, one from below pushes it down. */
export function dropped(order: ToolOrder, tool: string, at: string): ToolOrder {
  if (tool === at) return order
  const all = [...order.pinned, ...order.more]
  const rest = without(order, tool)
  const part: Part = rest.pinned.includes(at) ? 'pinned' : 'more'
  const fromAbove = order[part].includes(tool) && all.indexOf(tool) < all.indexOf(at)
  const place = rest[part].indexOf(at) + (fromAbove ? 1 : 0)
  return { ...rest, [part]: rest[part].toSpliced(place, 0, tool) }
}

function split(all: readonly string[], count: number): ToolOrder {
  return { pinned: all.slice(0, count), more: all.slice(count) }
}

function swapped(all: readonly string[], one: number, other: number): string[] {
  return all.with(one, all[other]!).with(other, all[one]!)
}

function without({ pinned, more }: ToolOrder, tool: string): ToolOrder {
  const others = (list: readonly string[]) => list.filter((each) => each !== tool)
  return { pinned: others(pinned), more: others(more) }
}
