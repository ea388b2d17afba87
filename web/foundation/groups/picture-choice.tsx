import { ImageUp } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, send, sendFile } from '../../kernel/api.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { SpaceMark } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import type { Group } from './group.ts'
import styles from './groups.module.css'
import { words } from './words.ts'

const largest = 5_000_000

/** The picture replaces the initial everywhere; it is saved as soon as it is chosen. */
export function PictureChoice({ group }: { group: Group }) {
  const w = useWords(words).describe
  const path = { group: group.id }
  const refresh = [[group.id], sessionQuery.queryKey]
  const put = useAct(
    (file: File) => sendFile('put', addressOf('/api/groups/{group}/picture', { path }), file),
    { refresh },
  )
  const remove = useAct(() => send('delete', '/api/groups/{group}/picture', { path }), {
    refresh,
    done: () => tell(w.pictureRemoved),
  })
  const take = ([file]: File[]) => {
    if (!file) return
    if (file.size > largest) tell(w.pictureTooBig, { tone: 'danger' })
    else put.mutate(file)
  }
  return (
    <div className={styles.picture}>
      <SpaceMark space={group} size={64} />
      <div>
        <FileButton
          small
          icon={ImageUp}
          busy={put.isPending}
          accept="image/png,image/jpeg,image/webp"
          onFiles={take}
        >
          {w.choosePicture}
        </FileButton>{' '}
        {group.picture && (
          <Button small look="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
            {w.removePicture}
          </Button>
        )}
        <p className={styles.help}>{w.pictureHelp}</p>
      </div>
    </div>
  )
}
