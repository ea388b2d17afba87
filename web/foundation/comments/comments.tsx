import { Fragment, useState } from 'react'
import { principalName, type Principal } from '../../access/principal.tsx'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useDraft } from '../../kernel/drafts.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { GuestBadge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { AttachButton } from '../files/attach-button.tsx'
import { AttachmentList } from '../files/attachment-list.tsx'
import { ChosenFiles } from '../files/chosen-files.tsx'
import { DropZone } from '../files/drop-zone.tsx'
import { attachFiles } from '../files/queue.ts'
import styles from './comments.module.css'
import { MentionField } from './mention-field.tsx'
import { words } from './words.ts'

type Comment = Answer<'get', '/api/spaces/{space}/items/{item}/comments'>['items'][number]
type CommentsProps = { space: string; item: string }

/** The comments on an item, oldest first, with mentions of people and groups. */
export function Comments({ space, item }: CommentsProps) {
  const w = useWords(words)
  const path = { space, item }
  const list = useLongList('/api/spaces/{space}/items/{item}/comments', { path })
  const { onMore, busy } = list.more
  return (
    <div className={styles.comments}>
      {list.isPending && <ListSkeleton rows={3} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.items?.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {list.items && list.items.length > 0 && (
        <ol className={styles.list}>
          {list.items.map((comment) => (
            <CommentLine key={comment.id} space={space} item={item} comment={comment} />
          ))}
        </ol>
      )}
      {onMore && <Button look="quiet" busy={busy} onClick={onMore} children={w.comments} />}
      {list.items && <Composer space={space} item={item} />}
    </div>
  )
}

function Composer({ space, item }: CommentsProps) {
  const w = useWords(words)
  const { values, write, forget, setValues } = useDraft(`comment.${item}`, {
    body: '',
    mentioned: [] as Principal[],
  })
  const [files, setFiles] = useState<File[]>([])
  const say = useAct(
    () =>
      send('post', '/api/spaces/{space}/items/{item}/comments', {
        path: { space, item },
        body: {
          body: values.body.trim(),
          files: files.length > 0,
          mentions: stillNamed(values.body, values.mentioned),
        },
      }),
    {
      refresh: [[space]],
      done: ({ id }) => {
        attachFiles({ space, item, comment: id }, files)
        setFiles([])
        forget()
        setValues({ body: '', mentioned: [] })
      },
    },
  )
  const isEmpty = values.body.trim() === '' && files.length === 0
  const sendIt = () => !isEmpty && !say.isPending && say.mutate()
  return (
    <DropZone onFiles={(more) => setFiles([...files, ...more])}>
      <div className={styles.composer}>
        <MentionField
          space={space}
          item={item}
          label={w.write}
          help={w.help}
          value={values.body}
          onChange={(body) => write({ body })}
          onMention={(who) => write({ mentioned: [...values.mentioned, who] })}
          onSend={sendIt}
        />
        <ChosenFiles files={files} onChange={setFiles} />
        <div className={styles.acts}>
          <Button look="primary" small busy={say.isPending} onClick={sendIt}>
            {w.send}
          </Button>
          <AttachButton onFiles={(more) => setFiles([...files, ...more])} />
        </div>
      </div>
    </DropZone>
  )
}

function CommentLine({ space, item, comment }: CommentsProps & { comment: Comment }) {
  const w = useWords(words)
  const [editing, setEditing] = useState(false)
  const path = { space, item, comment: comment.id }
  const refresh = [[space]]
  const restore = useAct(
    () => send('post', '/api/spaces/{space}/items/{item}/comments/{comment}/restoring', { path }),
    { refresh },
  )
  const remove = useAct(
    () => send('delete', '/api/spaces/{space}/items/{item}/comments/{comment}', { path }),
    { refresh, done: () => void tellUndo(w.deleted, () => restore.mutate()) },
  )
  const { author, may, body, createdAt, editedAt, mentions, attachments } = comment
  return (
    <li className={styles.comment}>
      <Avatar person={author} size={32} />
      <div className={styles.said}>
        <div className={styles.head}>
          <span className={styles.author}>
            {fullName(author)} {author.guest && <GuestBadge organization={author.organization} />}
          </span>
          <span className="quiet small">
            <RelativeTime at={createdAt} /> {editedAt && `· ${w.edited}`}
          </span>
          {(may.edit || may.delete) && (
            <Menu
              label={w.actions(fullName(author))}
              entries={[
                may.edit && { label: w.edit, run: () => setEditing(true) },
                may.delete && { label: w.delete, danger: true, run: () => remove.mutate() },
              ]}
            />
          )}
        </div>
        {editing ? (
          <Editing {...{ space, item, comment }} onClose={() => setEditing(false)} />
        ) : (
          body !== '' && (
            <p className={styles.body}>
              <WithMentions text={body} names={mentions.map(({ name }) => name)} />
            </p>
          )
        )}
        {attachments.length > 0 && (
          <AttachmentList
            {...{ space, item, attachments }}
            label={w.attachments(fullName(author))}
          />
        )}
      </div>
    </li>
  )
}

type EditingProps = CommentsProps & { comment: Comment; onClose: () => void }

function Editing({ space, item, comment, onClose }: EditingProps) {
  const w = useWords(words)
  const [body, setBody] = useState(comment.body)
  const [mentioned, setPrincipal] = useState<Named[]>(comment.mentions)
  const save = useAct(
    () =>
      send('patch', '/api/spaces/{space}/items/{item}/comments/{comment}', {
        path: { space, item, comment: comment.id },
        body: { body: body.trim(), mentions: stillNamed(body, mentioned) },
      }),
    { refresh: [[space]], done: onClose },
  )
  const isEmpty = body.trim() === '' && comment.attachments.length === 0
  const sendIt = () => !isEmpty && save.mutate()
  return (
    <div className={styles.composer}>
      <MentionField
        space={space}
        item={item}
        label={w.edit}
        help={w.help}
        value={body}
        onChange={setBody}
        onMention={(who) => setPrincipal([...mentioned, who])}
        onSend={sendIt}
        autoFocus
      />
      <div className={styles.acts}>
        <Button look="primary" small busy={save.isPending} onClick={sendIt}>
          {w.save}
        </Button>
        <Button look="quiet" small onClick={onClose}>
          {w.cancel}
        </Button>
        <AttachButton
          onFiles={(files) => attachFiles({ space, item, comment: comment.id }, files)}
        />
      </div>
    </div>
  )
}

type Named = { kind: 'person' | 'group'; id: string } & Partial<Principal>

/** Mentions whose name is still in the text: a mention that was deleted notifies nobody. */
function stillNamed(body: string, mentioned: readonly Named[]) {
  const named = mentioned.filter((who) =>
    body.includes(`@${principalName({ card: who.card ?? null, name: who.name ?? null })}`),
  )
  return [...new Map(named.map(({ kind, id }) => [id, { kind, id }])).values()]
}

function WithMentions({ text, names }: { text: string; names: readonly string[] }) {
  if (names.length === 0) return <>{text}</>
  const marks = names.map((name) => `@${name}`).toSorted((a, b) => b.length - a.length)
  const found = new RegExp(`(${marks.map(escaped).join('|')})`, 'u')
  return (
    <>
      {text.split(found).map((part, place) =>
        marks.includes(part) ? (
          <span key={place} className={styles.mention}>
            {part}
          </span>
        ) : (
          <Fragment key={place}>{part}</Fragment>
        ),
      )}
    </>
  )
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
