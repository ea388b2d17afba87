import type { AccessCase } from '../../kernel/tool.ts'

function many(act: string, door: string, more: object = {}): AccessCase {
  return {
    act,
    door,
    request: ({ space, item }) => ({ params: { space }, body: { items: [item], ...more } }),
  }
}

/** Bulk acts, for the access matrix. */
export const accessCases: AccessCase[] = [
  many('put several into the trash', 'trashItems'),
  {
    act: 'move several',
    door: 'moveItems',
    request: ({ space, item, container }) => ({
      params: { space },
      body: { items: [item], toContainer: container },
    }),
  },
  {
    act: 'copy several',
    door: 'copyItems',
    request: ({ space, item, container }) => ({
      params: { space },
      body: { items: [item], toContainer: container },
    }),
  },
  many('tag several', 'tagItems', { name: 'urgent' }),
  many('take a tag from several', 'untagItems', { name: 'urgent' }),
  many('follow several', 'followItems', { following: true }),
  many('make several favourites', 'favourItems', { favourite: true }),
]
