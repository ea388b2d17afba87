import { X } from 'lucide-react'
import { Fragment, useEffect, useRef, useState } from 'react'
import { AudienceWords } from '../../access/audience.tsx'
import { principalName, type Principal } from '../../access/principal.tsx'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useDraft } from '../../kernel/drafts.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { useStore } from '../../kernel/store.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { GuestBadge } from '../../ui/badges.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { AttachButton } from '../files/attach-button.tsx'
import { AttachmentList } from '../files/attachment-list.tsx'
import { ChosenFiles } from '../files/chosen-files.tsx'
import { DropZone } from '../files/drop-zone.tsx'
import { sendFiles } from '../files/queue.ts'
import styles from './comments.module.css'
import { MentionField } from './mention-field.tsx'
import { askedPassage, shownText, writtenPassage, type Comment, type Passage } from './passages.ts'
import { words } from './words.ts'

type CommentsProps = { space: string; item: string }

/** The comments on an item, oldest first, with mentions of people and groups. */
export function Comments({ space, item }: CommentsProps) {
  const w = useWords(words)
  const path = { space, item }
  const list = useLongList('/api/spaces/{space}/items/{item}/comments', { path })
  const { onMore, busy } = list.more
  const open = list.items?.filter(({ resolvedAt }) => !resolvedAt) ?? []
  const resolved = list.items?.filter(({ resolvedAt }) => resolvedAt) ?? []
  return (
    <div className={styles.comments}>
      {list.isPending && <ListSkeleton rows={3} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.items?.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {open.length > 0 && <Lines {...{ space, item }} comments={open} />}
      {resolved.length > 0 && (
        <details className={styles.resolved}>
          <summary>{w.resolvedCount(resolved.length)}</summary>
          <Lines {...{ space, item }} comments={resolved} />
        </details>
      )}
      {onMore && <Button look="quiet" busy={busy} onClick={onMore} children={w.comments} />}
      {list.first?.may.add && <Composer space={space} item={item} />}
    </div>
  )
}

function Lines({ space, item, comments }: CommentsProps & { comments: readonly Comment[] }) {
  return (
    <ol className={styles.list}>
      {comments.map((comment) => (
        <CommentLine key={comment.id} space={space} item={item} comment={comment} />
      ))}
    </ol>
  )
}

function Composer({ space, item }: CommentsProps) {
  const w = useWords(words)
  const { values, write, forget, setValues } = useDraft(`comment.${item}`, {
    body: '',
    mentioned: [] as Principal[],
    passage: undefined as Passage | undefined,
  })
  const composer = useRef<HTMLDivElement>(null)
  useAsked(item, (passage) => {
    write({ passage })
    requestAnimationFrame(() => composer.current?.querySelector('textarea')?.focus())
  })
  useWritten(item, values.passage)
  const [files, setFiles] = useState<File[]>([])
  const say = useAct(
    () =>
      send('post', '/api/spaces/{space}/items/{item}/comments', {
        path: { space, item },
        body: {
          body: values.body.trim(),
          files: files.length > 0,
          mentions: stillNamed(values.body, values.mentioned),
          ...(values.passage && { passage: values.passage }),
        },
      }),
    {
      refresh: [[space]],
      done: ({ id }) => {
        sendFiles({ space, item, comment: id }, files)
        setFiles([])
        forget()
        setValues({ body: '', mentioned: [], passage: undefined })
      },
    },
  )
  const isEmpty = values.body.trim() === '' && files.length === 0
  const sendIt = () => !isEmpty && !say.isPending && say.mutate()
  return (
    <DropZone onFiles={(more) => setFiles([...files, ...more])}>
      <div className={styles.composer} ref={composer}>
        {values.passage && (
          <div className={styles.about}>
            <blockquote className={styles.quote}>{values.passage.quote}</blockquote>
            <IconButton
              icon={X}
              label={w.noPassage}
              onClick={() => write({ passage: undefined })}
            />
          </div>
        )}
        <MentionField
          space={space}
          item={item}
          label={values.passage ? w.writeOnPassage : w.write}
          help={w.help}
          value={values.body}
          onChange={(body) => write({ body })}
          onMention={(who) => write({ mentioned: [...values.mentioned, who] })}
          onSend={sendIt}
        />
        <ChosenFiles files={files} onChange={setFiles} />
        <AudienceWords thing={{ space, item }} />
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

/** Takes over a passage that is asked about, while the panel is open or as it opens. */
function useAsked(item: string, take: (passage: Passage) => void): void {
  const asked = useStore(askedPassage)
  useEffect(() => {
    if (asked?.item !== item) return
    askedPassage.write(undefined)
    take(asked.passage)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- taken once, however often the composer is drawn
  }, [asked, item])
}

/** Tells the text which passage the composer is about, so that it stays marked. */
function useWritten(item: string, passage: Passage | undefined): void {
  useEffect(() => {
    if (!passage) return undefined
    writtenPassage.write({ item, passage })
    return () => writtenPassage.write(undefined)
  }, [item, passage])
}

/** The words that a comment is about, which lead to them, as long as they are in the text. */
function Quoted({
  item,
  comment: { id, passage, resolvedAt },
}: {
  item: string
  comment: Comment
}) {
  const w = useWords(words)
  const text = useStore(shownText)
  if (!passage) return null
  const isHere = text?.item === item && text.found.includes(id)
  return (
    <div>
      {isHere ? (
        <button type="button" className={styles.quote} onClick={() => text.go(id)}>
          <span className="for-readers-only">{w.goTo} </span>
          {passage.quote}
        </button>
      ) : (
        <blockquote className={styles.quote}>{passage.quote}</blockquote>
      )}
      {text?.item === item && !isHere && !resolvedAt && (
        <p className="quiet small">{w.passageGone}</p>
      )}
    </div>
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
  const resolve = useAct(
    () =>
      send(
        comment.resolvedAt ? 'delete' : 'put',
        '/api/spaces/{space}/items/{item}/comments/{comment}/resolution',
        { path },
      ),
    { refresh },
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
          {(may.edit || may.delete || may.resolve) && (
            <Menu
              label={w.actions(fullName(author))}
              entries={[
                may.resolve && {
                  label: comment.resolvedAt ? w.reopen : w.resolve,
                  run: () => resolve.mutate(),
                },
                may.edit && { label: w.edit, run: () => setEditing(true) },
                may.delete && { label: w.delete, danger: true, run: () => remove.mutate() },
              ]}
            />
          )}
        </div>
        <Quoted item={item} comment={comment} />
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
        <AttachButton onFiles={(files) => sendFiles({ space, item, comment: comment.id }, files)} />
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
