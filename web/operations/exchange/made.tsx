import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './exchange.module.css'
import type { Imported } from './imported.ts'
import { words } from './words.ts'

/** The group exists and the chosen people are invited; nobody else is in it yet (M4). */
export function Made({ imported }: { imported: Imported }) {
  const w = useWords(words)
  const format = useFormat()
  const { invited, notInvited, preview } = imported
  const name = imported.name ?? preview?.name ?? ''
  useTitle(name)
  return (
    <Page title={w.madeTitle(name)} lead={w.madeLead} width="reading">
      <div className={styles.stack}>
        {invited > 0 && <Note tone="success">{w.invited(invited)}</Note>}
        {notInvited.length > 0 && (
          <Note tone="caution">{w.notInvited(format.list(notInvited))}</Note>
        )}
        <Button look="primary" href={paths.group(imported.group ?? '')}>
          {w.open}
        </Button>
      </div>
    </Page>
  )
}
