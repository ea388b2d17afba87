import { Plus, Tag, X } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import field from '../../ui/field.module.css'
import styles from './items.module.css'
import { words } from './words.ts'

type TagsProps = { space: string; item: string; tags: readonly string[]; mayEdit: boolean }

/** The tags of an item; people who may edit it can add and remove them here. */
export function Tags({ space, item, tags, mayEdit }: TagsProps) {
  const w = useWords(words)
  const path = (name: string) => ({ path: { space, item, name } })
  const refresh = [[space]]
  const add = useAct(
    (name: string) => send('put', '/api/spaces/{space}/items/{item}/tags/{name}', path(name)),
    { refresh },
  )
  const remove = useAct(
    (name: string) => send('delete', '/api/spaces/{space}/items/{item}/tags/{name}', path(name)),
    { refresh },
  )
  if (tags.length === 0 && !mayEdit) return null
  return (
    <div className={styles.tags} role="group" aria-label={w.tags}>
      {tags.map((name) => (
        <span key={name} className={styles.tag}>
          <Tag size={13} aria-hidden />
          {name}
          {mayEdit && (
            <button
              type="button"
              aria-label={w.removeTag(name)}
              className={styles.untag}
              onClick={() => remove.mutate(name)}
            >
              <X size={13} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {mayEdit && <NewTag onAdd={(name) => add.mutate(name)} />}
    </div>
  )
}

function NewTag({ onAdd }: { onAdd: (name: string) => void }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) onAdd(name.trim())
    setName('')
  }
  if (!open)
    return (
      <button type="button" className={styles.addTag} onClick={() => setOpen(true)}>
        <Plus size={13} aria-hidden /> {w.addTag}
      </button>
    )
  return (
    <form onSubmit={submit}>
      <input
        className={`${field.input} ${styles.tagInput}`}
        aria-label={w.newTag}
        placeholder={w.newTag}
        value={name}
        maxLength={40}
        autoFocus
        onChange={(event) => setName(event.target.value)}
        onBlur={() => {
          if (name.trim()) onAdd(name.trim())
          setName('')
          setOpen(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setName('')
          setOpen(false)
        }}
      />
    </form>
  )
}
