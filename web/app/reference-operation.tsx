import type { ReactNode } from 'react'
import { paths } from '../kernel/paths.ts'
import { useWords } from '../kernel/words.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import type { Operation, Parameter, Schema } from './reference-description.ts'
import { asJson, curlOf, mediaOf, refusalsOf } from './reference-description.ts'
import { Field, Fields } from './reference-fields.tsx'
import styles from './reference.module.css'
import { words } from './reference-words.ts'

type Schemas = Record<string, Schema>
type OperationProps = { operation: Operation; schemas: Schemas }

/** Everything about one operation; rendered only when it is opened. */
export function OperationDetails({ operation, schemas }: OperationProps) {
  const w = useWords(words)
  const { operationId, description, parameters = [], requestBody, security } = operation
  const [type, body] = mediaOf(requestBody?.content) ?? []
  const own = ['path', 'query', 'header'] as const
  return (
    <div className={styles.details}>
      {description && <p lang="en">{description}</p>}
      <p className={styles.facts}>
        <span>
          {w.name} <code>{operationId}</code>
        </span>
        <span>{security?.length === 0 ? w.open : w.signedIn}</span>
        <CopyButton
          text={`${window.location.origin}${paths.reference(operationId)}`}
          label={w.copyLink}
        />
      </p>
      {own.map((place) => (
        <Parameters
          key={place}
          title={w.parameters[place]}
          parameters={parameters.filter((one) => one.in === place)}
          schemas={schemas}
        />
      ))}
      {type && (
        <Part title={w.body} second={type}>
          {body?.schema && <Fields schema={body.schema} schemas={schemas} />}
        </Part>
      )}
      <Part title={w.exampleRequest}>
        <Example text={curlOf(operation)} label={w.copyRequest} />
      </Part>
      <Answers operation={operation} schemas={schemas} />
      <Refusals operation={operation} schemas={schemas} />
    </div>
  )
}

function Part(props: { title: string; second?: string | undefined; children: ReactNode }) {
  return (
    <section>
      <h3>
        {props.title} {props.second && <code className="quiet">{props.second}</code>}
      </h3>
      {props.children}
    </section>
  )
}

type ParametersProps = { title: string; parameters: Parameter[]; schemas: Schemas }

function Parameters({ title, parameters, schemas }: ParametersProps) {
  if (parameters.length === 0) return null
  return (
    <Part title={title}>
      <ul className={styles.fields}>
        {parameters.map(({ name, schema = {}, required = false, description }) => (
          <Field key={name} {...{ name, schema, schemas, required }} about={description} />
        ))}
      </ul>
    </Part>
  )
}

function Answers({ operation, schemas }: OperationProps) {
  const w = useWords(words)
  const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
  return good.map(([status, { content }]) => {
    const [type, media] = mediaOf(content) ?? []
    return (
      <Part key={status} title={w.answer(status)} second={type}>
        {media?.schema ? <Fields schema={media.schema} schemas={schemas} /> : <p>{w.noBody}</p>}
        {media?.example !== undefined && (
          <>
            <h4>{w.exampleAnswer}</h4>
            <Example text={asJson(media.example)} label={w.copyAnswer} />
          </>
        )}
      </Part>
    )
  })
}

function Refusals({ operation, schemas }: OperationProps) {
  const w = useWords(words)
  const says: Partial<Record<string, string>> = w.statuses
  const problem = schemas['Problem']
  return (
    <Part title={w.refusals} second="application/problem+json">
      <dl className={styles.refusals}>
        {refusalsOf(operation).map((status) => (
          <div key={status}>
            <dt>
              <code>{status}</code>
            </dt>
            <dd>{says[status] ?? operation.responses[status]?.description}</dd>
          </div>
        ))}
      </dl>
      {problem && (
        <details className={styles.shape}>
          <summary>{w.problemShape}</summary>
          <Fields schema={problem} schemas={schemas} />
        </details>
      )}
    </Part>
  )
}

/** A region that scrolls sideways must be reachable by keyboard. */
function Example({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles.example}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{text}</pre>
      <span data-no-print>
        <CopyButton text={text} label={label} />
      </span>
    </div>
  )
}
