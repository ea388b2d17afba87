import type { FormEvent, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useDraft } from '../kernel/drafts.ts'
import { useReader } from '../kernel/language.ts'
import type { Problem } from '../kernel/problem.ts'
import { asProblem } from '../kernel/problem.ts'
import { sayProblem } from '../kernel/problem-words.ts'
import { useWords } from '../kernel/words.ts'
import { Button } from './button.tsx'
import styles from './form.module.css'
import { words } from './words.ts'

type Errors = Partial<Record<string, string>>

export type FormState<Values> = {
  values: Values
  set: (change: Partial<Values>) => void
  /** The props of `TextField` and similar fields: `<TextField {...form.text('name')} label=… />`. */
  text: (name: keyof Values & string) => {
    name: string
    value: string
    onChange: (value: string) => void
    error: string | undefined
  }
  errors: Errors
  problem: Problem | undefined
  busy: boolean
  submit: (event: FormEvent) => void
  reset: (values: Values) => void
}

type FormOptions<Values> = {
  first: Values
  /** The name under which the values are kept beyond the tab. Never for passwords. */
  draft?: string
  /** Checks values before they are sent: a sentence per field. */
  check?: (values: Values) => Errors
  send: (values: Values) => Promise<unknown>
  done?: (values: Values) => void
}

export function useForm<Values extends object>(options: FormOptions<Values>): FormState<Values> {
  const { first, draft, check, send, done } = options
  const { values, write, forget, setValues } = useDraft(draft, first)
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)

  const run = async () => {
    const found = check?.(values) ?? {}
    setErrors(found)
    setProblem(undefined)
    if (Object.values(found).some(Boolean)) return
    setBusy(true)
    try {
      await send(values)
      forget()
      done?.(values)
    } catch (error) {
      const refused = asProblem(error)
      setProblem(refused)
      setErrors(
        Object.fromEntries(refused.fields.map(({ field, detail }) => [bare(field), detail])),
      )
    } finally {
      setBusy(false)
    }
  }

  return {
    values,
    errors,
    problem,
    busy,
    set: write,
    reset: setValues,
    text: (name) => ({
      name,
      value: String(values[name] ?? ''),
      onChange: (value) => {
        write({ [name]: value } as unknown as Partial<Values>)
        if (errors[name]) setErrors(({ [name]: _mended, ...rest }) => rest)
      },
      error: errors[name],
    }),
    submit: (event) => {
      event.preventDefault()
      if (!busy) void run()
    },
  }
}

type FormProps<Values> = {
  form: FormState<Values>
  /** The label of the button says what happens: “Invite 3 people”. */
  verb: ReactNode
  children: ReactNode
  cancel?: ReactNode
  foot?: ReactNode
  label?: string
  danger?: boolean
  wide?: boolean
}

export function Form<Values>(props: FormProps<Values>) {
  const { form, verb, children, cancel, foot, label, danger, wide } = props
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate aria-label={label}>
      <Summary errors={form.errors} problem={form.problem} />
      {children}
      <div className={styles.foot} data-form-foot>
        <Button
          type="submit"
          look={danger ? 'danger' : 'primary'}
          busy={form.busy}
          wide={wide ?? false}
        >
          {verb}
        </Button>
        {cancel}
        {foot}
      </div>
    </form>
  )
}

/** All errors in one place; takes the focus so that nobody has to search for them. */
function Summary({ errors, problem }: { errors: Errors; problem: Problem | undefined }) {
  const w = useWords(words)
  const { language } = useReader()
  const box = useRef<HTMLDivElement>(null)
  const list = Object.entries(errors).filter((entry): entry is [string, string] => !!entry[1])
  const said = problem && list.length === 0 ? sayProblem(problem, language) : undefined
  const shown = Boolean(said || list.length)
  const turn = problem ?? list.length
  useEffect(() => {
    if (shown) box.current?.focus()
    // Correcting one field must not pull the focus back here.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [shown, problem])
  if (!turn || !shown) return null
  return (
    <div ref={box} className={styles.summary} role="alert" tabIndex={-1}>
      {said ? <p>{said}</p> : <h2>{w.summary(list.length)}</h2>}
      {list.length > 0 && (
        <ul>
          {list.map(([field, sentence]) => (
            <li key={field}>
              <a href={`#${field}`} onClick={(event) => goToField(event, field)}>
                {sentence}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function goToField(event: { preventDefault(): void }, field: string): void {
  event.preventDefault()
  const place = document.querySelector(`[data-field="${CSS.escape(field)}"]`)
  place?.querySelector<HTMLElement>('input, textarea, select, button')?.focus()
}

export function FieldGroup({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

/** Two short fields beside each other where there is room. */
export function SideBySide({ children }: { children: ReactNode }) {
  return <div className={styles.side}>{children}</div>
}

/** The API names a field as it was sent: `body.name` is the field `name`. */
function bare(field: string): string {
  return field.replace(/^(body|query)[./]/, '').replace(/^\//, '')
}
