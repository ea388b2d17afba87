import type { AccessCase } from '../../kernel/tool.ts'

/** People who may order the items of a container, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'give it another place in the order',
    door: 'placeItem',
    request: ({ space, container, item }) => ({
      params: { space, container },
      body: { item, place: 'after', of: { item } },
    }),
  },
]
