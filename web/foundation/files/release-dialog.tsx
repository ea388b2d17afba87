import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { words } from './words.ts'

type ReleaseProps = {
  space: string
  item: string
  file: { name: string; sha256: string }
  onClose: () => void
}

/** Makes a file readable again after a false alarm of the scanner. */
export function ReleaseDialog({ space, item, file, onClose }: ReleaseProps) {
  const w = useWords(words)
  const path = { space, item, sha: file.sha256 }
  const release = useAct(
    () => send('post', '/api/spaces/{space}/items/{item}/files/{sha}/release', { path }),
    { refresh: [[space]], done: onClose },
  )
  const foot = (
    <>
      <Button onClick={onClose}>{w.cancel}</Button>
      <Button look="danger" busy={release.isPending} onClick={() => release.mutate()}>
        {w.release}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.releaseTitle(file.name)} foot={foot} width="narrow">
      <p>{w.releaseMeans}</p>
    </Dialog>
  )
}
