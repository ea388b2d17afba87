import { useQuery } from '@tanstack/react-query'
import { load } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { GroupPage, WithGroup } from '../groups/group-frame.tsx'
import type { Group } from '../groups/group.ts'
import { RequestList } from './request-list.tsx'
import { words } from './words.ts'

export function RequestsPage() {
  return <WithGroup>{(group) => <Requests group={group} />}</WithGroup>
}

/** J3: requests to join, to approve or to decline with a reason. */
function Requests({ group }: { group: Group }) {
  const w = useWords(words).requests
  const requests = useQuery(
    load('/api/groups/{group}/join-requests', { path: { group: group.id } }),
  )
  return (
    <GroupPage group={group} title={w.title}>
      {requests.isPending && <ListSkeleton rows={3} />}
      {requests.isError && (
        <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />
      )}
      {requests.data?.items.length === 0 && (
        <EmptyState>{group.accessLevel === 'restricted' ? w.none : w.noneFor}</EmptyState>
      )}
      {requests.data && requests.data.items.length > 0 && (
        <RequestList group={group.id} requests={requests.data.items} />
      )}
    </GroupPage>
  )
}
