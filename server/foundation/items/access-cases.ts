import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on an item of any tool, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'see an item',
    door: 'readItem',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'find an item by its id alone',
    door: 'findItem',
    request: ({ item }) => ({ params: { item } }),
  },
  {
    act: 'make it a favourite',
    door: 'favourItem',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'follow it',
    door: 'followItem',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'see its history',
    door: 'listActs',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'see its links',
    door: 'listLinks',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'say whom it concerns',
    door: 'addConcerned',
    request: ({ space, item, person }) => ({
      params: { space, item },
      body: { kind: 'person', concerned: person },
    }),
  },
  {
    act: 'see which readers cannot open it',
    door: 'seeWhoCannotOpen',
    request: ({ space, item }) => ({
      params: { space, item },
      query: { toSpace: space, toItem: item },
    }),
  },
  {
    act: 'tag it',
    door: 'tagItem',
    request: ({ space, item }) => ({ params: { space, item, name: 'urgent' } }),
  },
  {
    act: 'copy it beside itself',
    door: 'copyItem',
    request: ({ space, item, container }) => ({
      params: { space, item },
      body: { toSpace: space, toContainer: container },
    }),
  },
  {
    act: 'move it where it is',
    door: 'moveItem',
    request: ({ space, item, container }) => ({
      params: { space, item },
      body: { toSpace: space, toContainer: container },
    }),
  },
  {
    act: 'put it into the trash',
    door: 'trashItem',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'take it over',
    door: 'takeOverItem',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'open the trash',
    door: 'listTrash',
    request: ({ space }) => ({ params: { space } }),
  },
]
