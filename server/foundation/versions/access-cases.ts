import type { AccessCase } from '../../kernel/tool.ts'

function toVersion(
  act: string,
  door: string,
  more: { body?: object; query?: Record<string, string> } = {},
): AccessCase {
  return {
    act,
    door,
    request: ({ space, item }) => ({ params: { space, item, number: '1' }, ...more }),
  }
}

/** People who may read, name and restore versions, for the access matrix: with an item that has one. */
export const accessCases: AccessCase[] = [
  {
    act: 'list the versions of it',
    door: 'listVersions',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  toVersion('read a version of it', 'readVersion'),
  toVersion('compare versions of it', 'compareVersions', { query: { against: '1' } }),
  {
    act: 'name a version of it',
    door: 'nameVersion',
    request: ({ space, item }) => ({ params: { space, item }, body: { label: 'As sent' } }),
  },
  toVersion('keep a version of it for ever', 'markVersion', { body: { kept: true } }),
  toVersion('restore a version of it', 'restoreVersion'),
  {
    act: 'validate it',
    door: 'validateItem',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'open it for changes again',
    door: 'reopenItem',
    request: ({ space, item }) => ({ params: { space, item }, body: { reason: 'One more point' } }),
  },
]
