import { ExternalLink } from 'lucide-react'
import { memo, useDeferredValue, useEffect, useRef } from 'react'
import { useUrlState } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import { useTitle } from '../kernel/title.ts'
import { useWords } from '../kernel/words.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import { Page, Section } from '../ui/page.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import type { Description, Operation, Schema } from './reference-description.ts'
import { found, useDescription } from './reference-description.ts'
import { OperationDetails } from './reference-operation.tsx'
import styles from './reference.module.css'
import { words } from './reference-words.ts'

/** Z1: the API, as the running server describes it. */
export function ReferencePage() {
  const w = useWords(words)
  const description = useDescription()
  useTitle(w.title)
  return (
    <Page
      title={w.title}
      lead={
        <>
          {w.lead} <a href={paths.mySecurity()}>{w.tokens}</a>
        </>
      }
      actions={
        <Button icon={ExternalLink} look="quiet" href="/api/openapi.json" download="atelier.json">
          {w.asFile}
        </Button>
      }
    >
      {description.isPending && <ListSkeleton rows={10} />}
      {description.isError && (
        <ErrorState error={description.error} onRetry={() => void description.refetch()} />
      )}
      {description.data && <Operations description={description.data} />}
    </Page>
  )
}

function Operations({ description: { operations, schemas } }: { description: Description }) {
  const w = useWords(words)
  const [search, setSearch] = useUrlState('find')
  const [part, setPart] = useUrlState('part')
  const [opened, setOpened] = useUrlState('operation')
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  const shown = found(
    operations.filter(({ tag }) => !part || tag === part),
    useDeferredValue(search),
  )
  const clear = () => [setSearch, setPart].forEach((set) => set(''))
  return (
    <>
      <div className={styles.toolbar} data-no-print>
        <SearchField label={w.search} value={search} onChange={setSearch} />
        <SelectField
          name="part"
          label={w.part}
          value={part}
          onChange={setPart}
          options={[
            { value: '', label: w.allParts },
            ...tags.map((tag) => ({ value: tag, label: tag })),
          ]}
        />
        <p className="quiet" role="status">
          {w.count(shown.length)}
        </p>
      </div>
      {shown.length === 0 && (
        <EmptyState action={<Button onClick={clear}>{w.clear}</Button>}>{w.none}</EmptyState>
      )}
      {tags.map((tag) => {
        const own = shown.filter((operation) => operation.tag === tag)
        return own.length === 0 ? null : (
          <Section key={tag} title={tag} count={own.length}>
            <div className={styles.operations}>
              {own.map((operation) => (
                <OperationLine
                  key={operation.operationId}
                  operation={operation}
                  schemas={schemas}
                  opened={operation.operationId === opened}
                  onOpen={setOpened}
                />
              ))}
            </div>
          </Section>
        )
      })}
    </>
  )
}

type OperationLineProps = {
  operation: Operation
  schemas: Record<string, Schema>
  opened: boolean
  onOpen: (operation: string) => void
}

/** One line of hundreds: its details are rendered when it is opened. */
const OperationLine = memo(function OperationLine(props: OperationLineProps) {
  const { operation, schemas, opened, onOpen } = props
  const { operationId, method, path, summary } = operation
  const line = useRef<HTMLDetailsElement>(null)
  const cameOpened = useRef(opened)
  useEffect(() => {
    if (cameOpened.current) line.current?.scrollIntoView({ block: 'start' })
  }, [])
  return (
    <details ref={line} id={operationId} className={styles.operation} open={opened}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <summary
        onClick={(event) => {
          event.preventDefault()
          onOpen(opened ? '' : operationId)
        }}
      >
        <span className={styles.method}>{method}</span>
        <code className={styles.path}>{path}</code>
        <span className={styles.summary} lang="en">
          {summary}
        </span>
      </summary>
      {opened && <OperationDetails operation={operation} schemas={schemas} />}
    </details>
  )
})
