import { ImageUp } from 'lucide-react'
import type { ChangeEvent } from 'react'
import { useRef } from 'react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, send, sendFile } from '../../kernel/api.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { SpaceMark } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import type { Group } from './group.ts'
import styles from './groups.module.css'
import { words } from './words.ts'

const largest = 5_000_000

/** The picture replaces the initial everywhere; it is saved as soon as it is chosen. */
export function PictureChoice({ group }: { group: Group }) {
  const w = useWords(words).describe
  const input = useRef<HTMLInputElement>(null)
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
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    event.target.value = ''
    if (!file) return
    if (file.size > largest) tell(w.pictureTooBig, { tone: 'danger' })
    else put.mutate(file)
  }
  return (
    <div className={styles.picture}>
      <SpaceMark space={group} size={64} />
      <div>
        <input
          ref={input}
          type="file"
          className="for-readers-only"
          tabIndex={-1}
          aria-label={w.choosePicture}
          accept="image/png,image/jpeg,image/webp"
          onChange={take}
        />
        <Button small icon={ImageUp} busy={put.isPending} onClick={() => input.current?.click()}>
          {w.choosePicture}
        </Button>{' '}
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
