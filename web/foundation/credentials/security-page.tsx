import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Page } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { MeTabs } from '../people/me-tabs.tsx'
import { AccessTokens } from './access-token-list.tsx'
import { SecondFactor } from './authenticator-app.tsx'
import { useConfirmation } from './confirm-dialog.tsx'
import { Passkeys } from './passkey-list.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { securityQuery } from './security.ts'
import { words } from './words.ts'

/** O1: all ways in which I, or a program in my name, can sign in. */
export function SecurityPage() {
  const w = useWords(words)
  useTitle(w.title)
  const security = useQuery(securityQuery)
  const { guest } = useMe().person
  // Guests are not shown how to program; an API token that they have can be revoked.
  const kinds = (['app-password', 'api-token'] as const).filter(
    (kind) =>
      kind === 'app-password' ||
      !guest ||
      security.data?.accessTokens.some((token) => token.kind === kind),
  )
  const { confirmed, dialog } = useConfirmation(security.data)
  const [codes, setCodes] = useState<readonly string[] | undefined>()
  return (
    <Page title={w.title} lead={w.lead} width="reading" toolbar={<MeTabs />}>
      {security.isPending && <ListSkeleton rows={6} />}
      {security.isError && (
        <ErrorState error={security.error} onRetry={() => void security.refetch()} />
      )}
      {security.data && (
        <>
          <SecondFactor security={security.data} confirmed={confirmed} onCodes={setCodes} />
          <Passkeys passkeys={security.data.passkeys} confirmed={confirmed} onCodes={setCodes} />
          {kinds.map((kind) => (
            <AccessTokens
              key={kind}
              kind={kind}
              tokens={security.data.accessTokens}
              confirmed={confirmed}
            />
          ))}
        </>
      )}
      {dialog}
      {codes && <RecoveryCodes codes={codes} onClose={() => setCodes(undefined)} />}
    </Page>
  )
}
