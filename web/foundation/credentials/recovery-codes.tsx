import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './credentials.module.css'
import { words } from './words.ts'

/** The new recovery codes, shown only once. */
export function RecoveryCodes({
  codes,
  onClose,
}: {
  codes: readonly string[]
  onClose: () => void
}) {
  const w = useWords(words)
  const foot = (
    <>
      <CopyButton text={codes.join('\n')} label={w.codesCopy} />
      <Button look="primary" onClick={onClose}>
        {w.codesKept}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.codesTitle} foot={foot}>
      <p>{w.codesSay}</p>
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
