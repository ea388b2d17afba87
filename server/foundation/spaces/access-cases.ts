import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on a space and its containers, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'enter the space',
    door: 'listContainers',
    request: ({ space }) => ({ params: { space } }),
  },
  {
    act: 'see what somebody can reach here',
    door: 'seeReach',
    request: ({ space, person }) => ({ params: { space, person } }),
  },
  {
    act: 'see a container',
    door: 'readContainer',
    request: ({ space, container }) => ({ params: { space, container } }),
  },
  {
    act: 'see who can see a container',
    door: 'seeContainerAudience',
    request: ({ space, container }) => ({ params: { space, container } }),
  },
  {
    act: 'see the rights on a container',
    door: 'readAccess',
    request: ({ space, container }) => ({ params: { space, container } }),
  },
  {
    act: 'ask why not',
    door: 'askWhyNotContainer',
    request: ({ space, container }) => ({
      params: { space, container },
      query: { right: 'manage' },
    }),
  },
  {
    act: 'set the rights on a container',
    door: 'setAccess',
    request: ({ space, container, person }) => ({
      params: { space, container },
      body: {
        ownList: true,
        grants: [{ principal: { kind: 'person', id: person }, level: 'reader' }],
      },
    }),
  },
  {
    act: 'let a container follow its parent',
    door: 'setAccess',
    request: ({ space, container }) => ({
      params: { space, container },
      body: { ownList: false, grants: [] },
    }),
  },
  {
    act: 'keep a container from guests',
    door: 'markContainerInternal',
    request: ({ space, container }) => ({
      params: { space, container },
      body: { internalOnly: true },
    }),
  },
  {
    act: 'keep an item from guests',
    door: 'markItemInternal',
    request: ({ space, item }) => ({ params: { space, item }, body: { internalOnly: true } }),
  },
  {
    act: 'make a folder beside it',
    door: 'makeContainer',
    request: ({ space, root, nested }) => ({
      params: { space },
      body: { parent: root, kind: nested, name: 'New' },
    }),
  },
  {
    act: 'rename a container',
    door: 'changeContainer',
    request: ({ space, container }) => ({
      params: { space, container },
      body: { name: 'Renamed' },
    }),
  },
  {
    act: 'put a container into the trash',
    door: 'trashContainer',
    request: ({ space, container }) => ({ params: { space, container } }),
  },
  {
    act: 'see who can see an item',
    door: 'seeItemAudience',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'see who was given an item',
    door: 'listItemGrants',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'choose who else may edit',
    door: 'chooseEditors',
    request: ({ space, item, person }) => ({
      params: { space, item },
      body: { principals: [{ kind: 'person', id: person }] },
    }),
  },
  {
    act: 'choose who else may read',
    door: 'chooseReaders',
    request: ({ space, item, person }) => ({
      params: { space, item },
      body: { principals: [{ kind: 'person', id: person }] },
    }),
  },
  {
    act: 'let one more read it',
    door: 'letRead',
    request: ({ space, item, person }) => ({
      params: { space, item },
      body: { principals: [{ kind: 'person', id: person }] },
    }),
  },
]
